"""Reads a list page by page; a number beyond the last page gives the last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Select, func, select

from portal.database.session import PortalSession

PER_PAGE = 30

Row = TypeVar("Row")


@dataclass(frozen=True)
class ListPage(Generic[Row]):
    """One page of a list: its rows, its number from 1, and how many rows there are in all."""

    rows: Sequence[Row]
    number: int
    total: int
    per_page: int = PER_PAGE

    @property
    def last(self) -> int:
        """The number of the last page; 1 where the list is empty."""
        return last_page(self.total, self.per_page)


def last_page(total: int, per_page: int) -> int:
    """Return the number of the last page of a list; 1 where it is empty."""
    return max(-(-total // per_page), 1)


def paged(
    db: PortalSession,
    rows: Select[tuple[Row]],
    number: int,
    per_page: int = PER_PAGE,
) -> ListPage[Row]:
    """Read one page of the rows that a statement selects, in its order."""
    total = db.scalar(select(func.count()).select_from(rows.order_by(None).subquery()))
    number = min(max(number, 1), last_page(total or 0, per_page))
    listed = db.scalars(rows.limit(per_page).offset((number - 1) * per_page)).all()
    return ListPage(listed, number, total or 0, per_page)
