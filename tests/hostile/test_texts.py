"""Hostile CSV and JSON Lines: each bad row is rejected with its reason, or one error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.conftest import HEADER, RECORDS, SOUND

Lay = Callable[..., Path]
Refusal = Callable[[Path], str]
Rejects = Callable[[Path], list[tuple[str, ...]]]

DATE = "not a date: write YYYY-MM-DD"
NO_DAY = "there is no such day or time"
YEAR = "the year must lie in 1900 to 9999"
NUMBER = "not a number: write digits and a point, no unit and no thousands separator"
SIZE = "too many digits: at most 18 before and 12 after the point are kept exactly"
ORDER = (
    "the year must stand in front, with four digits, or day and month cannot be told "
    "apart: write YYYY-MM-DD"
)
TIME = (
    "what stands behind the day is no time: write H:MM or H:MM:SS, hours 0 to 23 "
    "without AM or PM, then nothing, Z or +08:00"
)
NO_OBJECT = "not one JSON object"
NESTED = (
    "a value is itself an object or array: write text, a number, true, false or null"
)
FIRST = (
    '{"record_id":"R1","event":"book.lent","occurred_on":"2025-03-01","actor_id":"L"}'
)
GOOD = '{"record_id":"R0","event":"book.lent","occurred_on":"2025-03-01","actor_id":"L"'


def test_rejected_when_every_column_has_a_wrong_type(
    lay: Lay, rejects: Rejects
) -> None:
    records = (
        f"{HEADER},reported_on,region,corrects,recorded_on,shelf,deposit\n"
        ",nope,maybe,,never,abc,R9,soon,attic,heavy\n"
    )
    entities = "entity_id,region,established_on,closed_on\nE,zz,then,now\n"
    vehicles = "vin,swap_model\nV,perhaps\n"

    found = rejects(
        lay(records_csv=records, entities_csv=entities, vehicles_csv=vehicles)
    )

    assert [(column, value) for _, column, value, _ in found] == [
        ("record_id", ""), ("event", "nope"), ("occurred_on", "maybe"),
        ("actor_id", ""), ("reported_on", "never"), ("region", "abc"),
        ("recorded_on", "soon"), ("shelf", "attic"), ("deposit", "heavy"),
        ("corrects", "R9"),
        ("region", "zz"), ("established_on", "then"), ("closed_on", "now"),
        ("swap_model", "perhaps"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("45000", DATE),
        ("01/03/2025", ORDER),
        ("1.7e9", DATE),
        ("infinity", DATE),
        ("2025-03-01 BC", TIME),
        ("2025-02-30", NO_DAY),
        ("0000-00-00", NO_DAY),
        ("1899-12-31", YEAR),
    ],
)
def test_rejected_when_a_day_is_none(
    day: str, reason: str, lay: Lay, rejects: Rejects
) -> None:
    found = rejects(lay(records_csv=f"{RECORDS}R2,book.lent,{day},L1\n"))

    assert found == [("2", "occurred_on", day, reason)]


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("1e400", SIZE),
        ("1" + "0" * 400, SIZE),
        ("1e-400", SIZE),
        ("1e-1000", NUMBER),
        ("9" * 60_000, SIZE),
        ("NaN", NUMBER),
        ("Infinity", NUMBER),
    ],
)
def test_rejected_when_a_number_is_beyond_all_bounds(
    number: str, reason: str, lay: Lay, rejects: Rejects
) -> None:
    found = rejects(lay(records_csv=f"{HEADER},deposit\n{SOUND},{number}\n"))

    assert found == [("1", "deposit", number[:30], reason)]


@pytest.mark.parametrize(
    ("row", "column", "value", "reason"),
    [
        ("R\0002,book.lent,2025-03-01,L1", "record_id", "R2", "contains a NUL character"),
        ("R2,book.lent,\ufeff2025-03-01,L1", "occurred_on", "\ufeff2025-03-01", DATE),
    ],
)  # fmt: skip
def test_rejected_when_a_cell_holds_what_is_not_seen(
    row: str, column: str, value: str, reason: str, lay: Lay, rejects: Rejects
) -> None:
    found = rejects(lay(records_csv=f"{RECORDS}{row}\n"))

    assert [(c, v.replace("\0", ""), r) for _, c, v, r in found] == [
        (column, value, reason)
    ]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (
            HEADER.replace("event", "event\0"),
            "records.csv: the name of column 2 holds the unseen character U+0000.\n"
            "  Write the name again without it.",
        ),
        (
            HEADER + ",x" * 2_000,
            "records.csv: 2,004 columns; at most 2,000 are read.",
        ),
        (
            HEADER + "," * 2_000_000,
            "records.csv: the header is longer than 2,000,000 characters.\n"
            "  The first line holds the column names, separated by commas.",
        ),
        (
            HEADER + "," + "x" * 200_000,
            "records.csv: the header cannot be read "
            "(field larger than field limit (131072)).\n"
            "  The first line holds the column names, separated by commas.",
        ),
    ],
)
def test_refused_when_the_header_is_hostile(
    header: str, message: str, lay: Lay, refusal: Refusal
) -> None:
    assert refusal(lay(records_csv=f"{header}\n{SOUND}\n")) == message


@pytest.mark.parametrize("name", ["records_csv", "records_jsonl"])
def test_refused_when_one_file_has_two_encodings(
    name: str, lay: Lay, refusal: Refusal
) -> None:
    mixed = "甲业\n".encode() + "企业\n".encode("gb18030") + b"\xff\xff\n"
    file = name.replace("_", ".")

    assert refusal(lay(**{name: mixed})) == (
        f"{file}: the encoding cannot be determined; it is neither UTF-8 nor GB18030.\n"
        "  line 2, byte 8 is not UTF-8.\n"
        "  line 3, byte 13 is not GB18030.\n"
        "  Save the file as CSV UTF-8, or name its encoding when you open it."
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[" * 900_000, NO_OBJECT),
        ("[" * 900_000 + "]" * 900_000, NO_OBJECT),
        ('{"a":' * 190_000 + "1" + "}" * 190_000, NESTED),
        (GOOD + ',"record_id":"R1"}', "a key stands twice in this line"),
        (GOOD + ',"record\\u005fid":"R1"}', "a key stands twice in this line"),
        (GOOD + ',"deposit":NaN}', NO_OBJECT),
        (GOOD + ',"deposit":-Infinity}', NO_OBJECT),
        (GOOD + ',"shelf":"\\ud800"}', NO_OBJECT),
        ('{"\\ud800":1}', NO_OBJECT),
        (GOOD + ',"deposit":1e400}', SIZE),
        ("\ufeff" + GOOD + "}", NO_OBJECT),
        (GOOD + "}{}", NO_OBJECT),
        (GOOD + ',"deposit":1' + "0" * 400 + "}", SIZE),
    ],
    ids=lambda text: text[:20] + text[-20:],
)
def test_rejected_when_a_json_line_is_hostile(
    line: str, reason: str, lay: Lay, rejects: Rejects
) -> None:
    found = rejects(lay(records_jsonl=f"{FIRST}\n{line}\n"))

    assert [(row, why) for row, _, _, why in found] == [("2", reason)]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            '{"a\\u0000":1}\n',
            "records.jsonl: a key contains a NUL character.  Remove it.",
        ),
        (
            "".join(f'{{"k{n}":1}}\n' for n in range(3_000)),
            "records.jsonl: 3,000 columns; at most 2,000 are read.",
        ),
        (
            f"[{GOOD}}}]",
            "records.jsonl: the file is one JSON array.\n"
            "  JSON Lines has one object on each line, without commas between them.",
        ),
    ],
)
def test_refused_when_json_lines_are_hostile(
    lines: str, message: str, lay: Lay, refusal: Refusal
) -> None:
    assert refusal(lay(records_jsonl=lines)) == message
