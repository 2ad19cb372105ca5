"""Demands on what comes before or after: triggers joined with their witnesses.

Most triggers are met at a glance: one sure witness in time is there, or nobody
who could offend. They are only counted, unless someone will read of them. The
others are paired with every witness; what is kept of these is the best sure
one, and whether others leave the duty open. A witness is ranked by a text, its
day and then its record_id, so that one aggregate finds the one that counts.
"""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any, TypeAlias

import ibis

from engine.evaluation.facts import could_be_shown, with_days
from engine.evaluation.predicates import ColumnRequirements, opening
from engine.evaluation.register_joins import with_lookups
from engine.evaluation.rulings import Rulings, ruling
from engine.evaluation.sweep.encoded_results import EncodedResults
from engine.evaluation.sweep.join_keys import key_of
from engine.evaluation.sweep.match_roles import MatchRole
from engine.evaluation.sweep.scan import Scan
from engine.forms import BeFollowedBy, BePrecededBy
from engine.rulebook import Rule
from engine.rulebook.outcomes import code_of
from engine.tables.store import Column

End: TypeAlias = tuple[Any, str]  # a condition, and how a duty ends by it
_DAY_ZERO = ibis.date("1900-01-01")
_MOST_DAYS = 9_999_999


def rank(day: Column, record_id: Column, *, latest: bool = False) -> Column:
    """Rank a record among witnesses: the least text counts, by its day, then its id."""
    days = day.delta(_DAY_ZERO, unit="day")
    if latest:
        days = _MOST_DAYS - days
    return days.cast("string").lpad(len(str(_MOST_DAYS)), "0") + record_id


