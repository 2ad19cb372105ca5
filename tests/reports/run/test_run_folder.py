"""A torn run folder is an error that names the file and the way out."""

from __future__ import annotations

import pytest

from engine.errors import ReportError
from reports.run import read_run_folder, sole_party
from tests.reports.samples import OF_UNKNOWN_ROLES, PARTY, RUN


@pytest.mark.parametrize("name", ["run.json", "summary.json", "findings.parquet"])
def test_missing_file_is_named(copy, name):
    (copy.folder / name).unlink()

    with pytest.raises(ReportError, match=name):
        read_run_folder(copy.folder, 20)


@pytest.mark.parametrize("content", ["{", "[]", "\xff"])
def test_unreadable_json_is_named(copy, content):
    (copy.folder / "summary.json").write_text(content, encoding="latin-1")

    with pytest.raises(ReportError, match=r"summary\.json"):
        read_run_folder(copy.folder, 20)


def test_missing_key_is_named(copy):
    copy.change("summary.json", lambda summary: summary.pop("warnings"))

    with pytest.raises(ReportError, match="it lacks warnings"):
        read_run_folder(copy.folder, 20)


def test_lost_findings_are_noticed(copy):
    copy.change_table("findings", "DELETE FROM findings WHERE verdict = 'pending'")

    with pytest.raises(ReportError, match=r"it has 54 rows, summary\.json says 74"):
        read_run_folder(copy.folder, 20)


def test_rules_of_another_run_are_noticed(copy):
    copy.change("summary.json", lambda summary: summary.update(rulebook="0" * 64))

    with pytest.raises(ReportError, match="its rules are not those of the run"):
        read_run_folder(copy.folder, 20)


@pytest.mark.parametrize(
    ("entities", "party"),
    [
        (None, None),
        ([], None),
        ([PARTY], PARTY),
        ([PARTY, OF_UNKNOWN_ROLES], None),
        (["of which nothing is known"], None),
    ],
)
def test_sole_party_is_the_one_a_run_was_limited_to(copy_of, entities, party):
    copied = copy_of(RUN)
    copied.change("run.json", lambda run: run["options"].update(entities=entities))

    assert sole_party(copied.folder) == party


def test_run_without_counts_by_party_has_no_sole_party(copy_of):
    copied = copy_of(RUN)
    copied.change("run.json", lambda run: run["options"].update(entities=[PARTY]))
    (copied.folder / "duty_counts.parquet").unlink()

    assert sole_party(copied.folder) is None
