"""Registers: accepted rows, warnings, and which of two rows with one key is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from engine.dataset import Dataset
from engine.dataset.schema import REGISTERS
from tests.engine.dataset.queries import GOOD, HEADER, rejected, rows

RECORDS = f"{HEADER}\nR1,{GOOD}\n"

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


def test_absent_registers_are_empty_tables(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=RECORDS, outlets_csv="outlet_id\nO1\n"))

    assert dataset.present == {"outlets"}
    for table, schema in REGISTERS.items():
        found = rows(dataset, f"DESCRIBE {table}")
        columns = [(column.name, column.sql_type) for column in schema.columns]
        assert [(name, type_.replace(",", ", ")) for name, type_, *_ in found] == [
            ("situation", "INTEGER"),
            *columns,
        ]
    assert dataset.counts["batteries"] == {
        "read": 0, "accepted": 0, "rejected": 0, "repeated": 0,
    }  # fmt: skip


def test_registers_are_typed(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(
            records_csv=RECORDS,
            entities_csv="entity_id,roles,closed_on\nA,maker; user;,2020-01-01\nB,;,\n",
            batteries_csv="battery_code,rated_kwh,level\nX,50.5,pack\n",
            vehicles_csv="vin,swap_model\nV,是\n",
        )
    )

    assert rows(dataset, "SELECT entity_id, roles, closed_on FROM entities") == [
        ("A", ["maker", "user"], date(2020, 1, 1)),
        ("B", None, None),
    ]
    assert rows(dataset, "SELECT rated_kwh FROM batteries") == [(Decimal("50.5"),)]
    assert rows(dataset, "SELECT swap_model FROM vehicles") == [(True,)]


def test_first_sound_row_of_a_key_wins(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(
            records_csv=RECORDS,
            vehicles_csv="vin,maker_id,swap_model\nV,A,perhaps\nV,B,\nV,B,\nV,C,\n",
        )
    )

    assert rows(dataset, "SELECT maker_id FROM vehicles") == [("B",)]
    assert [
        (row, column, reason) for row, _, column, _, reason in rejected(dataset)
    ] == [
        (1, "swap_model", "not a flag: write true/false, yes/no, 1/0 or 是/否"),
        (4, "vin", "vin was seen before in row 2 with other content"),
    ]
    assert dataset.counts["vehicles"] == {
        "read": 4, "accepted": 1, "rejected": 2, "repeated": 1,
    }  # fmt: skip


def test_credentials_have_several_rows_per_entity(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(
            records_csv=RECORDS,
            credentials_csv="entity_id,kind\nA,eia\nA,eia\nA,\n,eia\n",
        )
    )

    assert rows(dataset, "SELECT entity_id, kind FROM credentials") == [
        ("A", "eia"),
        ("A", None),
    ]
    assert dataset.counts["credentials"] == {
        "read": 4, "accepted": 2, "rejected": 1, "repeated": 1,
    }  # fmt: skip


def test_codes_without_meaning_are_kept_and_warned_of(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(
            records_csv=RECORDS,
            entities_csv="entity_id,roles\nA,makre;user\n",
            credentials_csv="entity_id,kind\nA,iso\n",
            batteries_csv="battery_code,level\nX,rack\n",
        )
    )

    assert rows(dataset, "SELECT roles FROM entities") == [(["makre", "user"],)]
    assert [(w.code, w.zh, w.en) for w in dataset.warnings] == [
        (
            "unknown-role",
            "entities.roles：词表中没有角色 makre（1 行），保留但不匹配；近似词：maker",
            "entities.roles: makre is no role of the vocabulary (rows: 1); "
            "it is kept and matches nothing; did you mean maker?",
        ),
        (
            "unknown-credential",
            "credentials.kind：词表中没有资质 iso（1 行），保留但不匹配",
            "credentials.kind: iso is no credential kind of the vocabulary (rows: 1); "
            "it is kept and matches nothing",
        ),
        (
            "unknown-level",
            "batteries.level：词表中没有层级 rack（1 行），保留但不匹配；近似词：pack",
            "batteries.level: rack is no level of the vocabulary (rows: 1); "
            "it is kept and matches nothing; did you mean pack?",
        ),
    ]
