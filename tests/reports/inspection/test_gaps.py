"""The banner of the cover counts all rejected rows, and leaves room for the rest."""

from __future__ import annotations

import pytest

from reports.inspection.contents import lay_out
from reports.inspection.run_folder import read_run_folder
from reports.render import INSPECTION

SAMPLE = INSPECTION / "sample"


def test_cover_counts_the_rejected_rows_of_all_tables():
    folder = read_run_folder(SAMPLE, 20)
    folder.summary["unread"]["outlets"] = 2
    folder.summary["tables"]["outlets"]["rejected"] = 2

    contents = lay_out(folder, "en")

    assert contents.records["rejected"] == 11
    assert contents.gaps[0].line.startswith(
        "11 rows were rejected and not judged: 9 of records, 2 of outlets."
    )


@pytest.mark.parametrize(("count", "listed"), [(6, 0), (7, 7)])
def test_causes_without_room_on_the_cover_stand_in_part_4(count, listed):
    folder = read_run_folder(SAMPLE, 20)
    (cause,) = folder.summary["undetermined_by_cause"]
    folder.summary["undetermined_by_cause"] = [cause] * count

    gap = lay_out(folder, "en").gaps[-1]

    assert len(gap.causes) == 6
    assert ("part 4" in gap.causes[-1]) == (listed > 0)
    assert len(gap.all_causes) == listed
