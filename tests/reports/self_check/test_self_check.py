"""The self-check lists everything that is to be done, each thing once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from pypdf import PdfReader

from reports import render
from reports.run import Request, read_run_folder
from reports.self_check.contents import lay_out
from reports.self_check.values import Contents
from tests.reports.kinds import every_language
from tests.reports.samples import OF_UNKNOWN_ROLES, PARTY, RUN

PARTIES = (None, PARTY, OF_UNKNOWN_ROLES, "91310115510500697H")


@pytest.fixture
def copy(copy_of: Any) -> Any:
    return copy_of(RUN)


def laid_out(
    party: str | None, language: Any = "en", run: Path = RUN, cap: int = 20
) -> Contents:
    folder = read_run_folder(run, cap, party)
    return lay_out(folder, Request("self-check", party), language, None)


def counted(party: str | None, where: str) -> int:
    """Count findings in the file itself."""
    owed = f"AND owed_by = '{party}'" if party else ""
    ((found,),) = duckdb.sql(
        f"SELECT count(*) FROM '{RUN}/findings.parquet' WHERE {where} {owed}"
    ).fetchall()
    return int(found)


LATE = "(due_on IS NOT NULL AND done_on IS NOT NULL)"


@pytest.mark.slow
@every_language
@pytest.mark.parametrize("party", PARTIES)
def test_totals_are_those_of_the_findings(party, language):
    contents = laid_out(party, language)

    duties = {step.name: step.duties for step in contents.steps}
    asked = {
        "due": "verdict = 'pending'",
        "open": f"verdict = 'breach' AND NOT {LATE}",
        "missing": "verdict = 'undetermined'",
        "late": f"verdict = 'breach' AND {LATE}",
    }
    assert duties == {
        name: count for name, where in asked.items() if (count := counted(party, where))
    }
    assert sum(due.duties for due in contents.dues) == duties.get("due", 0)


def test_lines_of_an_overview_are_numbered_in_their_order():
    headings = [step.heading for step in laid_out(PARTY, "zh").steps]

    assert headings == [
        "一、期限将至的事项",
        "二、尚未改正的违规",
        "三、已逾期完成的事项",
    ]


def test_an_empty_cell_is_one_line_however_many_duties_wait_for_it():
    (missing,) = laid_out(OF_UNKNOWN_ROLES).missing

    assert missing.column == "entities: roles"
    (cell,) = missing.cells
    assert (
        cell.duties
        == missing.duties
        == counted(OF_UNKNOWN_ROLES, "verdict = 'undetermined'")
    )
    assert cell.ask == "your own files"
    assert OF_UNKNOWN_ROLES in cell.subject


def test_counterparty_is_who_to_ask_of_its_own_cell(copy):
    copy.change_table(
        "findings", "UPDATE findings SET missing_field = 'counterparty.roles' "
        "WHERE verdict = 'undetermined'",
    )  # fmt: skip

    (missing,) = laid_out(OF_UNKNOWN_ROLES, run=copy.folder).missing

    assert missing.subject_label == "Counterparty"
    assert [cell.ask for cell in missing.cells] == [c.subject for c in missing.cells]


def test_cell_of_a_record_is_named_with_its_source_row(copy):
    copy.change_table(
        "findings", "UPDATE findings SET missing_field = 'battery_condition' "
        "WHERE verdict = 'undetermined'",
    )  # fmt: skip
    copy.change_table(
        "evidence", "UPDATE evidence SET source_file = 'ledger.xlsx', "
        "source_sheet = '2026', source_row = 7",
    )  # fmt: skip

    (missing,) = laid_out(OF_UNKNOWN_ROLES, run=copy.folder).missing

    assert missing.column == "records: battery_condition"
    assert {cell.places for cell in missing.cells} == {"ledger.xlsx, sheet 2026, row 7"}


def test_nearest_last_day_comes_first_and_no_day_last():
    days = [due.day for due in laid_out(None).dues]

    dated = [day for day in days if day[:2] == "20"]
    assert dated == sorted(dated)
    assert days[: len(dated)] == dated
    assert days[len(dated) :] != []


def test_what_does_not_bind_is_marked_and_has_one_line():
    contents = laid_out(None)

    assert {task.rule.force for task in contents.tasks} == {"binding"}
    assert {one.force for one in contents.lesser} == {"voluntary"}
    assert {due.force for due in contents.dues} == {"", "advisory", "voluntary"}


def test_longest_due_record_comes_first():
    for task in laid_out(PARTY).tasks:
        for group in task.rule.groups:
            names = [column.key for column in group.columns]
            place = names.index("due_on" if "due_on" in names else "occurred_on")
            days = [row[place] for row in group.rows]
            assert days == sorted(days)


def test_cap_limits_the_records_and_the_rest_is_counted():
    for task in laid_out(PARTY, cap=1).tasks:
        assert task.rule.printed == 1
        assert task.rule.rest == task.rule.total - 1


@every_language
def test_nothing_to_do_is_said(copy, words_of, tmp_path, language):
    copy.change_table("findings", "DELETE FROM findings")
    copy.change("summary.json", lambda summary: summary["findings"].update(rows=0))

    pdf = render(copy.folder, tmp_path / "x.pdf", kind="self-check", entity=PARTY,
                 language=language)  # fmt: skip

    said = {"zh": "无须处理。", "en": "thereisnothingtodo."}[language]
    assert said in words_of(pdf)


@pytest.mark.slow
@every_language
def test_list_of_a_company_is_short_and_says_all(words_of, tmp_path, language):
    pdf = render(
        RUN, tmp_path / "x.pdf", kind="self-check", entity=PARTY, language=language
    )

    assert len(PdfReader(pdf).pages) <= 6
    words = words_of(pdf)
    for task in laid_out(PARTY, language).tasks:
        assert "".join(task.rule.remedy.split()) in words
        assert "".join(task.rule.title.split()) in words
