"""The parts of a demand form that evaluation calls, as protocols.

`facts`, `dependencies`, `live` and `sweep` are modules of the form's package; each
keeps the protocol of the same name here. Evaluation loads a part by the form's key
and knows no form by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, cast

import pyarrow as pa

from engine.rulebook import Condition, Form, Rule
from engine.rulebook.forms import part_of
from engine.tables.store import Column, Table

if TYPE_CHECKING:
    from engine.evaluation.absent_columns import AbsentColumns
    from engine.evaluation.facts import RecordRow
    from engine.evaluation.inputs import EvaluationInputs
    from engine.evaluation.live.branch_builder import BranchBuilder, Grouping
    from engine.evaluation.live.parts import Needed
    from engine.evaluation.live.patterns import Branch
    from engine.evaluation.predicates import ColumnRequirements, PredicateIndex
    from engine.evaluation.rulings import Rulings
    from engine.evaluation.sweep.encoded_results import EncodedResults
    from engine.evaluation.sweep.match_roles import MatchRole
    from engine.evaluation.sweep.scan import Scan

# The number of a rule, which is its place in `PredicateIndex.rules`, and the rule.
NumberedRule: TypeAlias = tuple[int, Rule]
# Pairs (column of a record, column of the other record), short names spelled out.
Crossing: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DutyColumns:
    """What findings show of the duties of one rule, as columns of their rows.

    `done_on`: the day of the act; `due_on`: the last day in time, None where the form
    sets none; `group_key`: the text that names the group of a duty in every run, None or
    null where the duty is of a record; `missing`: by outcome, the name of the column
    that leaves a duty undetermined; `watched_until`: the last day on which a forbidden
    act would offend, None where no day ends it.
    """

    done_on: Column
    group_key: Column | None = None
    due_on: Column | None = None
    watched_until: Column | None = None
    missing: Mapping[str, Column] = field(default_factory=dict)


@dataclass(frozen=True)
class Absence:
    """Other records that are not there, on which verdicts of a rule rest.

    A rejected record might be one if its event is one of `events` (None: any) or no
    event of the vocabulary, and the columns `same`, pairs of one of the record and one
    of the other, are filled and equal; with `other_battery`, only if it is not of the
    record's own battery. `outcomes`: the ways a duty ends that rest on there being
    none. Where another part of the form reads it, `kind` is a word of its own.
    """

    events: tuple[str, ...] | None
    same: Crossing
    outcomes: tuple[str, ...] = ()
    other_battery: bool = False
    kind: Literal["match", "release"] = "match"


@dataclass(frozen=True)
class GroupFacts:
    """How a form that judges groups of records adds a row to the facts for each group.

    `columns`: the columns of such a row that only this form has, with their types.
    `keep(inputs, rules, rows)` keeps the groups of the form's rules as a table of
    `group_rows.GROUP_SCHEMA` and `columns` and returns its handle; `rows` has the
    records of the rules' events with all that `requirements` names.
    """

    columns: Mapping[str, pa.DataType]
    keep: Callable[[EvaluationInputs, Sequence[NumberedRule], Table], Table]


class FactsPart(Protocol):
    """The part `facts`: what a form adds to facts and what findings show of it."""

    @property
    def GROUPS(self) -> GroupFacts | None:  # noqa: N802 - a constant of the module
        """How groups become rows of the facts; None where duties are of records."""

    def requirements(self, rule: Rule) -> ColumnRequirements:
        """Return what the form reads besides its tests, its deadline and the owner."""

    def add_columns(
        self,
        rows: Table,
        inputs: EvaluationInputs,
        rules: Sequence[NumberedRule],
        predicates: PredicateIndex,
    ) -> Table:
        """Return the facts with the columns that the rules of the form need besides.

        `rows`: the facts with tests answered (`t<n>`) and days (`due<n>`, `since<n>`).
        """

    def duty_columns(
        self, rows: Table, rule: Rule, predicates: PredicateIndex
    ) -> DutyColumns:
        """Return what findings show; `rows` are rulings with their facts and witness."""

    def observed(self, rule: Rule) -> Condition:
        """Return the tests whose values a finding shows; ALWAYS where it shows none."""


class DependenciesPart(Protocol):
    """The part `dependencies`: which other records bear on a duty, as SQL."""

    def columns(self, rule: Rule) -> list[str]:
        """Name the columns of records by which the rule matches them."""

    def matches(self, rule: Rule) -> str | None:
        """Return the condition on `t`, a trigger, and `r`, a record that bears on it.

        Every record that bears on the duty meets it; others may. None: no other does.
        """

    def absences(self, rule: Rule) -> Sequence[Absence]:
        """Return what verdicts rest on not being there among other records."""

    def finding_key(self, row: str) -> str:
        """Return the SQL of the `record_id` in findings of the duty that `row` opens."""

    def group_key(self, rule: Rule) -> str | None:
        """Return the SQL, over a record `r`, of the `group_key` that its duty may have."""


class LivePart(Protocol):
    """The part `live`: the branches of durable-rules and the records they need."""

    def branches(self, builder: BranchBuilder) -> list[Branch]:
        """Return a branch for each way a duty can end; exactly one matches a duty."""

    def grouping(self, form: Form, absent: AbsentColumns) -> Grouping:
        """Return the columns by which triggers and other records share a group.

        `absent`: the columns that no file has.
        """

    def needed(self, rule: Rule, predicates: PredicateIndex) -> Iterator[Needed]:
        """Yield which records a trigger needs beside it in a crowded group.

        Each is a table of `live.parts` and a query over `crowd` for its rows, in the
        order in which they run.
        """


class RecordSweep(Protocol):
    """The part `sweep` of a form whose duties each hang on one record alone."""

    @property
    def KIND(self) -> Literal["record"]:  # noqa: N802 - a constant of the module
        """How the form is judged."""

    def outcome(self, row: RecordRow, rule: Rule, predicates: PredicateIndex) -> Column:
        """Return the number of the outcome of the duty that each row opens."""


class Matcher(Protocol):
    """Judges one rule by matching records, in two steps: `match`, then `settle`."""

    @property
    def roles(self) -> list[MatchRole]:
        """What a record may be to the rule."""

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs of columns whose values are compared."""

    def match(self, results: EncodedResults, rulings: Rulings) -> None:
        """Match the encoded records, and count the duties that need no closer look."""

    def named(self) -> list[Table]:
        """Return tables (record_key) of the records that `settle` reads or rules on."""

    def settle(self, names: Table, rulings: Rulings) -> None:
        """Rule on the rest; `names`: record_key, record_id and battery_code of the named."""


