"""How the sweep judges `be_followed_by`, demanded (`must`) or forbidden (`must_not`)."""

from __future__ import annotations

from typing import Literal

from engine.evaluation.forms import Matcher
from engine.evaluation.sweep.scan import Scan
from engine.forms.matching.sweep import End, SequenceMatcher
from engine.rulebook import Rule
from engine.tables.store import Column, Table

KIND: Literal["matching"] = "matching"


def matcher(scan: Scan, number: int, rule: Rule) -> Matcher:
    """Return the matcher of a rule."""
    kind = ForbiddenMatcher if rule.demand.negated else FollowedMatcher
    return kind(scan, number, rule)


class FollowedMatcher(SequenceMatcher):
    """Judges that a witness stands on the trigger's day or later, in time."""

    @property
    def outcome_if_met(self) -> str:
        """The outcome where one sure witness is in time."""
        return "done" if self.window is None else "in_time"

    def unsettled(self, t: Table, w: Table, matches: list[Column]) -> Table:
        """Leave out the triggers that have a sure witness in time."""
        met = [w.witness_sure]
        if self.window is not None:
            met.append(w.witness_on <= t.due)
        return t.anti_join(w, [*matches, *met])

    def judged(self, pairs: Table, names: Table) -> Table:
        """Judge by the earliest sure witness, and whether another may be in time."""
        found = pairs.group_by("record_key").agg(
            best=pairs.witness.argmin(pairs["rank"], where=pairs.sure),
            best_on=pairs.witness_on.min(where=pairs.sure),
            perhaps=(~pairs.sure & pairs.in_time).any(),
        )
        t = self.beside_triggers(found)
        done = t.best.notnull()
        if self.window is None:
            undated = ((done, "done"), (t.perhaps, "unsure"))
            return self.ruled(t, undated, "open", {"done": t.best})
        ends = (
            (t.due.isnull(), "beyond_calendar"),
            (t.best_on <= t.due, "in_time"),
            (t.perhaps, "unsure"),
            (t.as_of <= t.due, "pending"),
            (t.judged_on <= t.due, "records_end"),
            (done, "late"),
        )
        return self.ruled(t, ends, "missing", {"in_time": t.best, "late": t.best})


class ForbiddenMatcher(SequenceMatcher):
    """Judges that no witness stands on a later day (within the time)."""

    @property
    def outcome_if_met(self) -> str:
        """The outcome where there is no witness at all."""
        return "clear"

    def unsettled(self, t: Table, w: Table, matches: list[Column]) -> Table:
        """Leave out the triggers that have no witness."""
        return t.semi_join(w, matches).union(t.filter(~self.is_sure(t)))

    def never_settled(self, t: Table) -> list[Table]:
        """Return also those after which there are no records to show a witness."""
        found, situations = super().never_settled(t), self.scan.inputs.situations
        if not situations.outlast_records:
            return found
        beside = situations.beside(t)
        return [*found, beside.filter(_is_last(beside)).select(*t.columns)]

    def judged(self, pairs: Table, names: Table) -> Table:
        """Judge by the earliest sure witness of a later day, and what else may be one."""
        surely = pairs.sure & pairs.later & pairs.in_time.fill_null(False)
        found = pairs.group_by("record_key").agg(
            best=pairs.witness.argmin(pairs["rank"], where=surely),
            perhaps=(pairs.later & pairs.in_time.fill_null(True)).any(),
            same_day=(~pairs.later).any(),
        )
        t = self.beside_triggers(found)
        beyond: tuple[End, ...] = ()
        if self.window is not None:
            beyond = ((t.due.isnull() & (t.perhaps | t.same_day), "beyond_calendar"),)
        ends = (
            *beyond,
            (t.best.notnull(), "violated_after"),
            (t.perhaps, "violated_unsure"),
            (t.same_day, "violated_same_day"),
            (_is_last(t), "records_end"),
        )
        return self.ruled(t, ends, "clear", {"violated_after": t.best})


def _is_last(rows: Table) -> Column:
    """Say that the records have ended by the day of a row, though not by `as_of`."""
    return (rows.judged_on < rows.as_of) & (rows.judged_on <= rows.occurred_on)
