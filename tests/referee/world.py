"""What is seen on a day: the records, the registers, and the values of paths."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from .cells import RECORD_COLUMNS, REGISTER_COLUMNS, settle, settle_row
from .days import WorkingDays
from .kleene import Kleene, any_of

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


# Where no file has these columns, no row corrects another and none is hidden.
NEVER_ABSENT = {"corrects", "recorded_on"}


class World:
    """A dataset as it was known on `as_of`.

    `seen` are the records; `registers` the tables that exist; `rejected` holds, by
    table, the rejected rows that leave doubt, with the cells that can be read.
    """

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
        self.events = set(vocabulary.get("events") or {})
        self.absent = {
            table: set(columns) - (NEVER_ABSENT if table == "records" else set())
            for table, columns in (dataset.get("absent") or {}).items()
        }
        self.registers = {
            table: self.settled(table, dataset[table])
            for table in REGISTER_COLUMNS
            if table in dataset
        }
        complete = dataset.get("complete") or {}
        self.complete_from = settle(complete.get("from"), "date")
        self.complete_until = settle(complete.get("until"), "date")
        self.as_of = as_of
        self.judged_on = min(as_of, self.complete_until or as_of)
        self.working_days = working_days
        rows = self.settled("records", dataset["records"])
        self.seen = seen_rows(rows, as_of)
        self.rejected = {
            table: self.settled(table, table_rows)
            for table, table_rows in (dataset.get("rejected") or {}).items()
        }
        corrected = corrected_ids(rows, as_of)
        self.rejected["records"] = [
            row
            for row in self.rejected.get("records", [])
            if is_known(row, as_of) and row["record_id"] not in corrected
        ]

    def settled(self, table: str, rows: list[Row]) -> list[Row]:
        """Type the cells of a table's rows; a column that no file has is empty."""
        kinds = self.kinds if table == "records" else REGISTER_COLUMNS[table]
        gone = dict.fromkeys(self.absent.get(table, ()))
        return [settle_row(row, kinds) | gone for row in rows]

    def is_absent(self, table: str, column: str) -> bool:
        """Tell whether no file of a table has this column."""
        return column in self.absent.get(table, ())

    def might_be(self, table: str, wanted: Mapping[str, Any]) -> bool:
        """Tell whether a rejected register row has one of these cells as wanted."""
        return any(
            row[column] == cell
            for row in self.rejected.get(table, [])
            for column, cell in wanted.items()
            if cell is not None
        )

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

    def is_filled(self, row: Row, path: str) -> Kleene:
        """Tell whether a path has a value; unknown where its column is in no file."""
        if self.value(row, path) is not None:
            return True
        if path == "outlet.operator_id":
            return self.is_operator_filled(row["actor_id"])
        head, dot, column = path.partition(".")
        if not dot:
            name = SHORT_NAMES.get(path, path)
            return None if self.is_absent("records", name) else False
        pointer, table, key = POINTERS[head]
        if table not in self.registers:
            return False
        if row[pointer] is None:
            return None if self.is_absent("records", pointer) else False
        if self.found(table, key, row[pointer]) is None:
            return False
        return None if self.is_absent(table, column) else False

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
        sure, unsure = self.outlets_of(party)
        if len(sure) != 1 or unsure or self.might_be_outlet(party):
            return None
        operator: str | None = sure[0]["operator_id"]
        return operator

    def is_operator_filled(self, party: str) -> Kleene:
        """Tell whether an operator that is not known is known to be missing."""
        sure, unsure = self.outlets_of(party)
        if len(sure) > 1:
            return False
        if unsure or self.might_be_outlet(party):
            return None
        return None if sure and self.is_absent("outlets", "operator_id") else False

    def outlets_of(self, party: str) -> tuple[list[Row], list[Row]]:
        """Return the outlets that this party is or runs, and those that it might."""
        sure: list[Row] = []
        unsure: list[Row] = []
        for outlet in self.registers.get("outlets", []):
            runs = (
                None
                if self.is_absent("outlets", "run_by")
                else outlet["run_by"] == party
            )
            found = any_of([outlet["outlet_id"] == party, runs])
            if found is not False:
                (sure if found else unsure).append(outlet)
        return sure, unsure

    def might_be_outlet(self, party: str) -> bool:
        """Tell whether a rejected row might be an outlet that this party is or runs."""
        return self.might_be("outlets", {"outlet_id": party, "run_by": party})


def is_known(row: Row, as_of: date) -> bool:
    """Tell whether a row was there on the day; a day that is empty hides nothing."""
    days = [row["occurred_on"] or as_of, row["recorded_on"] or as_of]
    return max(days) <= as_of


def corrected_ids(rows: list[Row], as_of: date) -> set[str]:
    """Return the ids that known rows correct, directly or through other rows."""
    older = {row["record_id"]: row["corrects"] for row in rows}
    found = set()
    for row in rows:
        name = row["corrects"] if is_known(row, as_of) else None
        while name is not None and name not in found:
            found.add(name)
            name = older.get(name)
    return found


def seen_rows(rows: list[Row], as_of: date) -> list[Row]:
    """Keep what was known on the day; a correction hides the rows behind it."""
    hidden = corrected_ids(rows, as_of)
    return [
        without_later_report(row, as_of)
        for row in rows
        if is_known(row, as_of) and row["record_id"] not in hidden
    ]


def without_later_report(row: Row, as_of: date) -> Row:
    """Empty a report that had not been made yet."""
    if row["reported_on"] is not None and row["reported_on"] > as_of:
        return row | {"reported_on": None}
    return row
