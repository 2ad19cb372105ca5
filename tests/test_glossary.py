"""The glossary gives every term a name in both languages and one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.house import ROOT, words

Row = tuple[str, str, str]
CHINESE = re.compile("[一-鿿]")


def groups() -> Iterator[tuple[str, list[Row]]]:
    """Yield the heading and the rows of each table."""
    for section in words("engine", "GLOSSARY.md").split("\n## ")[1:]:
        heading, _, table = section.partition("\n")
        lines = [line for line in table.splitlines() if line.startswith("|")]
        assert lines[:2] == ["| term | 中文 | meaning |", "|---|---|---|"]
        yield heading, [_row(line) for line in lines[2:]]


def _row(line: str) -> Row:
    term, chinese, meaning = (cell.strip() for cell in line.strip("|").split("|"))
    return term, chinese, meaning


GROUPS = dict(groups())
ROWS = [row for rows in GROUPS.values() for row in rows]


@pytest.mark.parametrize(("term", "chinese", "meaning"), ROWS)
def test_term_has_both_names_and_a_sentence(term, chinese, meaning) -> None:
    assert term.isascii()
    assert CHINESE.search(chinese)
    assert meaning[0].isupper()
    assert meaning.endswith(".")


@pytest.mark.parametrize("heading", GROUPS)
def test_rows_are_sorted_within_their_group(heading: str) -> None:
    terms = [term for term, _, _ in GROUPS[heading]]

    assert terms == sorted(terms)


def test_no_term_stands_twice_in_either_language() -> None:
    for names in zip(*(row[:2] for row in ROWS), strict=True):
        assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("readme", ["README.md", "engine/README.md", "rules/README.md"])
def test_readmes_link_the_glossary(readme: str) -> None:
    assert "GLOSSARY.md)" in (ROOT / readme).read_text("utf-8")
