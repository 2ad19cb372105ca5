"""The language of a page: its choice, and the pages' catalogue, a file a language."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask import Flask, g, request, session
from markupsafe import Markup

from engine.errors import Language, Text, fill
from portal.clock import CHINA

LANGUAGES: tuple[Language, ...] = ("zh", "en")
NAMES: dict[Language, str] = {"zh": "中文", "en": "English"}
TAGS = {"zh": "zh-CN", "en": "en"}
WORDS = Path(__file__).parent


@cache
def catalogue_of(language: str) -> dict[str, str]:
    """Return the catalogue of a language: each sentence by its key, `section.name`."""
    text = (WORDS / f"{language}.yaml").read_text(encoding="utf-8")
    return {
        f"{section}.{name}": sentence
        for section, sentences in yaml.safe_load(text).items()
        for name, sentence in sentences.items()
    }


def say(key: str, **values: object) -> str:
    """Return a sentence of the catalogue in the reader's language, with its values."""
    return fill(catalogue_of(current_language())[key], values)


def pick(text: Text) -> str:
    """Return a text in the reader's language."""
    return text.in_language(current_language())


def current_language() -> Language:
    """Return the language of this answer: the one chosen, else that of the browser."""
    if "language" not in g:
        chosen, accepted = session.get("language"), request.accept_languages
        known = chosen in LANGUAGES
        g.language = chosen if known else accepted.best_match(LANGUAGES)
    return "en" if g.language == "en" else "zh"


def number(value: int) -> str:
    """Write a number with commas between thousands."""
    return f"{value:,}"


def size(count: int) -> str:
    """Write a count of bytes as people read it."""
    if count < 1_000_000:
        return f"{max(count // 1000, 1):,} KB"
    return f"{count / 1_000_000:,.1f} MB"


def moment(at: datetime) -> Markup:
    """Write an instant as day and minute in China's time."""
    local = at.astimezone(CHINA)
    return Markup('<time datetime="{}">{}</time>').format(
        at.isoformat(timespec="seconds"), local.strftime("%Y-%m-%d %H:%M")
    )


def init_app(app: Flask) -> None:
    """Give the templates the catalogue, and the filters for texts, numbers and days."""

    @app.context_processor
    def _in_templates() -> dict[str, Any]:
        return {
            "say": say,
            "language": current_language(),
            "languages": NAMES,
            "tags": TAGS,
        }

    app.add_template_filter(pick)
    app.add_template_filter(number)
    app.add_template_filter(size)
    app.add_template_filter(moment)
