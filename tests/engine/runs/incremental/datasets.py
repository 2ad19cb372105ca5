"""Writes small datasets as files, and derives a newer state from an older one."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from engine.rulebook.columns import REGISTERS
from tests.engine.agreement.judges import files_of
from tests.engine.agreement.words import FIELDS

Row = dict[str, Any]
Tables = dict[str, list[Row]]
RECORD = (
    "record_id", "event", "occurred_on", "battery_code", "actor_id", "counterparty_id",
    "vin", "reported_on", "region", "corrects", "recorded_on", *FIELDS,
)  # fmt: skip
LABEL = """title: Crates
source: invented
complete: {{from: 2020-01-01, until: {until}}}
vocabulary: crates
"""


def lay_rules(folder: Path, rules: Sequence[Row]) -> Path:
    for name, text in files_of(rules).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def lay_dataset(folder: Path, tables: Tables, until: str = "2026-12-31") -> Path:
    """Write the tables as CSV with a manifest that says until when they are complete."""
    folder.mkdir(parents=True)
    (folder / "dataset.yaml").write_text(LABEL.format(until=until), "utf-8")
    for table, rows in tables.items():
        columns = RECORD if table == "records" else tuple(REGISTERS[table])
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows({c: _cell(row.get(c)) for c in columns} for row in rows)
    return folder


def together(lives: Sequence[Row]) -> Tables:
    """Merge lives into one dataset; they share parties but no battery and no record."""
    tables: Tables = {"records": [], **{register: [] for register in REGISTERS}}
    for number, life in enumerate(lives):
        own = ("record_id", "corrects", "battery_code")
        tables["records"] += [_apart(row, number, own) for row in life["records"]]
        for register, rows in life["registers"].items():
            known = tables[register]
            known += [_apart(row, number, ("battery_code",)) for row in rows]
    return tables


def edited(tables: Tables, random: Random, edits: int) -> Tables:
    """Return a newer state: rows and register entries added, corrected, changed, removed."""
    newer = {table: list(rows) for table, rows in tables.items()}
    for number in range(edits):
        table = random.choice(
            ["records"] * 6 + ["batteries", "entities", "credentials"]
        )
        rows = newer[table]
        if not rows:
            continue
        place = random.randrange(len(rows))
        changed = _mixed(rows[place], random.choice(rows), random)
        match random.choice(["change", "take out", "add", "correct"]):
            case "change":
                rows[place] = changed
            case "take out":
                del rows[place]
            case "add":
                rows.append(changed | {"record_id": f"new {number}"})
            case "correct":
                corrects = rows[place].get("record_id")
                named = {"record_id": f"mended {number}", "corrects": corrects}
                rows.append(changed | named)
    return newer


def _mixed(one: Row, other: Row, random: Random) -> Row:
    """Take two cells from another row; required cells stay filled."""
    cells = random.sample(sorted(set(one) - {"record_id"}), 2)
    return one | {cell: other.get(cell) for cell in cells}


def _apart(row: Row, number: int, columns: Sequence[str]) -> Row:
    own = {column: f"{number}/{row[column]}" for column in columns if row.get(column)}
    return row | (own if number else {})


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ";".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