class SequenceMatcher:
    """The triggers and witnesses of a rule: `be_followed_by` or `be_preceded_by`.

    Judged in two steps, `match` and `settle`, between which the records that
    `named` tells of are looked up for all rules at once.
    """

    def __init__(self, scan: Scan, number: int, rule: Rule) -> None:
        form = rule.demand.form
        assert isinstance(form, BeFollowedBy | BePrecededBy)
        self._scan, self._number, self._rule, self._form = scan, number, rule, form
        self._window = scan.predicates.window(rule)
        self._counts_back = isinstance(form, BePrecededBy)
        self._forbids = rule.demand.negated
        self._triggers = MatchRole(
            rule.when, tuple(mine for mine, _ in form.same), opening(rule), rule.effective
        )  # fmt: skip
        theirs = tuple(column for _, column in form.same)
        self._witnesses = MatchRole(tuple(form.event), theirs, form.where)

    @property
    def roles(self) -> list[MatchRole]:
        """What a record may be to this rule."""
        return [self._triggers, self._witnesses]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Which columns are held against each other."""
        return self._form.same

    def match(self, results: EncodedResults, rulings: Rulings) -> None:
        """Keep the triggers that need a closer look, each with all its witnesses."""
        tables = self._scan.tables
        t, w = self._trigger_rows(results), self._witness_rows(results)
        if not rulings.keep_compliant:
            closer = tables.keep(self._name("closer"), self._unsettled(results, t, w))
            all_of, rest = (rows.filter(self._is_sure(rows)) for rows in (t, closer))
            rulings.count_met(self._number, self._word_if_met, all_of, rest)
            t = closer
        else:
            t = tables.keep(self._name("closer"), t)
        paired = t.join(w, self._matches(results, t, w))
        paired = paired.select(
            "x", "witness", "witness_on", sure="witness_sure",
            in_time=self._in_time(paired), later=paired.witness_on > paired.occurred_on,
        )  # fmt: skip
        tables.keep(self._name("pairs"), paired)

    def named(self) -> list[Column]:
        """Return rows (x) of the records that will be asked for: triggers and witnesses."""
        tables = self._scan.tables
        triggers = tables.table(self._name("closer")).select("x")
        return [triggers, tables.table(self._name("pairs")).select(x="witness")]

    def settle(self, names: Column, rulings: Rulings) -> None:
        """Judge what was matched; `names`: x, record_id and battery_code of the named."""
        tables = self._scan.tables
        pairs = tables.table(self._name("pairs"))
        pairs = pairs.join(names, pairs.witness == names.x, rname="name_{name}")
        ranked = rank(pairs.witness_on, pairs.record_id, latest=self._counts_back)
        pairs = pairs.mutate(rank=ranked)
        if self._counts_back:
            judged = self._preceded(pairs, names)
        elif self._forbids:
            judged = self._offended(pairs)
        else:
            judged = self._followed(pairs)
        columns = ruling(self._number, judged.x, judged.outcome, judged.witness)
        rulings.take(tables.keep("paired", judged.select(**columns)))

    @property
    def _word_if_met(self) -> str:
        """How a duty ends that a glance shows to be met."""
        if self._forbids:
            return "clear"
        if self._counts_back:
            return "preceded"
        return "done" if self._window is None else "in_time"

    @property
    def _keys(self) -> list[str]:
        return [f"key{place}" for place, _ in enumerate(self._form.same)]

    def _name(self, kind: str) -> str:
        return f"{kind}_{self._number}"

    def _trigger_rows(self, results: EncodedResults) -> Column:
        rows = results.of(self._triggers)
        due = ibis.null("date")
        if self._window is not None and not self._counts_back:
            rows = with_days(rows, self._scan.tables)
            due = rows[f"due{self._window}"]
        mine = (rows[key_of(column)] for column, _ in self._form.same)
        keys = dict(zip(self._keys, mine, strict=True))
        return rows.select("x", *results.apart, "occurred_on", "sure", due=due, **keys)

    def _witness_rows(self, results: EncodedResults) -> Column:
        rows = results.of(self._witnesses)
        due = ibis.null("date")
        if self._window is not None and self._counts_back:
            rows = with_days(rows, self._scan.tables)
            due = rows[f"due{self._window}"]
        theirs = [rows[key_of(column)] for _, column in self._form.same]
        apart = {f"w_{name}": name for name in results.apart}
        keys = {f"w_{key}": key_ for key, key_ in zip(self._keys, theirs, strict=True)}
        return rows.filter(*(key.notnull() for key in theirs)).select(
            witness="x", witness_on="occurred_on", witness_due=due,
            witness_sure="sure", **apart, **keys,
        )  # fmt: skip

    def _unsettled(self, results: EncodedResults, t: Column, w: Column) -> Column:
        """Leave out the triggers that are met at a glance."""
        matches = [*self._matches(results, t, w), t.sure]
        if self._forbids:
            return t.semi_join(w, matches).union(t.filter(~self._is_sure(t)))
        met = [w.witness_sure]
        if self._window is not None and self._counts_back:
            met.append(w.witness_due >= t.occurred_on)
        elif self._window is not None:
            met.append(w.witness_on <= t.due)
        return t.anti_join(w, [*matches, *met])

    def _matches(self, results: EncodedResults, t: Column, w: Column) -> list[Column]:
        """What makes another record, in its order, a candidate for a trigger."""
        back = self._counts_back
        in_order = (
            w.witness_on <= t.occurred_on if back else w.witness_on >= t.occurred_on
        )
        same = [t[key] == w[f"w_{key}"] for key in (*results.apart, *self._keys)]
        return [*same, in_order, w.witness != t.x]

    def _in_time(self, pairs: Column) -> Column:
        """Say whether a witness is in time; null where the calendar does not tell."""
        if self._window is None:
            return pairs.witness.notnull()
        if self._counts_back:
            return pairs.occurred_on <= pairs.witness_due
        return pairs.witness_on <= pairs.due

    def _is_sure(self, t: Column) -> Column:
        """Say that a trigger opens a duty and may be matched."""
        return reduce(and_, (t[key].notnull() for key in self._keys), t.sure)

    def _followed(self, pairs: Column) -> Column:
        found = pairs.group_by("x").agg(
            best=pairs.witness.argmin(pairs["rank"], where=pairs.sure),
            best_on=pairs.witness_on.min(where=pairs.sure),
            perhaps=(~pairs.sure & pairs.in_time).any(),
        )
        t = self._with(found)
        done = t.best.notnull()
        if self._window is None:
            undated = ((done, "done"), (t.perhaps, "unsure"))
            return self._judged(t, undated, "open", {"done": t.best})
        ends = (
            (t.due.isnull(), "beyond_calendar"),
            (t.best_on <= t.due, "in_time"),
            (t.perhaps, "unsure"),
            (done, "late"),
            (t.judged_on > t.due, "missing"),
        )
        return self._judged(t, ends, "pending", {"in_time": t.best, "late": t.best})

    def _preceded(self, pairs: Column, names: Column) -> Column:
        surely = pairs.sure & pairs.in_time.fill_null(False)
        found = pairs.group_by("x").agg(
            best=pairs.witness.argmin(pairs["rank"], where=surely),
            perhaps=pairs.in_time.fill_null(True).any(),
            old=pairs.witness.argmin(pairs["rank"], where=pairs.sure),
        )
        t = self._with_shown(self._with(found), names)
        ends = (
            (t.best.notnull(), "preceded"),
            (t.perhaps, "unsure"),
            (~t.shown, "not_shown"),
            (t.old.notnull(), "too_early"),
        )
        witnesses = {"preceded": t.best, "too_early": t.old}
        return self._judged(t, ends, "unpreceded", witnesses)

    def _offended(self, pairs: Column) -> Column:
        surely = pairs.sure & pairs.later & pairs.in_time.fill_null(False)
        found = pairs.group_by("x").agg(
            best=pairs.witness.argmin(pairs["rank"], where=surely),
            perhaps=(pairs.later & pairs.in_time.fill_null(True)).any(),
            same_day=(~pairs.later).any(),
        )
        t = self._with(found)
        beyond: tuple[End, ...] = ()
        if self._window is not None:
            beyond = ((t.due.isnull() & (t.perhaps | t.same_day), "beyond_calendar"),)
        ends = (
            *beyond,
            (t.best.notnull(), "violated_after"),
            (t.perhaps, "violated_unsure"),
            (t.same_day, "violated_same_day"),
        )
        return self._judged(t, ends, "clear", {"violated_after": t.best})

    def _with(self, found: Column) -> Column:
        """Put what was found of its witnesses beside each trigger."""
        tables = self._scan.tables
        found = found.rename(found_x="x")
        t = self._scan.situations.beside(tables.table(self._name("closer")))
        joined = t.left_join(found, t.x == found.found_x)
        flags = [name for name in ("perhaps", "same_day") if name in joined.columns]
        return joined.mutate(**{name: joined[name].fill_null(False) for name in flags})

    def _with_shown(self, t: Column, names: Column) -> Column:
        """Say of the triggers whether a predecessor would be in the data."""
        form, tables = self._form, self._scan.tables
        assert isinstance(form, BePrecededBy)
        batteries = names.select(named_x="x", battery_code="battery_code")
        t = t.join(batteries, t.x == batteries.named_x)
        t = with_lookups(
            t, tables, ColumnRequirements.of(paths=["battery.produced_on"])
        )
        if self._window is not None:
            t = with_days(t.drop("due"), tables)
        return t.mutate(shown=could_be_shown(t, form, self._scan.predicates))

    def _judged(
        self,
        t: Column,
        ends: tuple[End, ...],
        otherwise: str,
        witnesses: dict[str, Column],
    ) -> Column:
        outcome = ibis.cases(
            (~t.sure, code_of("doubtful")),
            (~self._is_sure(t), code_of("unmatched")),
            *((holds, code_of(word)) for holds, word in ends),
            else_=code_of(otherwise),
        )
        t = t.mutate(outcome=outcome)
        witness = ibis.cases(
            *(
                (t.outcome == code_of(word), t[x.get_name()])
                for word, x in witnesses.items()
            )
        )
        return t.select("x", "outcome", witness=witness)
