"""Words the places in an instrument, and orders them."""

from __future__ import annotations

import re

from engine.errors import Language, Text
from engine.wording.terms import article_name

DASH = "\N{EN DASH}"


def article_span(first: str, last: str, language: Language) -> str:
    """Name one article, or a span of them."""
    if first == last:
        return article_name(first).in_language(language)
    span = f"{first}{DASH}{last}"
    return Text(f"第 {span} 条", f"Articles {span}").in_language(language)


def article_order(article: str) -> tuple[bool, list[int], str]:
    """Return a sort key: 9 before 10, 24(2) before 24(7), unknown numbers last."""
    numbers = [int(digits) for digits in re.findall(r"\d+", article)]
    return (not numbers, numbers, article)
