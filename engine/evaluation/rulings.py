"""The rulings of an evaluator: all are counted, and those that are read later kept."""

from __future__ import annotations

import ibis
import pyarrow as pa

from engine.evaluation.doubt import Doubts
from engine.rulebook.outcomes import code_of, verdicts
from engine.tables.store import Column, Table, TableStore

RULING_SCHEMA = {
    "rule": pa.int32(), "record_key": pa.int64(), "outcome": pa.int32(), "witness": pa.int64(),
}  # fmt: skip
_MET_SCHEMA = {"rule": pa.int32(), "record_key": pa.int64(), "outcome": pa.int32()}


class Rulings:
    """Gathers the tables `rulings` and `met_rulings`, pass by pass.

    `kept` is `rulings`: rule (its number in the PredicateIndex), record_key, outcome
    (its number, see `rulebook.outcomes`), witness (a record_key or null). The compliant
    ones are among them only if `keep_compliant`, else `met` has them, which is
    `met_rulings`, without witness: they are counted and not read.
    """

    def __init__(
        self,
        tables: TableStore,
        *,
        keep_compliant: bool,
        doubts: Doubts | None = None,
    ) -> None:
        self._tables, self._doubts = tables, doubts
        self.keep_compliant = keep_compliant
        self.kept = tables.keep_rows("rulings", RULING_SCHEMA, [])
        self.met = tables.keep_rows("met_rulings", _MET_SCHEMA, [])

    def take(self, judged: Column) -> None:
        """Take the rows (rule, record_key, outcome, witness) of a kept table.

        A null outcome stands for no duty. What a rejected row might overturn is taken
        as `rejected`.
        """
        judged = judged.filter(judged.outcome.notnull())
        if self._doubts:
            overturned = self._doubts.overturned(judged)
            judged = self._tables.keep("overturned", overturned)
        if not self.keep_compliant:
            is_met = judged.outcome.isin(_compliant())
            met = judged.filter(is_met)
            self._tables.append("met_rulings", met.select(*_MET_SCHEMA))
            judged = judged.filter(~is_met)
        self._tables.append("rulings", judged.select(*RULING_SCHEMA))

    def take_met(self, rule: int, word: str, all_of: Column, rest: Column) -> None:
        """Take as met, by this outcome, the rows of `all_of` that are not among the `rest`."""
        met = all_of.anti_join(rest, "record_key")
        columns = ruling(rule, met.record_key, ibis.literal(code_of(word)))
        self._tables.append("met_rulings", met.select(**columns).select(*_MET_SCHEMA))

    def named(self, groups: Table) -> list[Table]:
        """Return tables (record_key) of what rulings name so far: records, witnesses, groups.

        `groups`: the group rows, each of which stands for its first record.
        """
        witnesses = self.kept.filter(self.kept.witness.notnull())
        return [
            self.kept.select("record_key"),
            witnesses.select(record_key="witness"),
            groups.select(record_key="first_record_key"),
        ]


def ruling(
    rule: int, record_key: Column, outcome: Column, witness: Column | None = None
) -> dict[str, Column]:
    """Return the columns of RULING_SCHEMA for a numbered rule."""
    none = ibis.null("int64")
    return {
        "rule": ibis.literal(rule, "int32"),
        "record_key": record_key.cast("int64"),
        "outcome": outcome.cast("int32"),
        "witness": none if witness is None else witness.cast("int64"),
    }


def _compliant() -> list[int]:
    """Return the numbers of the outcomes that are compliant."""
    return [
        code_of(outcome)
        for outcome, verdict in verdicts().items()
        if verdict == "compliant"
    ]
