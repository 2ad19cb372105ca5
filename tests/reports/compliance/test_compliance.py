"""The compliance report of an enterprise says what its findings are, all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pypdf import PdfReader

from engine.errors import Language, ReportError
from reports import render
from reports.compliance.contents import lay_out
from reports.compliance.values import Contents
from reports.run import Request, read_run_folder
from tests.reports.samples import EARLIER, RUN

MANY, NONE = "91340102706300611W", "91510703048300117N"
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def squeezed(text: str) -> str:
    return "".join(text.split())


def contents(
    entity: str, language: Language = "zh", run: Path = RUN, cap: int = 1000,
    against: Path | None = None,
) -> Contents:  # fmt: skip
    request = Request("compliance", entity, against, language, cap)
    earlier = read_run_folder(against, cap, entity) if against else None
    return lay_out(read_run_folder(run, cap, entity), request, language, earlier)


def found(run: Path = RUN) -> dict[str, Counter[str]]:
    """Count the findings of a run by party and verdict."""
    sql = "SELECT owed_by, verdict, count(*) FROM read_parquet($1) GROUP BY ALL"
    counts: dict[str, Counter[str]] = {}
    for party, verdict, n in duckdb.execute(
        sql, [str(run / "findings.parquet")]
    ).fetchall():
        counts.setdefault(party, Counter())[verdict] = n
    return counts


@cache
def parties() -> tuple[str, ...]:
    """Return twenty parties with findings, those with the most first, and one without."""
    counts = found()
    most = sorted((p for p in counts if p), key=lambda p: (-counts[p].total(), p))
    sql = ("SELECT owed_by FROM read_parquet($1) WHERE owed_by IS NOT NULL GROUP BY owed_by "
           "HAVING sum(breach + pending + undetermined) = 0 ORDER BY owed_by LIMIT 1")  # fmt: skip
    [[without]] = duckdb.execute(sql, [str(RUN / "duty_counts.parquet")]).fetchall()
    return (*most[:20], without)


@pytest.mark.slow
def test_totals_of_every_enterprise_are_those_of_its_findings() -> None:
    counts = found()
    assert len(parties()) == 21

    for party in parties():
        own, of = counts.get(party, Counter()), contents(party)
        rows = sum(
            len(group.rows)
            for force in of.breaches.forces
            for rule in force.rules
            for group in rule.groups
        )
        totals = [force.totals for force in of.denominator.forces]
        assert rows == own["breach"]
        assert sum(cause.duties for cause in of.causes) == own["undetermined"]
        assert of.pending.total == own["pending"]
        for verdict in ("breach", "undetermined", "pending"):
            assert sum(force[verdict] for force in totals) == own[verdict]


def test_binding_figures_of_page_1_are_those_of_the_findings() -> None:
    sql = ("SELECT verdict, count(*) FROM read_parquet($1) WHERE owed_by = $2 "
           "AND force = 'binding' GROUP BY ALL")  # fmt: skip
    own = dict(duckdb.execute(sql, [str(RUN / "findings.parquet"), MANY]).fetchall())

    figures = {figure.verdict: figure.count for figure in contents(MANY).front.figures}

    for verdict in ("breach", "undetermined", "pending"):
        assert figures[verdict] == f"{own.get(verdict, 0):,}"


def test_an_enterprise_without_findings_has_no_breach_among_its_duties() -> None:
    of = contents(parties()[-1], "en")

    assert of.breaches.lead.startswith("No breach among the ")
    assert (of.breaches.forces, of.causes, of.lives) == ([], [], None)
    assert of.denominator.unchecked


def texts_of(of: Contents) -> list[str]:
    """Return sentences that must be read out of the printed report."""
    rules = [rule for force in of.breaches.forces for rule in force.rules]
    groups = [group for rule in rules for group in rule.groups]
    return [
        of.front.result, of.front.known, of.breaches.lead,
        *(entry.heading for entry in of.contents),
        *(text for r in rules for text in (r.title, r.cited, r.law.words, r.remedy)),
        *(group.sentence for group in groups),
        *(cell for group in groups for row in group.rows for cell in row),
        *(cause.remedy for cause in of.causes),
        *(due.title for due in of.pending.dues),
        *(q.text for asked in of.breaches.asked for q in asked.questions),
        *(line for u in of.denominator.unchecked for s in u.states for line in s.articles),
        *(point for point in of.method.points),
    ]  # fmt: skip


def body_of(pdf: Path, of: Contents) -> str:
    """Read the pages without white space, and without their heads and numbers."""
    rules = [rule for force in of.breaches.forces for rule in force.rules]
    day = of.say("评估日", "As of") + of.as_of
    heads = [of.dataset.short + of.state, *(rule.running + day for rule in rules)]
    # The font has one sign for the two; heads are read after all else of a page.
    pages = [
        squeezed(page.extract_text()).replace("•", "·") for page in PdfReader(pdf).pages
    ]
    for head in map(squeezed, heads):
        pages = [page.rpartition(head)[0] or page for page in pages]
    return "".join(pages)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("party", [MANY, parties()[-1]])
def test_every_sentence_comes_back_from_the_printed_text(
    tmp_path: Path, party: str, language: Language
) -> None:
    out = tmp_path / "report.pdf"

    render(RUN, out, kind="compliance", entity=party, language=language, cap=1000)

    of = contents(party, language)
    words = body_of(out, of)
    missing = [text for text in texts_of(of) if squeezed(text) not in words]
    assert missing == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "共 12 项，印出 2 项；全部列于所附 findings.csv。"),
        (
            "en",
            "2 of 12 findings are printed; all are in findings.csv, attached to this PDF.",
        ),
    ],
)
def test_the_cap_is_stated_where_it_applies(
    tmp_path: Path, words_of: Callable[[Path], str], language: Language, sentence: str
) -> None:
    out = tmp_path / "report.pdf"

    render(RUN, out, kind="compliance", entity=MANY, language=language, cap=2)

    assert squeezed(sentence) in words_of(out)


@pytest.mark.slow
def test_hostile_names_are_printed_as_text(
    copy_of: Callable[[Path], Any], tmp_path: Path, words_of: Callable[[Path], str]
) -> None:
    copied, name = copy_of(RUN), "<b>甲</b> {{ 7 * 7 }} \U00020bb7"
    copied.change_table("parties", "UPDATE parties SET name = $1", name)

    out = render(copied.folder, tmp_path / "r.pdf", kind="compliance", entity=MANY)

    assert squeezed("<b>甲</b> {{ 7 * 7 }} [U+20BB7]") in words_of(out)


def test_changes_since_an_earlier_run_are_counted_finding_by_finding() -> None:
    of = contents(MANY, "en", against=EARLIER)

    assert of.trend is not None
    moved = {one.key: one.count for one in of.trend.moved}
    now, then = found()[MANY].total(), found(EARLIER)[MANY].total()
    kept = sum(moved.get(key, 0) for key in ("open", "changed", "done"))
    assert moved["new"] + kept == now
    assert moved["fixed-or-gone"] + kept == then
    breach = next(one for one in of.trend.counts if one.verdict == "breach")
    assert breach.now == of.front.figures[0].count


def test_what_is_met_is_told_from_what_is_gone_where_the_run_kept_it(
    copy_of: Callable[[Path], Any],
) -> None:
    copied = copy_of(RUN)
    copied.change("run.json", lambda run: run["options"].update(all=True))
    earlier = found(EARLIER)[MANY]
    copied.change_table(
        "findings",
        "UPDATE findings SET verdict = 'compliant' WHERE finding_id = (SELECT min(finding_id) "
        "FROM findings WHERE owed_by = $1 AND rule_id = 'traceability-2018/15-received')",
        MANY,
    )  # fmt: skip

    of = contents(MANY, run=copied.folder, against=EARLIER)

    assert of.trend is not None
    moved = {one.key: one.count for one in of.trend.moved}
    assert moved["fixed"] == 1
    assert (
        moved["gone"]
        + sum(moved.get(key, 0) for key in ("fixed", "open", "changed", "done"))
        == earlier.total()
    )
    assert "fixed-or-gone" not in moved


def test_without_an_earlier_run_nothing_is_compared() -> None:
    of = contents(MANY)

    assert of.trend is None
    assert "trend" not in of.sections


def test_the_picture_has_the_batteries_with_breaches() -> None:
    of = contents(MANY, "en")

    assert of.lives is not None
    assert of.lives_note.startswith("15 of 15 batteries")


def test_a_report_needs_a_party(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as error:
        render(RUN, tmp_path / "r.pdf", kind="compliance")

    assert str(error.value.message.in_language("en")) == (
        "A report of the kind compliance is about one party: name it by --entity, or make "
        "one for each by --all-entities."
    )


def test_an_unknown_party_is_named_with_those_most_alike(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as error:
        render(RUN, tmp_path / "r.pdf", kind="compliance", entity=MANY[:-1] + "X")

    assert error.value.message.in_language("en").startswith(
        f"{RUN}: it has no party {MANY[:-1]}X: no duty is owed by it and no record names "
        f"it. Nearest: {MANY}"
    )


def test_a_run_that_did_not_count_duties_by_party_is_refused(
    copy_of: Callable[[Path], Any], tmp_path: Path
) -> None:
    copied = copy_of(RUN)
    (copied.folder / "duty_counts.parquet").unlink()

    with pytest.raises(ReportError) as error:
        render(copied.folder, tmp_path / "r.pdf", kind="compliance", entity=MANY)

    assert error.value.message.in_language("en") == (
        f"{copied.folder}: this run did not count duties by party (an earlier version made "
        "it), so that no report on one party can be made of it. Check the dataset again."
    )
