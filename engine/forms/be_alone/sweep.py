"""How the sweep judges `be_alone`: triggers joined with earlier, unreleased ones."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Literal

import ibis

from engine.evaluation.facts import in_effect
from engine.evaluation.forms import Matcher
from engine.evaluation.predicates import opening
from engine.evaluation.rulings import Rulings, ruling
from engine.evaluation.sweep.encoded_results import EncodedResults
from engine.evaluation.sweep.join_keys import key_of
from engine.evaluation.sweep.match_roles import MatchRole
from engine.evaluation.sweep.scan import Scan
from engine.forms.be_alone.demand import BeAlone
from engine.forms.matching.sweep import rank
from engine.forms.typed import form_of
from engine.rulebook import Rule
from engine.rulebook.outcomes import code_of
from engine.tables.store import Column, Table

KIND: Literal["matching"] = "matching"
_BATTERY = "battery_code"
_ALWAYS = ibis.literal(value=True)


def matcher(scan: Scan, number: int, rule: Rule) -> Matcher:
    """Return the matcher of a rule."""
    return ExclusivityMatcher(scan, number, rule)


class ExclusivityMatcher:
    """Judges a rule of the form `be_alone`: of two triggers the later one is judged.

    Judges in two steps, `match` and `settle`, like a `SequenceMatcher`.
    """

    def __init__(self, scan: Scan, number: int, rule: Rule) -> None:
        form = form_of(rule, BeAlone)
        self._scan, self._number, self._rule, self._form = scan, number, rule, form
        self._situations = scan.inputs.situations
        columns = tuple(dict.fromkeys((*form.same, _BATTERY)))
        # A record outside the rule's days may be the rival of one inside, not the reverse.
        self._rivals = MatchRole(rule.when, columns, opening(rule))
        # Kept by `match`, read by `settle`.
        self._closer: Table = None
        self._paired: Table = None
        self._releases = MatchRole(tuple(form.until), columns) if form.until else None

    @property
    def roles(self) -> list[MatchRole]:
        """What a record may be to this rule: trigger (and rival) or release."""
        return [role for role in (self._rivals, self._releases) if role]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs of columns whose values are compared."""
        return tuple((column, column) for column in self._rivals.columns)

    def match(self, results: EncodedResults, rulings: Rulings) -> None:
        """Keep the triggers that have a rival nothing released, each with its rivals."""
        tables = self._scan.tables
        rows = results.of(self._rivals)
        rivals = rows.select(
            "record_key", *results.separate_by, "occurred_on", "sure",
            battery=rows[key_of(_BATTERY)], **self._keyed(rows),
        )  # fmt: skip
        t = rivals.filter(in_effect(self._rule.effective, rivals.occurred_on))
        if not rulings.keep_compliant:
            closer = tables.keep(
                self._name("closer"), self._contested(results, t, rivals)
            )
            rulings.take_met(self._number, "alone", t, closer)
            t = closer
        else:
            t = tables.keep(self._name("closer"), t)
        self._closer = t
        pairs = tables.keep(self._name("pairs"), self._pairs(results, t, rivals))
        if self._releases:
            pairs = self._unreleased(results, pairs, results.of(self._releases))
            pairs = tables.keep(self._name("unreleased"), pairs)
        self._paired = pairs

    def named(self) -> list[Column]:
        """Return tables (record_key) of the records `settle` reads: triggers and rivals."""
        triggers = self._closer.select("record_key")
        return [triggers, self._paired.select(record_key="rival")]

    def settle(self, names: Column, rulings: Rulings) -> None:
        """Rule on what was matched; `names`: record_key and record_id of the named."""
        conflicts = self._conflicts(names)
        found = conflicts.group_by("record_key").agg(
            best=conflicts.rival.argmin(conflicts["rank"], where=conflicts.sure),
            doubted=conflicts.doubted.any(),
            unshown=conflicts.unshown.any(),
            perhaps=conflicts.count() > 0,
        ).rename(found_key="record_key")  # fmt: skip
        t = self._situations.beside(self._closer)
        t = t.left_join(found, t.record_key == found.found_key)
        outcome = ibis.cases(
            (~t.sure, code_of("doubtful")),
            (~self._filled(t), code_of("unmatched")),
            (t.best.notnull(), code_of("not_alone")),
            (t.doubted.fill_null(False), code_of("rejected")),
            (t.unshown.fill_null(False), code_of("release_not_shown")),
            (t.perhaps.fill_null(False), code_of("perhaps_alone")),
            (t.occurred_on > t.judged_on, code_of("records_end")),
            else_=code_of("alone"),
        )
        t = t.mutate(outcome=outcome)
        witness = ibis.cases((t.outcome == code_of("not_alone"), t.best))
        judged = t.select(**ruling(self._number, t.record_key, t.outcome, witness))
        rulings.take(self._scan.tables.keep("paired", judged))

    def _name(self, kind: str) -> str:
        return f"{kind}_{self._number}"

    @property
    def _keys(self) -> list[str]:
        return [f"key{place}" for place, _ in enumerate(self._form.same)]

    def _keyed(self, rows: Column) -> dict[str, Column]:
        columns = (rows[key_of(column)] for column in self._form.same)
        return dict(zip(self._keys, columns, strict=True))

    def _filled(self, t: Column) -> Column:
        return reduce(and_, (t[key].notnull() for key in self._keys))

    def _contested(self, results: EncodedResults, t: Column, rivals: Column) -> Column:
        """Leave out the triggers that surely have no rival, and so are only counted."""
        w = self._candidates(results, rivals)
        open_still = ~t.sure | ~self._filled(t)
        sure = t.filter(~open_still)
        contested = sure.semi_join(w, self._matches(results, sure, w))
        contested = contested.union(t.filter(open_still))
        others, situations = self._scan.doubted(t, self._number), self._situations
        if situations.outlast_records:
            late = situations.beside(t)
            late = late.filter(late.occurred_on > late.judged_on)
            others.append(late.select(*t.columns))
        return contested.union(*others, distinct=True) if others else contested

    def _candidates(self, results: EncodedResults, rivals: Column) -> Column:
        same = (*results.separate_by, *self._keys)
        return rivals.select(
            rival="record_key", rival_on="occurred_on", rival_battery="battery", rival_sure="sure",
            **{f"w_{name}": rivals[name] for name in same},
        )  # fmt: skip

    def _matches(self, results: EncodedResults, t: Column, w: Column) -> list[Column]:
        """Return what makes a record of that day or before a possible rival of a trigger."""
        same = [
            t[name] == w[f"w_{name}"] for name in (*results.separate_by, *self._keys)
        ]
        return [*same, w.rival_on <= t.occurred_on, w.rival != t.record_key]

    def _pairs(
        self, results: EncodedResults, triggers: Column, rivals: Column
    ) -> Column:
        t, w = triggers.filter(triggers.sure), self._candidates(results, rivals)
        pairs = t.join(w, self._matches(results, t, w))
        return pairs.select(
            "record_key", *results.separate_by, *self._keys, "occurred_on", "rival", "rival_on",
            "rival_sure", "rival_battery",
            earlier=pairs.rival_on < pairs.occurred_on,
            other=pairs.battery != pairs.rival_battery,
        )  # fmt: skip

    def _unreleased(
        self, results: EncodedResults, pairs: Column, rows: Column
    ) -> Column:
        """Leave out pairs whose earlier record was released by the day of the later.

        A rival without a battery code is never released: no release can name it.
        """
        same = (*results.separate_by, *self._keys)
        rows = rows.mutate(**self._keyed(rows))
        released = rows.select(
            release="record_key", released_on="occurred_on", u_battery=rows[key_of(_BATTERY)],
            **{f"u_{name}": rows[name] for name in same},
        )  # fmt: skip
        return pairs.anti_join(
            released,
            [
                *(pairs[name] == released[f"u_{name}"] for name in same),
                pairs.rival_battery == released.u_battery,
                released.released_on >= pairs.rival_on,
                released.released_on <= pairs.occurred_on,
                released.release != pairs.record_key,
                released.release != pairs.rival,
            ],
        )

    def _conflicts(self, names: Column) -> Column:
        """Return (record_key, rival, rank) of each pair in conflict, and how sure it is.

        `unshown`: sure but for the records, which could not show a release; `doubted`:
        sure but for a rejected record, which might be a release.
        """
        pairs = self._situations.beside(self._paired)
        mine = names.select(my_key="record_key", my_id="record_id")
        theirs = names.select(rival_key="record_key", rival_id="record_id")
        pairs = pairs.join(mine, pairs.record_key == mine.my_key)
        pairs = pairs.join(theirs, pairs.rival == theirs.rival_key)
        if self._form.same == (_BATTERY,):
            pairs = pairs.filter(pairs.earlier | (pairs.rival_id < pairs.my_id))
            sure = pairs.rival_sure
        else:
            pairs = pairs.filter(pairs.other.fill_null(True))
            sure = (pairs.rival_sure & pairs.earlier & pairs.other).fill_null(False)
        ranked = rank(pairs.rival_on, pairs.rival_id, latest=True)
        pairs = pairs.mutate(sure=sure, rank=ranked)
        return self._by_release(pairs) if self._releases else _surely(pairs)

    def _by_release(self, pairs: Table) -> Table:
        """Say of sure pairs whether a release that is not there is surely missing."""
        shown = (pairs.rival_on >= pairs.complete_from).fill_null(False)
        pairs = pairs.mutate(shown=shown & (pairs.occurred_on <= pairs.judged_on))
        doubts = self._scan.inputs.doubts
        if doubts is None:
            return _surely(pairs, pairs.shown)
        held = doubts.of(self._number, "release").rename(held="record_key")
        pairs = pairs.left_join(held, pairs.rival == held.held)
        return _surely(pairs, pairs.shown, pairs.held.isnull())


def _surely(
    pairs: Table, shown: Column = _ALWAYS, undoubted: Column = _ALWAYS
) -> Table:
    """Split `sure` by what else must be so: `sure`, `doubted` and `unshown`."""
    return pairs.mutate(
        sure=pairs.sure & shown & undoubted,
        doubted=pairs.sure & shown & ~undoubted,
        unshown=pairs.sure & ~shown,
    )
