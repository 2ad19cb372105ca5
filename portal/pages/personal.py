"""Which columns can hold personal data, who sees it, and what others see."""

from __future__ import annotations

from typing import get_args

from flask import Blueprint, render_template

from portal.personal.table import Sort, table
from portal.policy import RIGHTS

pages = Blueprint("personal", __name__, url_prefix="/personal-data")


@pages.get("")
def index() -> str:
    """Show the table of columns by what they hold, and the roles that see it."""
    return render_template(
        "personal.html", sorts=_by_sort(), seeing=RIGHTS["personal.read"].roles
    )


def _by_sort() -> dict[Sort, list[str]]:
    """Return the columns of the form of records, by what they can hold of a person."""
    columns: dict[str, Sort] = table()["columns"]
    shown = [sort for sort in get_args(Sort) if sort in columns.values()]
    return {
        sort: [name for name, held in columns.items() if held == sort] for sort in shown
    }
