"""The shipped fonts print the names that GB 18030-2022 asks for, within their size."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from reports import fonts, press
from reports.page import SHARED

MOST_BYTES = 14_000_000
FACES_OF_QUOTES = (fonts.WEIGHTS[0], fonts.LATIN[0])
MOST_BYTES_OF_A_NAME = 40_000
BLOCKS = {"basic block": (0x4E00, 0x9FFF), "extension A": (0x3400, 0x4DBF)}


@pytest.mark.parametrize("block", BLOCKS)
def test_every_character_of_the_block_has_a_glyph(block: str) -> None:
    first, last = BLOCKS[block]

    assert fonts.unprintable("".join(map(chr, range(first, last + 1)))) == []


def test_fonts_take_no_more_room_than_their_readme_says() -> None:
    sizes = [(fonts.FOLDER / face).stat().st_size for face in fonts.FACES]

    assert sum(sizes) <= MOST_BYTES
    assert "14 MB" in (fonts.FOLDER / "README.md").read_text("utf-8")


def test_rare_and_traditional_names_are_printed_and_only_their_glyphs_embedded(
    tmp_path: Path,
) -> None:
    names = "㐂㙍䶿廣東環發電池龘鿿鿰"
    page = f'<html lang="zh-CN"><title>x</title><p>{names}<b>{names}</b>'

    pdf = press.print_pdf(page, SHARED / "style.css")

    (file := tmp_path / "names.pdf").write_bytes(pdf)
    (printed,) = PdfReader(file).pages
    assert "".join(printed.extract_text().split()) == f"{names}{names}1/1"
    assert len(pdf) < MOST_BYTES_OF_A_NAME


def test_quotation_marks_of_english_text_are_narrow() -> None:
    wide, narrow = (TTFont(fonts.FOLDER / face) for face in FACES_OF_QUOTES)

    for mark in "\u2018\u2019\u201c\u201d":
        widths = [
            font["hmtx"][font.getBestCmap()[ord(mark)]][0] for font in (wide, narrow)
        ]
        assert widths[1] < widths[0] * 0.6
