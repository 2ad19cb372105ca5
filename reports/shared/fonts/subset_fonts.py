"""Turn full Chinese faces into the subsets that lie beside this file.

The two weights of Noto Sans SC have the characters that reports are written in. A third
face has, in one weight, the other characters of the blocks that names are written in. In
Noto Sans SC quotation marks are as wide as a Chinese character: two small faces for
English text have narrow ones.
"""

from __future__ import annotations

import bz2
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

OPTIONS = {
    "layout_features": ["*"], "name_IDs": ["*"], "notdef_outline": True, "hinting": False,
}  # fmt: skip
# The tables of text that runs from top to bottom.
LAYOUT_OF_COLUMNS = ("vhea", "vmtx", "VORG")
FACES = {"400Regular": "Regular", "700Bold": "Bold"}

# Format characters (U+200B-200F, U+202A-202E, U+2060-206F) are left out on purpose:
# an invisible or direction-changing character in a name must show as a mark.
SYMBOLS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00AC),  # Latin-1, without the soft hyphen
    (0x00AE, 0x017F),  # … and Latin Extended-A
    (0x01CD, 0x01DC),  # pinyin with tones
    (0x0391, 0x03C9),  # Greek
    (0x0401, 0x0451),  # Cyrillic
    (0x1E00, 0x1EFF),  # further Latin letters with accents
    (0x2010, 0x2027),  # dashes, quotation marks, ellipsis
    (0x2030, 0x205E),  # per mille, primes, reference mark
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x214F),  # ℃, №
    (0x2150, 0x218B),  # fractions, Roman numerals
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2460, 0x24FF),  # ①②③
    (0x2500, 0x257F),  # rules and corners
    (0x25A0, 0x266F),  # ■ ○ ★
    (0x2713, 0x2717),  # ticks and crosses
    (0x3000, 0x303F),  # 、。《》【】
    (0x3041, 0x30FF),  # kana, in GB2312
    (0x3105, 0x3129),  # bopomofo, in GB2312
    (0x3220, 0x33FF),  # ㈠ ㎏
    (0xFE30, 0xFE4F),  # vertical punctuation
    (0xFF01, 0xFFE5),  # full-width forms
)

# Names in GB 18030-2022, traditional characters included.
HANZI = (
    (0x3400, 0x4DBF),  # extension A
    (0x4E00, 0x9FFF),  # the basic block
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0x20000, 0x2FA1F),  # what little there is of the other extensions
)
# What Noto Sans SC lacks of the first two, from LXGW WenKai, whose names are reserved.
LACKING = ((0x4DB6, 0x4DBF), (0x9FF0, 0x9FFF))
LATIN = ((0x0020, 0x007E), (0x00A0, 0x00AC), (0x00AE, 0x017F))
QUOTES = (0x2018, 0x2019, 0x201C, 0x201D)
_FAMILY, _UNIQUE, _FULL, _POSTSCRIPT = 1, 3, 4, 6


def general_standard_hanzi(unihan: Path) -> Iterator[int]:
    """Yield the 8,105 characters of the 2013 table (Unihan property kTGH)."""
    for file in sorted(unihan.glob("Unihan_*.txt.bz2")):
        text = bz2.decompress(file.read_bytes()).decode("utf-8")
        for found in re.finditer(r"^U\+([0-9A-F]+)\tkTGH\t", text, re.MULTILINE):
            yield int(found[1], 16)


def gb2312() -> Iterator[int]:
    """Yield every character of GB2312."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from map(ord, bytes((row, cell)).decode("gb2312", "ignore"))


def wanted(unihan: Path) -> set[int]:
    """Return the code points that the shipped faces keep."""
    return {*general_standard_hanzi(unihan), *gb2312(), *codes(*SYMBOLS)}


def codes(*blocks: tuple[int, int]) -> set[int]:
    """Return the code points of blocks."""
    return {code for first, last in blocks for code in range(first, last + 1)}


def subset_of(source: Path, kept: set[int], dropped: Iterable[str] = ()) -> TTFont:
    """Return a face with these characters, every layout feature and the name table."""
    options = subset.Options(**OPTIONS)
    options.drop_tables += dropped
    font = subset.load_font(str(source), options)
    font.recalcTimestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    return font


def save(font: TTFont, file: Path) -> None:
    """Write a face, its tables in a fixed order."""
    subset.save_font(font, str(file), subset.Options(**OPTIONS))


def add_characters(font: TTFont, other: TTFont) -> None:
    """Add the characters of another face to a face of the same units."""
    assert font["head"].unitsPerEm == other["head"].unitsPerEm
    for code, glyph in sorted(other.getBestCmap().items()):
        name = f"u{code:04X}"
        font["glyf"][name] = other["glyf"][glyph]
        font["hmtx"][name] = other["hmtx"][glyph]
        for table in font["cmap"].tables:
            if table.isUnicode() and (code <= 0xFFFF or table.format >= 12):
                table.cmap[code] = name


def latin(source: Path) -> TTFont:
    """Return a face of Latin letters, with quotation marks of proportional width."""
    font = subset_of(source, codes(*LATIN) | set(QUOTES), LAYOUT_OF_COLUMNS)
    narrow: dict[str, str] = {}
    layout = font["GSUB"].table
    for record in layout.FeatureList.FeatureRecord:
        if record.FeatureTag == "pwid":
            for number in record.Feature.LookupListIndex:
                for table in layout.LookupList.Lookup[number].SubTable:
                    narrow |= getattr(table, "ExtSubTable", table).mapping
    for table in font["cmap"].tables:
        table.cmap |= {code: narrow[table.cmap[code]] for code in QUOTES}
    return font


def rename(font: TTFont, name: str) -> None:
    """Give a face its own name: those of its sources are kept for unchanged fonts."""
    for record in font["name"].names:
        if record.nameID in (_FAMILY, _UNIQUE, _FULL):
            record.string = name
        if record.nameID == _POSTSCRIPT:
            record.string = name.replace(" ", "")


def main(package: Path, unihan: Path, lacking: Path, into: Path) -> None:
    """Write one subset a weight, and one face with the other characters of names."""
    kept = wanted(unihan)
    for folder, weight in FACES.items():
        source = package / folder / f"NotoSansSC_{folder}.ttf"
        save(subset_of(source, kept), into / f"NotoSansSC-{weight}.ttf")
        letters = latin(source)
        rename(letters, f"Report Sans Latin {weight}")
        save(letters, into / f"ReportSansLatin-{weight}.ttf")
    regular = package / "400Regular" / "NotoSansSC_400Regular.ttf"
    more = subset_of(
        regular, codes(*HANZI) - kept, (*LAYOUT_OF_COLUMNS, "GSUB", "GPOS")
    )
    add_characters(more, subset_of(lacking, codes(*LACKING)))
    rename(more, "Report Sans More")
    save(more, into / "ReportSansMore-Regular.ttf")


if __name__ == "__main__":
    package, unihan, lacking = map(Path, sys.argv[1:4])
    main(package, unihan, lacking, Path(__file__).parent)
