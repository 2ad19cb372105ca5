"""Texts are split into known words, longest first."""

from __future__ import annotations

import pytest

from engine.mapping.suggest.tokens import Lexicon, normal

WORDS = Lexicon(
    [
        ("入库", "event", "in"),
        ("日期", "day", ""),
        ("date", "day", ""),
        ("date in", "event", "in"),
        ("receipt", "event", "in"),
        ("kg", "unit", "kg"),
        ("库", "place", ""),
    ]
)


@pytest.mark.parametrize(
    ("text", "words", "covered"),
    [
        ("入库日期", ["入库", "日期"], 1.0),
        (" 入 库 日 期 ", ["入库", "日期"], 1.0),
        ("入库上报日期", ["入库", "日期"], 4 / 6),
        ("dateIn", ["date in"], 1.0),
        ("DATE_IN", ["date in"], 1.0),
        ("update", [], 0.0),
        ("Receipts", ["receipts"], 1.0),
        ("kgs", [], 0.0),  # an abbreviation has no plural
        ("入库date", ["入库", "date"], 1.0),
        ("", [], 0.0),
    ],
)
def test_text_is_split(text: str, words: list[str], covered: float) -> None:
    tokens = WORDS.split(text)

    assert [token.text for token in tokens.found] == words
    assert tokens.covered == pytest.approx(covered)


def test_longer_word_is_taken_before_two() -> None:
    assert WORDS.split("入库").of("place") == ()


def test_word_of_two_kinds_has_both() -> None:
    lexicon = Lexicon([("回收", "event", "a"), ("回收", "party", "self")])

    tokens = lexicon.split("回收")

    assert (tokens.of("event"), tokens.of("party")) == (("a",), ("self",))
    assert not tokens.has("day")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voucher #", "voucher no"),
        ("№ 7", "no 7"),
        ("电池编码 Battery Code", "电池编码battery code"),
        ("\uff36\uff29\uff2e\u200b", "vin"),
        ("batteryCode2", "battery code2"),
    ],
)
def test_signs_and_widths_make_no_difference(text: str, expected: str) -> None:
    assert normal(text) == expected
