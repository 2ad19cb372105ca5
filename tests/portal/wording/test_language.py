"""Both languages say the same things, and the pages say nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import portal as room
from engine.dataset.names import TABLES, table_named
from portal.storage.custody_folder import DOWNLOADS as DOWNLOADS_OF_VIEW
from portal.storage.run_folder import DOWNLOADS
from portal.wording.language import LANGUAGES, catalogue_of
from tests.portal.conftest import Portal

ROOM = Path(room.__file__).parent
SOURCES = [*ROOM.rglob("*.html"), *ROOM.rglob("*.py")]
KEY = re.compile(r"""["']([a-z]+\.[a-z0-9_-]+)["']""")
PREFIX = re.compile(r"""["']([a-z_]+\.)["'] ~|f["']([a-z_]+\.)\{""")


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_sentences_with_the_same_places() -> None:
    zh, en = (catalogue_of(language) for language in LANGUAGES)

    assert zh.keys() == en.keys()
    assert {k: places(v) for k, v in zh.items()} == {
        k: places(v) for k, v in en.items()
    }


def test_every_sentence_is_said_somewhere() -> None:
    text = "".join(source.read_text(encoding="utf-8") for source in SOURCES)
    whole = set(KEY.findall(text))
    prefixes = {one or other for one, other in PREFIX.findall(text)}

    unsaid = [
        key
        for key in catalogue_of("en")
        if key not in whole and not any(key.startswith(p) for p in prefixes)
    ]

    assert unsaid == []


@pytest.mark.parametrize("template", sorted(ROOM.rglob("*.html")), ids=lambda p: p.name)
def test_every_word_of_a_page_is_in_the_catalogue(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    said = set(re.findall(r"""say\(\s*["']([a-z_.0-9-]+)["']\s*[,)]""", text))

    assert said <= catalogue_of("en").keys()


@pytest.mark.parametrize("table", TABLES)
def test_file_may_be_called_as_a_page_calls_its_table(table: str) -> None:
    assert table_named(catalogue_of("zh")[f"tables.{table}"]) == table


@pytest.mark.parametrize("name", [*DOWNLOADS, *DOWNLOADS_OF_VIEW])
def test_every_file_to_take_away_has_a_name(name: str) -> None:
    assert f"files.{name}" in catalogue_of("zh")


@pytest.mark.parametrize(
    ("wanted", "current_language"),
    [("en-GB", "en"), ("zh-TW,zh;q=0.8", "zh-CN"), ("fr", "zh-CN")],
)
def test_language_follows_the_browser_and_is_chinese_otherwise(
    portal: Portal, wanted: str, current_language: str
) -> None:
    page = portal.client().get("/", headers={"Accept-Language": wanted})

    assert f'<html lang="{current_language}">' in page.text
