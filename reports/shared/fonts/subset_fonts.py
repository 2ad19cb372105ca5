"""Turn the full Noto Sans SC faces into the subsets that lie beside this file."""

from __future__ import annotations

import bz2
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset

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
    symbols = {code for first, last in SYMBOLS for code in range(first, last + 1)}
    return {*general_standard_hanzi(unihan), *gb2312(), *symbols}


def main(package: Path, unihan: Path, into: Path) -> None:
    """Write one subset a weight, with every layout feature and the name table."""
    options = subset.Options(
        layout_features=["*"], name_IDs=["*"], notdef_outline=True, hinting=False
    )
    for folder, weight in FACES.items():
        source = package / folder / f"NotoSansSC_{folder}.ttf"
        font = subset.load_font(str(source), options)
        font.recalcTimestamp = False
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=wanted(unihan))
        subsetter.subset(font)
        subset.save_font(font, str(into / f"NotoSansSC-{weight}.ttf"), options)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(__file__).parent)
