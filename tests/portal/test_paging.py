"""Lists page by page: no row is left out, and no page is empty beyond the last."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.models import Organisation
from portal.paging import paged
from tests.portal.conftest import Portal


@pytest.mark.parametrize(
    ("number", "shown", "names"),
    [
        (1, 1, ["a", "b"]),
        (3, 3, ["e"]),
        (9999, 3, ["e"]),
        (0, 1, ["a", "b"]),
        (-5, 1, ["a", "b"]),
    ],
)
def test_a_page_of_a_list(
    portal: Portal, number: int, shown: int, names: list[str]
) -> None:
    portal.db.add_all(Organisation(name=name, kind="company") for name in "badce")
    portal.db.commit()

    rows = select(Organisation).order_by(Organisation.name)
    page = paged(portal.db, rows, number, per_page=2)

    assert (page.number, page.total, page.last) == (shown, 5, 3)
    assert [row.name for row in page.rows] == names


def test_an_empty_list_has_one_page(portal: Portal) -> None:
    page = paged(portal.db, select(Organisation), 7)

    assert (page.number, page.last, page.rows) == (1, 1, [])
