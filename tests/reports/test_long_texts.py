"""Long texts of a dataset are shortened on paper, and stay apart."""

from __future__ import annotations

import pytest

from reports.fonts import Marker
from reports.long_texts import TEXT, WORD, shortened


@pytest.mark.parametrize(
    "text", ["", "F01PB0800006UXB5C0000001", "A" * WORD, "字" * TEXT]
)
def test_text_that_has_room_is_printed_whole(text: str) -> None:
    assert shortened(text) == text


def test_long_code_is_cut_alone_and_within_a_sentence_alike() -> None:
    code = "F" * 60_000

    cut = shortened(code)

    assert len(cut) <= WORD
    assert "60,000" in cut
    assert (
        shortened(f"电池 {code} 于 2026-05-01 入库") == f"电池 {cut} 于 2026-05-01 入库"
    )


def test_codes_that_begin_alike_remain_two() -> None:
    assert shortened("F" * 300 + "A") != shortened("F" * 300 + "B")


def test_text_of_many_words_is_cut() -> None:
    assert len(shortened("字 " * TEXT)) <= TEXT


def test_shortening_again_changes_nothing() -> None:
    for text in ("F" * 60_000, "字" * 60_000):
        assert shortened(shortened(text)) == shortened(text)


def test_every_text_that_is_read_for_a_report_is_shortened() -> None:
    code = "F" * 60_000

    assert Marker()({"rows": [{code: code}]}) == {
        "rows": [{shortened(code): shortened(code)}]
    }
