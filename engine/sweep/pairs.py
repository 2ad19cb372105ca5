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

from engine.conditions import Column
from engine.facts import could_be_shown, with_days
from engine.lookups import with_lookups
from engine.outcomes import CODES
from engine.questions import Needs
from engine.rulebook import BeFollowedBy, BePrecededBy, Rule
from engine.rulebook.columns import column_of
from engine.rulings import Rulings, ruling
from engine.sweep.scan import Scan

End: TypeAlias = tuple[Any, str]  # a condition, and how a duty ends by it
_DAY_ZERO = ibis.date("1900-01-01")
_MOST_DAYS = 9_999_999


def judge(scan: Scan, rulings: Rulings, number: int, rule: Rule) -> None:
    """Judge a rule of the forms `be_followed_by` and `be_preceded_by`."""
    form = rule.demand.form
    assert isinstance(form, BeFollowedBy | BePrecededBy)
    pairing = _Pairing(scan, rule, form)
    if not rulings.keep_compliant:
        rulings.count(number, pairing.word_if_met, pairing.settle_at_a_glance())
    if isinstance(form, BePrecededBy):
        judged = pairing.preceded()
    elif rule.demand.negated:
        judged = pairing.offended()
    else:
        judged = pairing.followed()
    columns = ruling(number, judged.x, judged.outcome, judged.witness)
    rulings.take(scan.bench.keep("paired", judged.select(**columns)))


def rank(day: Column, record_id: Column, *, latest: bool = False) -> Column:
    """Rank a record among witnesses: the least text counts, by its day, then its id."""
    days = day.delta(_DAY_ZERO, unit="day")
    if latest:
        days = _MOST_DAYS - days
    return days.cast("string").lpad(len(str(_MOST_DAYS)), "0") + record_id