class MatchingSweep(Protocol):
    """The part `sweep` of a form that matches records with each other."""

    @property
    def KIND(self) -> Literal["matching"]:  # noqa: N802 - a constant of the module
        """How the form is judged."""

    def matcher(self, scan: Scan, number: int, rule: Rule) -> Matcher:
        """Return the matcher of a rule."""


class GroupSweep(Protocol):
    """The part `sweep` of a form that judges groups of records."""

    @property
    def KIND(self) -> Literal["group"]:  # noqa: N802 - a constant of the module
        """How the form is judged."""

    def judge(
        self,
        scan: Scan,
        rulings: Rulings,
        rules: Sequence[NumberedRule],
        rows: Table,
    ) -> Table | None:
        """Judge all rules of the form; return its kept group rows, if it has any.

        `rows`: the records of the rules' events with all that the rules require.
        """


SweepPart: TypeAlias = RecordSweep | MatchingSweep | GroupSweep


def facts_part(form: Form | str) -> FactsPart:
    """Return what a form adds to facts and findings."""
    return cast("FactsPart", part_of(form, "facts"))


def dependencies_part(form: Form) -> DependenciesPart:
    """Return which records bear on duties of a form."""
    return cast("DependenciesPart", part_of(form, "dependencies"))


def live_part(form: Form) -> LivePart:
    """Return how the live evaluator judges a form."""
    return cast("LivePart", part_of(form, "live"))


def sweep_part(form: Form | str) -> SweepPart:
    """Return how the sweep judges a form."""
    return cast("SweepPart", part_of(form, "sweep"))
