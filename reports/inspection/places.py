"""How the report writes places in an instrument, and days."""

from __future__ import annotations

import re
from datetime import date

from engine.rulebook import Text
from engine.wording.terms import Language, article_name, pick

DASH = "\N{EN DASH}"


def article_span(first: str, last: str, language: Language) -> str:
    """Name one article, or all from the first to the last."""
    if first == last:
        return pick(article_name(first), language)
    span = f"{first}{DASH}{last}"
    return pick(Text(f"第 {span} 条", f"Articles {span}"), language)


def article_order(article: str) -> tuple[bool, list[int], str]:
    """Sort 9 before 10, 24(2) before 24(7), and unknown numbers last."""
    numbers = [int(digits) for digits in re.findall(r"\d+", article)]
    return (not numbers, numbers, article)


def day(value: date | str | None) -> str:
    """Write a day as YYYY-MM-DD, and an empty one as a dash."""
    return str(value) if value else DASH
