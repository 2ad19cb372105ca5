"""Say everything in the reader's language: one catalogue of words for each."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask import Flask, Request, g, request, session
from markupsafe import Markup

from engine.rulebook import Text
from portal.clock import CHINA

LANGUAGES = ("zh", "en")
NAMES = {"zh": "中文", "en": "English"}
TAGS = {"zh": "zh-CN", "en": "en"}
WORDS = Path(__file__).with_name("words")


@cache
def words_of(language: str) -> dict[str, str]:
    """Read one catalogue as `section.name` to sentence."""
    text = (WORDS / f"{language}.yaml").read_text(encoding="utf-8")
    return {
        f"{section}.{name}": sentence
        for section, sentences in yaml.safe_load(text).items()
        for name, sentence in sentences.items()
    }


def say(key: str, **values: object) -> str:
    """Say one sentence of the catalogue, its places filled in."""
    return words_of(spoken())[key].format(**values)


def pick(text: Text) -> str:
    """Return the reader's side of a bilingual text."""
    return text.zh if spoken() == "zh" else text.en


def spoken() -> str:
    """Tell the language of this answer."""
    if "language" not in g:
        g.language = _chosen(request)
    return str(g.language)


def _chosen(asked: Request) -> str:
    if (chosen := session.get("language")) in LANGUAGES:
        return str(chosen)
    return asked.accept_languages.best_match(LANGUAGES) or "zh"


def number(value: int) -> str:
    return f"{value:,}"


def size(count: int) -> str:
    """Write a count of bytes as people read it."""
    if count < 1_000_000:
        return f"{max(count // 1000, 1):,} KB"
    return f"{count / 1_000_000:,.1f} MB"


def moment(at: datetime) -> Markup:
    """Write an instant as the day and minute it was in China."""
    local = at.astimezone(CHINA)
    return Markup('<time datetime="{}">{}</time>').format(
        at.isoformat(timespec="seconds"), local.strftime("%Y-%m-%d %H:%M")
    )


def speak(app: Flask) -> None:
    """Give the templates their words and their ways of writing numbers and days."""

    @app.context_processor
    def _words() -> dict[str, Any]:
        return {"say": say, "language": spoken(), "languages": NAMES, "tags": TAGS}

    app.add_template_filter(pick)
    app.add_template_filter(number)
    app.add_template_filter(size)
    app.add_template_filter(moment)
