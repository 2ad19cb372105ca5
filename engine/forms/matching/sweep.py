"""How the sweep matches triggers with their witnesses.

Most duties are settled at a glance: a sure witness is in time, or no witness could violate
them. Those are only counted, unless compliant duties are kept. The other triggers are
paired with every witness; what is kept of these is the best sure one, and whether
others leave the duty open. A witness is ranked by a text, its day and then its
record_id, so that one aggregate finds the one that a finding names.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import reduce
from operator import and_
from typing import Any, ClassVar, TypeAlias

import ibis

from engine.evaluation.facts import with_days
from engine.evaluation.predicates import opening
from engine.evaluation.rulings import Rulings, ruling
from engine.evaluation.sweep.encoded_results import EncodedResults
from engine.evaluation.sweep.join_keys import key_of
from engine.evaluation.sweep.match_roles import MatchRole
from engine.evaluation.sweep.scan import Scan
from engine.forms.matching import Witnessed
from engine.forms.matching.told_pairs import told_pairs
from engine.forms.typed import form_of
from engine.rulebook import Rule
from engine.rulebook.outcomes import code_of
from engine.tables.store import Column, Table

End: TypeAlias = tuple[Any, str]  # a condition, and the outcome of a duty that meets it
_DAY_ZERO = ibis.date("1900-01-01")
_MOST_DAYS = 9_999_999


def rank(day: Column, record_id: Column, *, latest: bool = False) -> Column:
    """Rank a record among witnesses: the least text counts, by its day, then its id."""
    days = day.delta(_DAY_ZERO, unit="day")
    if latest:
        days = _MOST_DAYS - days
    return days.cast("string").lpad(len(str(_MOST_DAYS)), "0") + record_id


class SequenceMatcher(ABC):
    """Judges a rule whose trigger is matched with a witness before or after it.

    Judges in two steps, `match` and `settle`, between which the records that `named`
    returns are read for all rules at once. `outcome_if_met` is the outcome of the
    duties that a glance settles; `is_backwards` says that the witness comes before.
    """

    is_backwards: ClassVar[bool] = False

    def __init__(self, scan: Scan, number: int, rule: Rule) -> None:
        self.scan, self.rule = scan, rule
        self.form = form_of(rule, Witnessed)
        self.window = scan.predicates.window(rule)
        self._matched = told_pairs(self.form, scan.predicates.absent)
        self._number = number
        # Kept by `match`, read by `settle`.
        self._closer: Table = None
        self._paired: Table = None
        mine, theirs = zip(*self.form.same, strict=True)
        self._triggers = MatchRole(rule.when, mine, opening(rule), rule.effective)
        self._witnesses = MatchRole(tuple(self.form.event), theirs, self.form.where)

    @property
    def roles(self) -> list[MatchRole]:
        """What a record may be to this rule: trigger or witness."""
        return [self._triggers, self._witnesses]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs of columns whose values are compared."""
        return self.form.same

    def match(self, results: EncodedResults, rulings: Rulings) -> None:
        """Keep the triggers that need a closer look, each with all its witnesses."""
        tables = self.scan.tables
        t, w = self._trigger_rows(results), self._witness_rows(results)
        if not rulings.keep_compliant:
            matches = [*self._matches(results, t, w), t.sure]
            closer = self.unsettled(t, w, matches)
            for others in self.never_settled(t):
                closer = closer.union(others, distinct=True)
            closer = tables.keep(self._name("closer"), closer)
            all_of, rest = (rows.filter(self.is_sure(rows)) for rows in (t, closer))
            rulings.take_met(self._number, self.outcome_if_met, all_of, rest)
            t = closer
        else:
            t = tables.keep(self._name("closer"), t)
        self._closer = t
        paired = t.join(w, self._matches(results, t, w))
        paired = paired.select(
            "record_key", "witness", "witness_on", sure="witness_sure",
            in_time=self._in_time(paired), later=paired.witness_on > paired.occurred_on,
        )  # fmt: skip
        self._paired = tables.keep(self._name("pairs"), paired)

    def named(self) -> list[Table]:
        """Return tables (record_key) of the records that `settle` reads: triggers and witnesses."""
        triggers = self._closer.select("record_key")
        return [triggers, self._paired.select(record_key="witness")]

    def settle(self, names: Table, rulings: Rulings) -> None:
        """Rule on what was matched; `names`: record_key, record_id and battery_code."""
        pairs = self._paired
        pairs = pairs.join(
            names, pairs.witness == names.record_key, rname="name_{name}"
        )
        ranked = rank(pairs.witness_on, pairs.record_id, latest=self.is_backwards)
        judged = self.judged(pairs.mutate(rank=ranked), names)
        columns = ruling(
            self._number, judged.record_key, judged.outcome, judged.witness
        )
        rulings.take(self.scan.tables.keep("paired", judged.select(**columns)))

    @property
    @abstractmethod
    def outcome_if_met(self) -> str:
        """The outcome of a duty that a glance settles."""

    @abstractmethod
    def unsettled(self, t: Table, w: Table, matches: list[Column]) -> Table:
        """Leave out the triggers `t` that a glance settles.

        `matches`: what makes a row of `w` a candidate witness of a sure trigger.
        """

    def never_settled(self, t: Table) -> list[Table]:
        """Return those of the triggers `t` that always need a closer look."""
        return self.scan.doubted(t, self._number)

    @abstractmethod
    def judged(self, pairs: Table, names: Table) -> Table:
        """Return (record_key, outcome, witness) of each trigger that needed a closer look.

        `pairs`: record_key, witness, witness_on, sure, in_time, later, rank; `names`: record_key,
        record_id and battery_code of triggers and witnesses.
        """

    def is_sure(self, t: Table) -> Column:
        """Say that a trigger opens a duty and may be matched."""
        return reduce(and_, (t[key].notnull() for key in self._keys), t.sure)

    def beside_triggers(self, found: Table) -> Table:
        """Put what was found of its witnesses, by record_key, beside each trigger."""
        found = found.rename(found_key="record_key")
        t = self.scan.inputs.situations.beside(self._closer)
        joined = t.left_join(found, t.record_key == found.found_key)
        flags = [name for name in ("perhaps", "same_day") if name in joined.columns]
        return joined.mutate(**{name: joined[name].fill_null(False) for name in flags})

    def ruled(
        self,
        t: Table,
        ends: tuple[End, ...],
        otherwise: str,
        witnesses: Mapping[str, Column],
    ) -> Table:
        """Return (record_key, outcome, witness) of triggers: the first of the ends that they meet.

        `witnesses`: by outcome, the column of `t` that holds the witness.
        """
        outcome = ibis.cases(
            (~t.sure, code_of("doubtful")),
            (~self.is_sure(t), code_of("unmatched")),
            *((holds, code_of(word)) for holds, word in ends),
            else_=code_of(otherwise),
        )
        t = t.mutate(outcome=outcome)
        witness = ibis.cases(
            *(
                (t.outcome == code_of(word), t[column.get_name()])
                for word, column in witnesses.items()
            )
        )
        return t.select("record_key", "outcome", witness=witness)

    @property
    def _keys(self) -> list[str]:
        return [f"key{place}" for place, _ in enumerate(self.form.same)]

    @property
    def _witness_keys(self) -> list[str]:
        """The keys that a witness has: of columns that some file has."""
        pairs = zip(self._keys, self.form.same, strict=True)
        return [key for key, pair in pairs if pair in self._matched]

    def _name(self, kind: str) -> str:
        return f"{kind}_{self._number}"

    def _trigger_rows(self, results: EncodedResults) -> Table:
        rows, due = self._with_due(results.of(self._triggers), not self.is_backwards)
        mine = (rows[key_of(column)] for column, _ in self.form.same)
        keys = dict(zip(self._keys, mine, strict=True))
        return rows.select(
            "record_key", *results.separate_by, "occurred_on", "sure", due=due, **keys
        )

    def _witness_rows(self, results: EncodedResults) -> Table:
        rows, due = self._with_due(results.of(self._witnesses), self.is_backwards)
        theirs = [rows[key_of(column)] for _, column in self._matched]
        separate = {f"w_{name}": name for name in results.separate_by}
        keys = {
            f"w_{key}": own for key, own in zip(self._witness_keys, theirs, strict=True)
        }
        is_sure = rows.sure & ibis.literal(self._matched == self.form.same)
        filled = (key.notnull() for key in theirs)
        return rows.filter(ibis.literal(value=True), *filled).select(
            witness="record_key", witness_on="occurred_on", witness_due=due,
            witness_sure=is_sure, **separate, **keys,
        )  # fmt: skip

    def _with_due(self, rows: Table, is_dated: bool) -> tuple[Table, Column]:
        if self.window is None or not is_dated:
            return rows, ibis.null("date")
        rows = with_days(rows, self.scan.inputs.due_days)
        return rows, rows[f"due{self.window}"]

    def _matches(self, results: EncodedResults, t: Table, w: Table) -> list[Column]:
        """Return what makes another record, in its order, a candidate of a trigger."""
        in_order = (
            w.witness_on <= t.occurred_on
            if self.is_backwards
            else w.witness_on >= t.occurred_on
        )
        keys = (*results.separate_by, *self._witness_keys)
        same = [t[key] == w[f"w_{key}"] for key in keys]
        return [*same, in_order, w.witness != t.record_key]

    def _in_time(self, pairs: Table) -> Column:
        """Say whether a witness is in time; null where it is beyond the calendar."""
        if self.window is None:
            return pairs.witness.notnull()
        if self.is_backwards:
            return pairs.occurred_on <= pairs.witness_due
        return pairs.witness_on <= pairs.due