class _Pairing:
    """The triggers and witnesses of one rule; each method judges one form."""

    def __init__(
        self, scan: Scan, rule: Rule, form: BeFollowedBy | BePrecededBy
    ) -> None:
        self.scan, self.rule, self.form = scan, rule, form
        self.window = scan.questions.window(rule)
        self.keys = [f"key{place}" for place, _ in enumerate(form.same)]
        self.counts_back = isinstance(form, BePrecededBy)
        self.forbids = rule.demand.negated
        self.triggers = scan.bench.keep("triggers", self._triggers())

    @property
    def word_if_met(self) -> str:
        """How a duty ends that a glance shows to be met."""
        if self.forbids:
            return "clear"
        if self.counts_back:
            return "preceded"
        return "done" if self.window is None else "in_time"

    def settle_at_a_glance(self) -> int:
        """Leave only the triggers that need a closer look; return how many were met."""
        bench, t, w = self.scan.bench, self.triggers, self._witnesses()
        matches = [*self._matches(t, w), t.opened]
        if self.forbids:
            closer = t.semi_join(w, matches).union(t.filter(~self._is_sure(t)))
        else:
            met = w.sure
            if self.window is not None:
                due = (
                    w.witness_due >= t.day
                    if self.counts_back
                    else w.witness_on <= t.due
                )
                met = met & due
            closer = t.anti_join(w, [*matches, met])
        before = self._sure_triggers()
        self.triggers = bench.keep("closer", closer)
        return before - self._sure_triggers()

    def followed(self) -> Column:
        pairs = self._pairs()
        in_time = self._by(pairs, pairs.due)
        found = pairs.group_by("x").agg(
            best=pairs.witness.argmin(pairs["rank"], where=pairs.sure),
            best_on=pairs.witness_on.min(where=pairs.sure),
            perhaps=(~pairs.sure & in_time).any(),
        )
        t = self._with(found)
        done = t.best.notnull()
        if self.window is None:
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

    def preceded(self) -> Column:
        pairs = self._pairs()
        in_time = self._by(pairs, pairs.witness_due, last=pairs.day)
        surely = pairs.sure & in_time.fill_null(False)
        found = pairs.group_by("x").agg(
            best=pairs.witness.argmin(pairs["rank"], where=surely),
            perhaps=in_time.fill_null(True).any(),
            old=pairs.witness.argmin(pairs["rank"], where=pairs.sure),
        )
        t = self._with_shown(self._with(found))
        ends = (
            (t.best.notnull(), "preceded"),
            (t.perhaps, "unsure"),
            (~t.shown, "not_shown"),
            (t.old.notnull(), "too_early"),
        )
        witnesses = {"preceded": t.best, "too_early": t.old}
        return self._judged(t, ends, "unpreceded", witnesses)

    def offended(self) -> Column:
        pairs = self._pairs()
        in_time = self._by(pairs, pairs.due)
        later = pairs.witness_on > pairs.day
        surely = pairs.sure & later & in_time.fill_null(False)
        found = pairs.group_by("x").agg(
            best=pairs.witness.argmin(pairs["rank"], where=surely),
            perhaps=(later & in_time.fill_null(True)).any(),
            same_day=(~later).any(),
        )
        t = self._with(found)
        beyond: tuple[End, ...] = ()
        if self.window is not None:
            beyond = ((t.due.isnull() & (t.perhaps | t.same_day), "beyond_calendar"),)
        ends = (
            *beyond,
            (t.best.notnull(), "offended"),
            (t.perhaps, "offended_unsure"),
            (t.same_day, "offended_same_day"),
        )
        return self._judged(t, ends, "clear", {"offended": t.best})

    def _by(self, pairs: Column, due: Column, last: Column | None = None) -> Column:
        """Say whether a witness is in time; null where the calendar does not tell."""
        if self.window is None:
            return pairs.witness.notnull()
        return (pairs.witness_on if last is None else last) <= due

    def _triggers(self) -> Column:
        rows = self.scan.triggers(self.rule, [mine for mine, _ in self.form.same])
        own_due = self.window is not None and not self.counts_back
        mine = (column_of(mine) for mine, _ in self.form.same)
        return rows.select(
            "x", "situation", "judged_on", "opened", "occurred_on", "battery_code",
            "complete_from", "complete_until",
            day="occurred_on",
            due=rows[f"due{self.window}"] if own_due else ibis.null("date"),
            **{key: rows[column] for key, column in zip(self.keys, mine, strict=True)},
        )  # fmt: skip

    def _with_shown(self, t: Column) -> Column:
        """Say of the triggers whether a predecessor would be in the data."""
        form, bench = self.form, self.scan.bench
        assert isinstance(form, BePrecededBy)
        t = with_lookups(t, bench, Needs.of(paths=["battery.produced_on"]))
        if self.window is not None:
            t = with_days(t.drop("due"), bench)
        return t.mutate(shown=could_be_shown(t, form, self.scan.questions))

    def _is_sure(self, t: Column) -> Column:
        """Say that a trigger opens a duty and may be matched."""
        filled = reduce(and_, (t[key].notnull() for key in self.keys))
        return t.opened.notnull() & filled

    def _sure_triggers(self) -> int:
        sure = self.triggers.filter(self._is_sure(self.triggers))
        return self.scan.bench.count(sure)

    def _witnesses(self) -> Column:
        form = self.form
        has_due = self.window is not None and self.counts_back
        theirs = [column for _, column in form.same]
        needs = Needs.of(form.where, paths=theirs, days=has_due)
        rows = self.scan.rows(needs, form.event)
        rows = self.scan.judged(rows, form.where, "sure")
        columns = [column_of(column) for column in theirs]
        rows = rows.filter(*(rows[column].notnull() for column in columns))
        return rows.select(
            w_situation="situation",
            witness="x",
            witness_on="occurred_on",
            witness_due=rows[f"due{self.window}"] if has_due else ibis.null("date"),
            sure=rows.sure.fill_null(False),
            witness_id="record_id",
            **{f"w_{k}": rows[c] for k, c in zip(self.keys, columns, strict=True)},
        )

    def _matches(self, t: Column, w: Column) -> list[Column]:
        """What makes another record, in its order, a candidate for a trigger."""
        in_order = w.witness_on <= t.day if self.counts_back else w.witness_on >= t.day
        same = [t[key] == w[f"w_{key}"] for key in self.keys]
        return [t.situation == w.w_situation, *same, in_order, w.witness != t.x]

    def _pairs(self) -> Column:
        """Join each trigger with every other record that may be its witness."""
        t, w = self.triggers, self._witnesses()
        pairs = t.join(w, self._matches(t, w))
        ranked = rank(pairs.witness_on, pairs.witness_id, latest=self.counts_back)
        return pairs.mutate(rank=ranked)

    def _with(self, found: Column) -> Column:
        """Put what was found of its witnesses beside each trigger."""
        found = found.rename(found_x="x")
        t = self.triggers
        joined = t.left_join(found, t.x == found.found_x)
        flags = [name for name in ("perhaps", "same_day") if name in joined.columns]
        return joined.mutate(**{name: joined[name].fill_null(False) for name in flags})

    def _judged(
        self,
        t: Column,
        ends: tuple[End, ...],
        otherwise: str,
        witnesses: dict[str, Column],
    ) -> Column:
        outcome = ibis.cases(
            (t.opened.isnull(), CODES["doubtful"]),
            (~self._is_sure(t), CODES["unmatched"]),
            *((holds, CODES[word]) for holds, word in ends),
            else_=CODES[otherwise],
        )
        t = t.mutate(outcome=outcome)
        witness = ibis.cases(
            *(
                (t.outcome == CODES[word], t[x.get_name()])
                for word, x in witnesses.items()
            )
        )
        return t.select("x", "outcome", witness=witness)
