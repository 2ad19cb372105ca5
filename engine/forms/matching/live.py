"""How the live evaluator matches a trigger with its witnesses.

The forms put their branches together from the patterns here; see `live.patterns` for
what durable-rules can match.
"""

from __future__ import annotations

from engine.evaluation.absent_columns import AbsentColumns
from engine.evaluation.conditions import TRUE, UNKNOWN
from engine.evaluation.dependencies import column_name, texts
from engine.evaluation.live.branch_builder import (
    ALL,
    BATTERY,
    BranchBuilder,
    Grouping,
)
from engine.evaluation.live.parts import holds, triggers
from engine.evaluation.live.patterns import (
    Branch,
    Expression,
    Pattern,
    against,
    equals,
    one_of,
)
from engine.evaluation.predicates import PredicateIndex
from engine.forms.matching import Witnessed
from engine.forms.matching.told_pairs import told_pairs
from engine.forms.typed import form_of
from engine.rulebook import Form, Rule

Joins = tuple[Expression, ...]
Tests = tuple[Expression, ...]
# Every fact has 1.
_NEVER = equals("fact", 0)


class WitnessPatterns:
    """The patterns of a rule: its trigger `t`, and a witness `w` that agrees in `same`."""

    def __init__(self, builder: BranchBuilder) -> None:
        self._builder = builder
        self._form = form_of(builder.rule, Witnessed)
        self._pairs = told_pairs(self._form, builder.predicates.absent)

    def trigger(self, *tests: Expression) -> Pattern:
        """Return a trigger that opens a duty and has all its `same` columns filled."""
        is_filled = self._builder.attributes.is_filled
        filled = tuple(is_filled(mine) for mine, _ in self._form.same)
        return Pattern("t", (*self._builder.opened, *filled, *tests))

    def unmatched(self) -> Branch:
        """Return the branch of a trigger that has an empty `same` column."""
        is_filled = self._builder.attributes.is_filled
        empty = [is_filled(mine, filled=False) for mine, _ in self._form.same]
        return self._builder.row("unmatched", (*self._builder.opened, *one_of(empty)))

    def sure(self, joins: Joins, *tests: Expression) -> Pattern:
        """Return a witness whose `where` is true."""
        return self._witness(joins, tests, is_sure=True, absent=False)

    def possible(self, joins: Joins, *tests: Expression) -> Pattern:
        """Return a witness whose `where` is not false."""
        return self._witness(joins, tests, is_sure=False, absent=False)

    def no_sure(self, joins: Joins, *tests: Expression) -> Pattern:
        """Return the absence of every witness whose `where` is true."""
        return self._witness(joins, tests, is_sure=True, absent=True)

    def none_possible(self, joins: Joins, *tests: Expression) -> Pattern:
        """Return the absence of every witness whose `where` is not false."""
        return self._witness(joins, tests, is_sure=False, absent=True)

    def branch(
        self,
        outcome: str,
        *patterns: Pattern,
        witness: bool = False,
        latest: bool = False,
    ) -> Branch:
        """Return a branch, which waits for the end marker where it rests on an absence.

        `witness`: a finding names the witness, the earliest or the `latest`.
        """
        after = 1 if any(pattern.absent for pattern in patterns) else None
        named = "w" if witness else None
        return Branch(
            self._builder.number, outcome, patterns, named, latest, after=after
        )

    def _witness(
        self, joins: Joins, tests: Tests, *, is_sure: bool, absent: bool
    ) -> Pattern:
        form, builder = self._form, self._builder
        attributes = builder.attributes
        filled = tuple(attributes.is_filled(theirs) for _, theirs in self._pairs)
        same = tuple(
            against("eq", attributes.column(theirs), "t", attributes.column(mine))
            for mine, theirs in self._pairs
        )
        where = builder.tests(form.where, sure=is_sure)
        if is_sure and self._pairs != form.same:
            where = (_NEVER, *where)
        return Pattern(
            "w",
            (*attributes.test(form.event), *filled, *where, *tests),
            (*same, *joins, against("neq", "rank", "t", "rank")),
            absent,
        )


def grouping(form: Form, absent: AbsentColumns) -> Grouping:
    """Group by a column that trigger and witness share, the battery if it is one."""
    assert isinstance(form, Witnessed)
    pairs = told_pairs(form, absent)
    shared = [mine for mine, theirs in pairs if mine == theirs]
    if BATTERY in shared:
        return Grouping()
    if shared:
        return Grouping(shared[0], shared[0])
    return Grouping(*pairs[0]) if pairs else Grouping(ALL, ALL)


def nearest(
    rule: Rule, predicates: PredicateIndex, bounds: str, order: str, dated: str = "TRUE"
) -> str:
    """Pair each trigger of a crowd with its nearest witnesses, itself not counted.

    Of the witnesses that are equally sure and equally `dated` (SQL on the witness),
    the nearest decides: none is in time where it is not. `bounds` are SQL places
    (`parts.DAY`) of the trigger from which to look, `order` the SQL by which a witness
    lies beyond one.
    """
    form = form_of(rule, Witnessed)
    pairs = told_pairs(form, predicates.absent)
    same = "".join(
        f" AND t.{column_name(mine)} = w.{column_name(theirs)}"
        for mine, theirs in pairs
    )
    sure = "FALSE" if pairs != form.same else holds(form.where, predicates, TRUE)
    return f"""WITH t AS (
            SELECT *, unnest([{bounds}]) AS bound FROM ({triggers(rule, predicates)})
            CROSS JOIN (VALUES (TRUE), (FALSE)) AS surely(sure)
            CROSS JOIN (VALUES (TRUE), (FALSE)) AS datedly(dated) WHERE NOT away
        ), w AS (
            SELECT *, {sure} AS sure, {dated} AS dated
            FROM crowd WHERE event IN ({texts(form.event)})
                AND {holds(form.where, predicates, UNKNOWN)}
        )
        SELECT t.group_id, t.record_key, w.record_key FROM t ASOF JOIN w
        ON t.group_id = w.group_id{same}
            AND t.sure = w.sure AND t.dated = w.dated AND {order}"""
