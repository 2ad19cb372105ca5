"""What is seen on a day: the records, the registers, and the values of paths."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from .cells import RECORD_COLUMNS, REGISTER_COLUMNS, settle, settle_row
from .days import WorkingDays

Row = dict[str, Any]

SHORT_NAMES = {
    "battery": "battery_code",
    "actor": "actor_id",
    "counterparty": "counterparty_id",
}

# path head: the record column that points, the register, and its key
POINTERS = {
    "actor": ("actor_id", "entities", "entity_id"),
    "counterparty": ("counterparty_id", "entities", "entity_id"),
    "battery": ("battery_code", "batteries", "battery_code"),
    "vehicle": ("vin", "vehicles", "vin"),
}


class World:
    """A dataset as it was known on `as_of`."""

    def __init__(
        self,
        dataset: Mapping[str, Any],
        as_of: date,
        working_days: WorkingDays,
        vocabulary: Mapping[str, Any],
    ) -> None:
        fields = vocabulary.get("fields") or {}
        self.kinds = RECORD_COLUMNS | {
            name: field["type"] for name, field in fields.items()
        }
        self.registers = {
            table: [settle_row(row, kinds) for row in dataset[table]]
            for table, kinds in REGISTER_COLUMNS.items()
            if table in dataset
        }
        complete = dataset.get("complete") or {}
        self.complete_from = settle(complete.get("from"), "date")
        self.complete_until = settle(complete.get("until"), "date")
        self.judged_on = min(as_of, self.complete_until or as_of)
        self.working_days = working_days
        rows = [settle_row(row, self.kinds) for row in dataset["records"]]
        self.seen = seen_rows(rows, as_of)

    def found(self, table: str, key: str, value: Any) -> Row | None:
        """Return the first row of a register with this key, if there is one."""
        rows = self.registers.get(table, [])
        return next((r for r in rows if value is not None and r[key] == value), None)

    def value(self, row: Row, path: str) -> Any:
        """Return what a path says of a record; None is unknown."""
        if path == "outlet.operator_id":
            return self.operator_of_outlet(row["actor_id"])
        head, dot, column = path.partition(".")
        if not dot:
            return row[SHORT_NAMES.get(path, path)]
        pointer, table, key = POINTERS[head]
        entry = self.found(table, key, row[pointer])
        return entry[column] if entry else None

    def kind(self, path: str) -> str:
        """Return the type of a path's values."""
        if path == "outlet.operator_id":
            return "text"
        head, dot, column = path.partition(".")
        if not dot:
            return str(self.kinds[SHORT_NAMES.get(path, path)])
        return REGISTER_COLUMNS[POINTERS[head][1]][column]

    def operator_of_outlet(self, party: str) -> str | None:
        """Return the operator of the one outlet that this party is or runs."""
        outlets = self.outlets_of(party)
        return outlets[0]["operator_id"] if len(outlets) == 1 else None

    def outlets_of(self, party: str) -> list[Row]:
        """Return the outlets that this party is or runs."""
        outlets = self.registers.get("outlets", [])
        return [o for o in outlets if party in (o["outlet_id"], o["run_by"])]


def seen_rows(rows: list[Row], as_of: date) -> list[Row]:
    """Keep what was known on the day; a correction hides the rows behind it."""
    by_id = {row["record_id"]: row for row in rows}
    known = [
        row
        for row in rows
        if row["occurred_on"] <= as_of and (row["recorded_on"] or as_of) <= as_of
    ]
    hidden = set()
    for row in known:
        older = by_id.get(row["corrects"])
        while older is not None:
            hidden.add(older["record_id"])
            older = by_id.get(older["corrects"])
    return [
        without_later_report(row, as_of)
        for row in known
        if row["record_id"] not in hidden
    ]


def without_later_report(row: Row, as_of: date) -> Row:
    """Empty a report that had not been made yet."""
    if row["reported_on"] is not None and row["reported_on"] > as_of:
        return row | {"reported_on": None}
    return row
