"""The columns that no file of a dataset has: what they would say is unknown in every row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.rulebook.columns import OUTLET_OPERATOR, REGISTER_OF, REGISTERS, SHORT_NAMES

# Without these no row corrects another, and none is hidden.
_NEVER_MISSED = frozenset({"records.corrects", "records.recorded_on"})
# The columns of records by which registers are looked up.
_POINTERS = {**SHORT_NAMES, "vehicle": "vin"}
# An outlet's operator is looked up by who the outlet is, and by who runs it.
_OF_OUTLETS = ("operator_id", "run_by")


@dataclass(frozen=True)
class AbsentColumns:
    """Columns as `<table>.<column>`; none where every table has all of them.

    `<table>.*` stands for a register that the dataset lacks, in which nothing is filled.
    """

    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, by_table: Mapping[str, Iterable[str]]) -> AbsentColumns:
        """Return the columns that a dataset lacks, given for each table that it has."""
        names = (
            f"{table}.{column}"
            for table, columns in by_table.items()
            for column in columns
        )
        lacking = {f"{table}.*" for table in REGISTERS if table not in by_table}
        return cls((frozenset(names) - _NEVER_MISSED) | lacking)

    def has(self, table: str, column: str) -> bool:
        """Say whether no file of the table has the column."""
        return f"{table}.{column}" in self.names

    def has_any(self, table: str) -> bool:
        """Say whether no file of the table has some column."""
        return any(name.startswith(f"{table}.") for name in self.names)

    def has_table(self, table: str) -> bool:
        """Say whether the dataset lacks the register."""
        return f"{table}.*" in self.names

    def has_path(self, path: str) -> bool:
        """Say whether a path of a condition reads such a column; a cause is none."""
        if path == OUTLET_OPERATOR:
            return any(self.has("outlets", column) for column in _OF_OUTLETS)
        head, _, column = path.rpartition(".")
        if not head:
            return self.has("records", column)
        pointer = _POINTERS.get(head)
        return pointer is not None and (
            self.has("records", pointer) or self.has(REGISTER_OF[head], column)
        )


EVERY_COLUMN_IS_THERE = AbsentColumns()
