"""Faults between rows: repetitions, used ids, corrections and their chains."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.dataset import Dataset
from tests.engine.dataset.queries import GOOD, HEADER, ids, rejected, rows

NOWHERE = "the record that it corrects is not in this file"
CIRCLE = "the corrections run in a circle"
EVENT = (
    "not an event of the vocabulary small; its events: battery.sold, battery.received"
)

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


def corrections(**corrects: str) -> str:
    """A records table of sound rows, each given with the row it corrects."""
    lines = (f"{one},{GOOD},{other}\n" for one, other in corrects.items())
    return f"{HEADER},corrects\n{''.join(lines)}"


def roots(dataset: Dataset) -> dict[str, str]:
    return dict(rows(dataset, "SELECT record_id, first_record_id FROM records"))


def test_equal_rows_count_once_and_are_noted(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(records_csv=f"{HEADER}\nR1,{GOOD}\nR1,{GOOD}\n,{GOOD}\n,{GOOD}\n")
    )

    assert dataset.counts["records"] == {
        "read": 4, "accepted": 1, "rejected": 1, "repeated": 2,
    }  # fmt: skip
    assert [(w.code, w.zh, w.en) for w in dataset.warnings] == [
        (
            "rows-repeated",
            "records.csv 有 2 行与前面的行完全相同，只计一次：第 2, 4 行",
            "records.csv: rows that repeat an earlier row, counted once: 2, "
            "namely rows 2, 4",
        )
    ]


def test_rejected_when_an_id_returns_with_other_content(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(records_csv=f"{HEADER}\nR1,{GOOD}\nR1,{GOOD}B\nR2,lost,x,A\nR2,{GOOD}\n")
    )

    used = "record_id was seen before in row {} with other content"
    repeats = [fault for fault in rejected(dataset) if fault[2] == "record_id"]
    assert repeats == [
        (2, 3, "record_id", "R1", used.format(1)),
        (4, 5, "record_id", "R2", used.format(3)),
    ]
    assert ids(dataset) == ["R1"]
    assert rows(dataset, "SELECT reason_zh FROM rejected WHERE row = 2") == [
        ("第 1 行已用过这个 record_id，内容不同",)
    ]


def test_equality_looks_at_what_is_read(lay: Lay, read: Read) -> None:
    again = f"R1,{GOOD},1.0,a"
    dataset = read(
        lay(records_csv=f"{HEADER},mass,extra\nR1,{GOOD},1,a\n{again}\nR1,{GOOD},1,b\n")
    )

    counts = dataset.counts["records"]
    assert (counts["repeated"], counts["rejected"]) == (1, 1)


def test_rejected_when_correcting_nothing_of_this_file(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=corrections(R1="", R2="R9")))

    assert rejected(dataset) == [(2, 3, "corrects", "R9", NOWHERE)]


def test_rejected_only_on_the_circle_itself(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(records_csv=corrections(A="B", B="C", C="A", D="A", E="D", F="F"))
    )

    assert [(value, reason) for _, _, _, value, reason in rejected(dataset)] == [
        ("B", CIRCLE), ("C", CIRCLE), ("A", CIRCLE), ("F", CIRCLE),
    ]  # fmt: skip
    assert roots(dataset) == {"D": "A", "E": "A"}


def test_correction_of_a_rejected_row_is_kept(lay: Lay, read: Read) -> None:
    bad = f"{HEADER},corrects\nR1,{GOOD},\nR2,lost,2026-01-01,A,R1\nR3,{GOOD},R2\n"

    dataset = read(lay(records_csv=bad))

    assert rejected(dataset) == [(2, 3, "event", "lost", EVENT)]
    assert roots(dataset) == {"R1": "R1", "R3": "R2"}


def test_long_chain_leads_to_its_first_record(lay: Lay, read: Read) -> None:
    chain = {f"R{i}": f"R{i - 1}" if i else "" for i in range(3_000)}

    dataset = read(lay(records_csv=corrections(**chain)))

    assert set(roots(dataset).values()) == {"R0"}


def test_warned_when_two_rows_correct_one(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=corrections(R1="", R2="R1", R3="R1")))

    assert roots(dataset) == {"R1": "R1", "R2": "R1", "R3": "R1"}
    assert [(w.code, w.zh, w.en) for w in dataset.warnings] == [
        (
            "corrected-twice",
            "1 条记录被不止一行更正，各行都保留：R1",
            "records corrected by more than one row, all of which stay: 1, namely R1",
        )
    ]


def test_accepted_records_that_correct_or_are_corrected_are_kept_apart(
    lay: Lay, read: Read
) -> None:
    dataset = read(
        lay(records_csv=corrections(R1="", R2="R1", R3="", R4="R9", R5="R4"))
    )

    query = "SELECT row, record_id, corrects FROM chained_records ORDER BY row"
    assert rows(dataset, query) == [(1, "R1", None), (2, "R2", "R1"), (5, "R5", "R4")]
