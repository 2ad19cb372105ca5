"""Numbers that are read from an address."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.routing import IntegerConverter

# What a column of whole numbers holds.
LARGEST = 2**31 - 1


class RowNumber(IntegerConverter):
    """The number of a row in a path; there is no page for one that no row can have."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{"max": LARGEST, **named})


def page_number() -> int:
    """Return the number of the page in the address; 1 where it is no number."""
    return min(max(request.args.get("page", 1, type=int), 1), 1_000_000)
