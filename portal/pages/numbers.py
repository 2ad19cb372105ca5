"""The number of the page of a list, read from an address."""

from __future__ import annotations

from flask import request


def page_number() -> int:
    """Return the number of the page in the address; 1 where it is no number."""
    return min(max(request.args.get("page", 1, type=int), 1), 1_000_000)
