"""Which number formats show a moment, a length of time, or a number."""

from __future__ import annotations

import pytest

from engine.dataset.readers.number_formats import Meaning, meaning, meaning_of_code

NUMBER, MOMENT, SPAN = Meaning.NUMBER, Meaning.MOMENT, Meaning.SPAN


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([*range(14), *range(23, 27), *range(37, 45), 48, 49, 59, 164], NUMBER),
        ([*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)], MOMENT),
        ([46], SPAN),
    ],
)
def test_formats_without_a_code(numbers: list[int], expected: Meaning) -> None:
    assert {meaning(number, {}) for number in numbers} == {expected}


def test_code_of_the_workbook_comes_before_the_number() -> None:
    assert meaning(31, {31: "0.00"}) is NUMBER
    assert meaning(41, {41: "yyyy-mm-dd"}) is MOMENT


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("yyyy-mm-dd", MOMENT),
        ("YYYY/M/D", MOMENT),
        ("yyyy年m月d日", MOMENT),
        ('yyyy"年"m"月"d"日";@', MOMENT),
        ('[$-804]yyyy"年"m"月"d"日"', MOMENT),
        ('[DBNum1][$-804]yyyy"年"m"月"', MOMENT),
        ("[$-F800]dddd, mmmm dd, yyyy", MOMENT),
        ("[$-804]aaaa;@", MOMENT),
        ("[$-411]ggge年", MOMENT),
        ("h时mm分", MOMENT),
        ("上午/下午h时mm分", MOMENT),
        (r"yyyy\-mm\-dd", MOMENT),
        ("[Red]yyyy-mm-dd", MOMENT),
        ("mm:ss.0", MOMENT),
        ("[h]:mm:ss", SPAN),
        ("[$-804][mm]:ss", SPAN),
        ("General", NUMBER),
        ("G/通用格式", NUMBER),
        ("@", NUMBER),
        ("", NUMBER),
        ("0.00E+00", NUMBER),
        ("##0.0e-0", NUMBER),
        ('0"days"', NUMBER),
        (r"0\d", NUMBER),
        ("0_d", NUMBER),
        ("0*y", NUMBER),
        ("[Magenta]0.00", NUMBER),
        ("[$USD] #,##0.00", NUMBER),
        ('"a;b"0;yyyy', NUMBER),
        ('0"年"', NUMBER),
        ("0;yyyy-mm-dd", NUMBER),
    ],
)
def test_codes(code: str, expected: Meaning) -> None:
    assert meaning_of_code(code) is expected
