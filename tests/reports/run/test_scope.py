"""A report on one party counts what it owes, and nothing of others."""

from __future__ import annotations

from collections import Counter

import duckdb
import pytest

from engine.errors import ReportError
from reports.run import read_run_folder
from tests.reports.samples import RUN

ALL = read_run_folder(RUN, 1_000)
PARTIES = sorted({owed_by for _, owed_by, _ in ALL.duties if owed_by})
VERDICTS = ("breach", "undetermined", "pending")


@pytest.mark.slow
def test_parties_share_out_the_counts_of_the_run():
    shared = Counter()
    for party in PARTIES:
        for rule in read_run_folder(RUN, 1, party).summary["rules"]:
            shared.update(
                {(rule["rule_id"], v): rule[v] for v in (*VERDICTS, "compliant")}
            )

    nobody = Counter(
        {(rule, v): n for (rule, owed_by, v), n in ALL.duties.items() if not owed_by}
    )
    whole = Counter(
        {(rule["rule_id"], v): rule[v]
         for rule in ALL.summary["rules"] for v in (*VERDICTS, "compliant")}
    )  # fmt: skip
    assert len(PARTIES) > 20
    assert +(shared + nobody) == +whole


@pytest.mark.slow
@pytest.mark.parametrize("party", PARTIES[:20])
def test_findings_are_those_that_the_party_owes(party):
    folder = read_run_folder(RUN, 1_000, party)
    counted = duckdb.execute(
        f"SELECT verdict, count(*) FROM '{RUN}/findings.parquet' WHERE owed_by = ? "
        "GROUP BY verdict", [party],
    ).fetchall()  # fmt: skip

    listed = Counter(
        row["verdict"] for rows in folder.findings.values() for row in rows
    )
    summed = Counter(
        {v: sum(rule[v] for rule in folder.summary["rules"]) for v in VERDICTS}
    )
    assert listed == Counter(dict(counted)) == +summed


def test_causes_are_those_of_the_party_alone():
    undetermined: Counter[str | None] = Counter()
    for (rule, owed_by, verdict), count in ALL.duties.items():
        if verdict == "undetermined" and ALL.rulebook.rule(rule).force == "binding":
            undetermined[owed_by] += count
    undetermined = +undetermined
    (party,) = undetermined

    (cause,) = read_run_folder(RUN, 1, party).summary["undetermined_by_cause"]
    other = next(p for p in PARTIES if p not in undetermined)

    assert cause["duties"] == undetermined[party]
    assert read_run_folder(RUN, 1, other).summary["undetermined_by_cause"] == []


def test_unknown_party_is_named_with_the_nearest():
    mistyped = PARTIES[0][:-1] + "*"

    with pytest.raises(ReportError) as refused:
        read_run_folder(RUN, 1, mistyped)

    assert str(refused.value).startswith(
        f"{RUN}: it has no party {mistyped}: no duty is owed by it and no record names "
        f"it. Nearest: {PARTIES[0]}"
    )
    assert "其中没有主体" in refused.value.in_language("zh")


def test_run_that_did_not_count_by_party_is_told(copy):
    (copy.folder / "duty_counts.parquet").unlink()

    with pytest.raises(ReportError) as refused:
        read_run_folder(copy.folder, 1, PARTIES[0])

    assert str(refused.value) == (
        f"{copy.folder}: this run did not count duties by party (an earlier version made "
        "it), so that no report on one party can be made of it. Check the dataset again."
    )
    assert read_run_folder(copy.folder, 1).duties is None


def test_party_that_the_run_left_out_is_told(copy):
    copy.change("run.json", lambda run: run["options"].update(entities=[PARTIES[1]]))

    with pytest.raises(ReportError) as refused:
        read_run_folder(copy.folder, 1, PARTIES[0])

    assert str(refused.value) == (
        f"{copy.folder}: this run was limited to {PARTIES[1]} and has nothing of "
        f"{PARTIES[0]}. Check all parties, or this one."
    )


def test_newest_breaches_are_those_that_the_cap_leaves():
    rule, rows = max(ALL.findings.items(), key=lambda found: len(found[1]))
    breaches = [row["occurred_on"] for row in rows if row["verdict"] == "breach"]

    capped = read_run_folder(RUN, 2).findings[rule]

    assert breaches == sorted(breaches, reverse=True)
    assert [row["occurred_on"] for row in capped] == breaches[:2]
