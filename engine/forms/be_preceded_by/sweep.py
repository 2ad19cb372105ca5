"""How the sweep judges `be_preceded_by`: by the latest witness before."""

from __future__ import annotations

from typing import Literal

from engine.evaluation.facts import with_days
from engine.evaluation.forms import Matcher
from engine.evaluation.register_joins import with_lookups
from engine.evaluation.sweep.scan import Scan
from engine.forms.be_preceded_by.facts import could_be_shown, requirements
from engine.forms.matching.sweep import SequenceMatcher
from engine.rulebook import Rule
from engine.tables.store import Column, Table

KIND: Literal["matching"] = "matching"


def matcher(scan: Scan, number: int, rule: Rule) -> Matcher:
    """Return the matcher of a rule."""
    return PrecededMatcher(scan, number, rule)


class PrecededMatcher(SequenceMatcher):
    """Judges that a witness stands on the trigger's day or earlier, in time."""

    is_backwards = True

    @property
    def outcome_if_met(self) -> str:
        """The outcome where one sure witness is in time."""
        return "preceded"

    def unsettled(self, t: Table, w: Table, matches: list[Column]) -> Table:
        """Leave out the triggers that have a sure witness in time."""
        met = [w.witness_sure]
        if self.window is not None:
            met.append(w.witness_due >= t.occurred_on)
        return t.anti_join(w, [*matches, *met])

    def judged(self, pairs: Table, names: Table) -> Table:
        """Judge by the latest sure witness, and whether an absent one would be shown."""
        surely = pairs.sure & pairs.in_time.fill_null(False)
        found = pairs.group_by("record_key").agg(
            best=pairs.witness.argmin(pairs["rank"], where=surely),
            perhaps=pairs.in_time.fill_null(True).any(),
            old=pairs.witness.argmin(pairs["rank"], where=pairs.sure),
        )
        t = self._with_shown(self.beside_triggers(found), names)
        ends = (
            (t.best.notnull(), "preceded"),
            (t.perhaps, "unsure"),
            (~t.shown, "not_shown"),
            (t.old.notnull(), "too_early"),
        )
        witnesses = {"preceded": t.best, "too_early": t.old}
        return self.ruled(t, ends, "unpreceded", witnesses)

    def _with_shown(self, t: Table, names: Table) -> Table:
        """Add `shown`: whether a predecessor of the trigger would be in the data."""
        inputs = self.scan.inputs
        batteries = names.select(named_key="record_key", battery_code="battery_code")
        t = t.join(batteries, t.record_key == batteries.named_key)
        t = with_lookups(t, inputs.tables, inputs.registers, requirements(self.rule))
        if self.window is not None:
            t = with_days(t.drop("due"), inputs.due_days)
        return t.mutate(shown=could_be_shown(t, self.rule, self.scan.predicates))
