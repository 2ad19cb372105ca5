"""Texts are measured as the shipped fonts print them, and shortened with a mark."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from reports import fonts
from reports.charts.texts import MARK, headed, number, percent, shorten, text_width


@pytest.fixture(scope="module", params=fonts.FACES)
def advances(request) -> dict[str, float]:
    """Return the width of every character of a shipped face, in its size."""
    with TTFont(fonts.FOLDER / request.param, lazy=True) as font:
        widths, unit = font["hmtx"], font["head"].unitsPerEm
        return {
            chr(code): widths[glyph][0] / unit
            for code, glyph in font.getBestCmap().items()
        }


def test_no_character_is_wider_than_it_is_taken_to_be(advances):
    wider = [c for c, width in advances.items() if width > text_width(c, 1) + 1e-9]

    assert wider == []


def test_chinese_and_ascii_are_taken_to_be_as_wide_as_in_the_bold_face():
    with TTFont(fonts.FOLDER / fonts.WEIGHTS[1], lazy=True) as font:
        widths, unit, glyphs = font["hmtx"], font["head"].unitsPerEm, font.getBestCmap()
        for character in "Battery 0123456789 电池，（违规）":
            width = widths[glyphs[ord(character)]][0] / unit
            assert text_width(character, 1) == pytest.approx(width, abs=0.01)


@given(st.text(max_size=40), st.floats(8, 300))
def test_shortened_text_has_room_and_is_the_start_of_the_whole(text, room):
    short = shorten(text, room)

    assert text_width(short) <= max(room, text_width(MARK))
    if short != text:
        assert short.endswith(MARK)
        assert text.startswith(short.removesuffix(MARK))


def test_a_text_that_has_room_stays_whole():
    assert shorten("电池", 15.0) == "电池"
    assert shorten("电池组", 22.4) == f"电{MARK}"
    assert shorten("电池组", 0) == MARK


def test_words_begin_a_line_with_a_capital():
    assert headed("breach") == "Breach"
    assert headed("违规") == "违规"
    assert headed("") == ""


def test_numbers_have_their_thousands_apart():
    assert number(1234567) == "1,234,567"


@pytest.mark.parametrize(
    ("rate", "worded"),
    [
        (0, "0.0 %"),
        (1, "100.0 %"),
        (1 / 412, "0.2 %"),
        (1 / 9999, "< 0.1 %"),
        (9998 / 9999, "> 99.9 %"),
        (0.0005, "0.1 %"),
    ],
)
def test_rate_is_never_worded_as_none_or_all_unless_it_is(rate, worded):
    assert percent(rate) == worded
