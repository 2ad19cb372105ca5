"""The tables that an evaluation reads, as handles."""

from __future__ import annotations

from dataclasses import dataclass

from engine.evaluation.rejected_rows import RejectedRows
from engine.evaluation.visibility import RecordTables, Situations, VisibleRecords
from engine.tables.store import Table, TableStore


@dataclass(frozen=True)
class Registers:
    """The registers of a dataset; each row has its `situation` and the schema's columns."""

    entities: Table
    batteries: Table
    vehicles: Table
    credentials: Table
    outlets: Table

    @classmethod
    def of(cls, tables: TableStore) -> Registers:
        """Return the registers that a dataset was loaded into."""
        return cls(
            tables.table("entities"), tables.table("batteries"), tables.table("vehicles"),
            tables.table("credentials"), tables.table("outlets"),
        )  # fmt: skip


@dataclass(frozen=True)
class EvaluationInputs:
    """What both evaluators stand on.

    `tables` computes expressions; `due_days` has for each `day` on record the columns
    `due<n>` and `since<n>` (see `facts.keep_due_days`); `rejected` are the rows that
    might be what is absent.
    """

    tables: TableStore
    records: RecordTables
    visible: VisibleRecords
    situations: Situations
    registers: Registers
    due_days: Table
    rejected: RejectedRows
