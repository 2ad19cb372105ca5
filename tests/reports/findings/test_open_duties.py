"""Undetermined duties stand by cause and subject, pending ones by their last day."""

from __future__ import annotations

import pytest

from reports.findings import causes_of, due_days, pending_of
from reports.run import RunFolder, read_run_folder
from reports.words import Words
from tests.reports.samples import RUN


@pytest.fixture(scope="module")
def folder() -> RunFolder:
    return read_run_folder(RUN, 1)


def count(folder: RunFolder, verdict: str) -> int:
    sql = "SELECT count(*) AS n FROM read_parquet($file) WHERE verdict = $verdict"
    return folder.query(sql, verdict=verdict)[0]["n"]


def test_an_empty_cell_is_one_line_however_many_duties_it_leaves_open(
    folder: RunFolder,
) -> None:
    [cause] = [one for one in causes_of(folder, Words("en"))
               if one.name == "Roles of the actor"]  # fmt: skip

    assert cause.subject_label == "Party"
    assert cause.duties > 2 * len(cause.subjects)
    assert cause.remedy == (
        'Fill in "roles of the actor" in the table entities, and check again.'
    )


def test_causes_count_every_undetermined_duty(folder: RunFolder) -> None:
    causes = causes_of(folder, Words("zh"))

    assert sum(cause.duties for cause in causes) == count(folder, "undetermined")
    for cause in causes:
        assert sum(one.duties for one in cause.subjects) == cause.duties


def test_subjects_beyond_the_limit_are_counted(folder: RunFolder) -> None:
    whole, cut = causes_of(folder, Words("zh")), causes_of(folder, Words("zh"), most=1)

    assert [one.subjects_total for one in cut] == [len(one.subjects) for one in whole]
    assert all(len(one.subjects) == 1 for one in cut)


def test_pending_duties_are_all_counted_and_the_nearest_comes_first(
    folder: RunFolder,
) -> None:
    pending = pending_of(folder, Words("en"))

    assert pending.total == count(folder, "pending")
    assert sum(due.duties for due in pending.dues) == pending.total
    days = [due.day for due in pending.dues if due.left]
    assert days == sorted(days)
    assert len(days) == len(due_days(folder, Words("en")))


def test_lines_beyond_the_limit_are_counted(folder: RunFolder) -> None:
    whole, cut = (
        pending_of(folder, Words("zh")),
        pending_of(folder, Words("zh"), most=1),
    )

    assert (len(cut.dues), cut.rest) == (1, len(whole.dues) - 1)
    assert cut.total == whole.total
