"""Orders the places in an instrument."""

from __future__ import annotations

import re


def article_order(article: str) -> tuple[bool, list[int], str]:
    """Return a sort key: 9 before 10, 24(2) before 24(7), unknown numbers last."""
    numbers = [int(digits) for digits in re.findall(r"\d+", article)]
    return (not numbers, numbers, article)
