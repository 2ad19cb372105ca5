"""Page 1 counts all rejected rows, and leaves room for the rest."""

from __future__ import annotations

import pytest

from reports.inspection.contents import lay_out
from reports.run import Request, read_run_folder
from tests.reports.samples import RUN


def test_page_1_counts_the_rejected_rows_of_all_tables():
    folder = read_run_folder(RUN, 20)
    folder.summary["unread"]["outlets"] = 2
    folder.summary["tables"]["outlets"]["rejected"] = 2

    contents = lay_out(folder, Request(), "en", None)

    assert contents.front.gaps[0].line.startswith(
        "11 rows were rejected and not judged: 9 of records, 2 of outlets."
    )


@pytest.mark.parametrize(("count", "listed"), [(6, 0), (7, 7)])
def test_causes_without_room_on_page_1_are_listed_with_the_data(count, listed):
    folder = read_run_folder(RUN, 20)
    (cause,) = folder.summary["undetermined_by_cause"]
    folder.summary["undetermined_by_cause"] = [cause] * count

    contents = lay_out(folder, Request(), "en", None)

    causes = contents.front.gaps[-1].causes
    assert len(causes) == 6
    assert ("Everything that could not be judged" in causes[-1]) == (listed > 0)
    assert len(contents.scope.causes) == listed
