"""`portal/SECURITY.md` names tests that there are, for each thing that it calls met."""

from __future__ import annotations

import re

import pytest

from tests.house import ROOT

PAGE = (ROOT / "portal" / "SECURITY.md").read_text("utf-8")
STATES = {"met", "in part", "open", "n/a"}
_ROW = re.compile(r"^\| ([\d., ]+[^|]*)\| ([^|]+) \|([^|]*)\|([^|]*)\|$", re.MULTILINE)
ROWS = [tuple(cell.strip() for cell in row) for row in _ROW.findall(PAGE)]


@pytest.mark.parametrize(("section", "state", "how", "shown"), ROWS)
def test_each_section_has_a_state_and_what_shows_it(
    section: str, state: str, how: str, shown: str
) -> None:
    assert state in STATES, section
    assert (state == "met") <= bool(shown), section
    assert how or state == "n/a", section
    for named in re.findall(r"`([^`]+)`", shown):
        folder = ROOT if named.startswith("tests/") else ROOT / "tests" / "portal"
        assert (folder / named).is_file(), named


def test_every_chapter_is_told_of() -> None:
    chapters = {
        int(number.partition(".")[0])
        for section, *_ in ROWS
        for number in re.findall(r"(?:^|, )(\d+(?:\.\d+)?) ", f"{section} ")
    }

    assert chapters == set(range(1, 18))
    assert len(ROWS) > 60
