"""One movement with a day at either end, and the end at which the company is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.mapping.suggest.proposal import ProposedRow
from tests.engine.mapping.suggest.conftest import CODES, PARTIES, shown

Records = Callable[..., list[ProposedRow]]
A, B = PARTIES


def _events(rows: list[ProposedRow]) -> list[str]:
    return [shown(row)["event"].strip("'") for row in rows]


def _lines(sent: str, taken: str, senders: str, takers: str) -> list[str]:
    """Return a sheet of two lines: its days, and who sends and takes."""
    days = zip(sent.split(), taken.split(), strict=True)
    parties = zip(senders.split(), takers.split(), strict=True)
    return [
        "移出单位代码|接收单位代码|出库日期|签收日期|电池编码",
        *(
            f"{giver}|{taker}|2026-05-{out}|2026-05-{in_}|{code}"
            for (out, in_), (giver, taker), code in zip(
                days, parties, CODES[:2], strict=True
            )
        ),
    ]


def test_who_sends_everything_is_the_company(records_of: Records) -> None:
    rows = records_of(*_lines("01 03", "02 03", f"{A} {A}", f"{A} {B}"))

    assert _events(rows) == ["battery.handed_over"]
    assert shown(rows[0])["occurred_on"] == "出库日期"
    assert rows[0].when is None


def test_who_takes_everything_is_the_company(records_of: Records) -> None:
    rows = records_of(*_lines("01 03", "02 03", f"{A} {B}", f"{B} {B}"))

    assert _events(rows) == ["battery.received"]
    assert shown(rows[0])["occurred_on"] == "签收日期"


def test_both_are_kept_where_things_come_before_they_go(records_of: Records) -> None:
    rows = records_of(*_lines("05 06", "01 02", f"{A} {A}", f"{A} {B}"))

    assert sorted(_events(rows)) == ["battery.handed_over", "battery.received"]


def test_both_are_kept_where_nobody_can_tell(records_of: Records) -> None:
    rows = records_of(*_lines("01 03", "02 04", f"{A} {B}", f"{B} {A}"))

    assert sorted(_events(rows)) == ["battery.handed_over", "battery.received"]


@pytest.mark.parametrize(
    ("senders", "takers", "event"),
    [((A, B), (B, B), "battery.received"), ((A, A), (A, B), "battery.handed_over")],
)
def test_event_is_that_of_the_companys_end(
    records_of: Records, senders: tuple[str, str], takers: tuple[str, str], event: str
) -> None:
    rows = records_of(
        "移出单位代码|接收单位代码|移交日期|电池编码",
        *(
            f"{giver}|{taker}|2026-05-0{n}|{CODES[n]}"
            for n, (giver, taker) in enumerate(zip(senders, takers, strict=True))
            if n < len(CODES)
        ),
    )

    assert _events(rows) == [event]


def test_of_a_line_that_may_be_none_nothing_is_sure(records_of: Records) -> None:
    rows = records_of(*_lines("05 06", "01 02", f"{A} {A}", f"{A} {B}"))

    assert not [c for row in rows for c in row.columns if c.sure == "sure"]
