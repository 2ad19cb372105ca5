"""Enterprises stand in the order of gravity, with figures that are those of the run."""

from __future__ import annotations

import pytest

from engine.runs.duty_counts import read_duty_counts
from engine.wording.terms import NOT_KEPT, SEVERITIES
from reports.inspection import enterprises as module
from reports.inspection.contents import lay_out
from reports.run import Request, read_run_folder
from tests.reports.samples import RUN

FORCES = {"Binding obligations": "binding", "Advisory rules": "advisory",
          "Voluntary conditions": "voluntary"}  # fmt: skip


def sections_of(folder, language="en"):
    return lay_out(folder, Request(), language, None).enterprises.sections


def test_figures_of_each_enterprise_are_those_of_the_run(sample, contents):
    forces = {rule["rule_id"]: rule["force"] for rule in sample.summary["rules"]}
    duties = read_duty_counts(RUN)

    for section in contents.enterprises.sections:
        for figures in section.figures:
            own = {
                verdict: sum(
                    count
                    for (rule_id, party, found), count in duties.items()
                    if (party, found) == (section.id, verdict)
                    and forces[rule_id] == FORCES[figures.name]
                )
                for verdict in ("breach", "undetermined", "pending", "compliant")
            }
            assert figures.judged == f"{sum(own.values()):,}"
            assert figures.breach == str(own["breach"])
            assert figures.undetermined == str(own["undetermined"])
            assert figures.pending == str(own["pending"])


def test_breaches_of_all_enterprises_are_those_of_the_run(sample, contents):
    found = contents.enterprises
    binding = [section.figures[0].breach for section in found.sections]
    binding += [one.binding.breach for one in found.others]

    assert found.rest == 0
    assert sum(map(int, binding)) == sum(
        rule["breach"] for rule in sample.summary["rules"] if rule["force"] == "binding"
    )


def test_gravest_breach_comes_first_then_the_most(contents):
    order = [
        (list(SEVERITIES).index(_key(section.rules[0].severity)), -int(section.figures[0].breach))
        for section in contents.enterprises.sections
    ]  # fmt: skip

    assert order == sorted(order)
    assert order[0][0] == 0


def _key(word):
    return next(key for key, text in SEVERITIES.items() if text.en == word)


def test_newest_findings_of_a_rule_are_printed(sample, contents):
    section = contents.enterprises.sections[0]
    rule = section.rules[1]

    rows = sample.query(
        "SELECT record_id FROM read_parquet($file) WHERE verdict = 'breach'"
        " AND owed_by = $party AND rule_id = 'traceability-2018/15-received'"
        " ORDER BY occurred_on DESC, record_id LIMIT 3",
        party=section.id,
    )
    printed = str(rule.groups)
    assert (rule.breaches, rule.printed) == (12, module.MOST_FINDINGS)
    assert all(row["record_id"] in printed for row in rows)


def test_cap_of_the_report_holds_for_each_rule():
    sections = sections_of(read_run_folder(RUN, 1))

    assert {rule.printed for section in sections for rule in section.rules} == {1}


def test_further_rules_are_named_with_their_figures(contents):
    assert contents.enterprises.sections[0].others == [
        "A utilization enterprise reports outbound products within 30 days of their "
        "release (2 breaches of 41 duties)"
    ]


@pytest.mark.parametrize(
    ("language", "cause"),
    [("zh", " 项：“"), ("en", 'duties: "')],
)
def test_what_could_not_be_judged_is_said_of_an_enterprise(copy, language, cause):
    first = sections_of(read_run_folder(RUN, 1))[0].id
    copy.change_table(
        "findings", "UPDATE findings SET owed_by = ? WHERE verdict = 'undetermined'",
        first,
    )  # fmt: skip

    section = sections_of(read_run_folder(copy.folder, 1), language)[0]

    assert len(section.causes) == 1
    assert cause in section.causes[0]


def test_enterprises_without_room_are_lines_then_a_count(sample, monkeypatch):
    every = lay_out(sample, Request(), "en", None).enterprises
    monkeypatch.setattr(module, "MOST_SECTIONS", 2)
    monkeypatch.setattr(module, "MOST_LINES", 3)

    few = lay_out(sample, Request(), "en", None).enterprises

    assert few.sections == every.sections[:2]
    assert [one.name for one in few.others] == [s.name for s in every.sections[2:5]]
    total = len(every.sections) + len(every.others)
    assert few.rest == total - 5
    assert few.clean == every.clean


def test_duties_of_a_party_that_no_record_names_have_a_section(copy):
    party = sections_of(read_run_folder(RUN, 1))[0].id
    for table in ("findings", "duty_counts"):
        copy.change_table(
            table, f"UPDATE {table} SET owed_by = NULL WHERE owed_by = ?", party
        )

    section = sections_of(read_run_folder(copy.folder, 20))[0]

    assert (section.id, section.name) == ("", "Party not named in the records")
    assert section.rules[0].printed == 1


def test_values_that_were_not_kept_are_said_to_be(copy):
    (copy.folder / "evidence.parquet").unlink()

    section = sections_of(read_run_folder(copy.folder, 1))[0]

    assert section.rules[0].groups[0].note.startswith(NOT_KEPT.en)
