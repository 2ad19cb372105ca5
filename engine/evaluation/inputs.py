"""The tables that an evaluation reads, as handles."""

from __future__ import annotations

from dataclasses import dataclass

from engine.evaluation.absent_columns import EVERY_COLUMN_IS_THERE, AbsentColumns
from engine.evaluation.doubt import Doubts
from engine.evaluation.rejected_rows import NOTHING_REJECTED, RejectedRows
from engine.evaluation.visibility import RecordTables, Situations, VisibleRecords
from engine.tables.store import Table, TableStore


@dataclass(frozen=True)
class Registers:
    """The registers of a dataset; each row has its `situation` and the schema's columns.

    `rejected` are rows that might be what a register lacks; `absent` the columns that
    no file has.
    """

    entities: Table
    batteries: Table
    vehicles: Table
    credentials: Table
    outlets: Table
    rejected: RejectedRows = NOTHING_REJECTED
    absent: AbsentColumns = EVERY_COLUMN_IS_THERE

    @classmethod
    def of(
        cls,
        tables: TableStore,
        rejected: RejectedRows = NOTHING_REJECTED,
        absent: AbsentColumns = EVERY_COLUMN_IS_THERE,
    ) -> Registers:
        """Return the registers that a dataset was loaded into."""
        return cls(
            tables.table("entities"), tables.table("batteries"), tables.table("vehicles"),
            tables.table("credentials"), tables.table("outlets"), rejected, absent,
        )  # fmt: skip


@dataclass(frozen=True)
class EvaluationInputs:
    """What both evaluators stand on.

    `tables` computes expressions; `due_days` has for each `day` on record the columns
    `due<n>` and `since<n>` (see `facts.keep_due_days`); `rejected` are the rows that
    might be what is absent, `doubts` the duties they bear on, where there are any.
    """

    tables: TableStore
    records: RecordTables
    visible: VisibleRecords
    situations: Situations
    registers: Registers
    due_days: Table
    rejected: RejectedRows
    doubts: Doubts | None = None
