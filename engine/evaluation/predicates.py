"""The distinct tests, windows and paths of a set of rules, numbered.

Rules share tests ("is the battery waste?") and windows ("30 days"); each is
answered once per record, however many rules have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import ibis

from engine.evaluation.absent_columns import EVERY_COLUMN_IS_THERE, AbsentColumns
from engine.evaluation.conditions import UNKNOWN
from engine.evaluation.forms import NumberedRule, facts_part
from engine.rulebook import AnyOf, Condition, NoneOf, Path, Rule, Span, Test
from engine.rulebook.columns import column_of
from engine.tables.store import Column

Part = Test | AnyOf | NoneOf
# What is named where a rejected row leaves a duty undetermined; `rejected_in` adds of
# which register, where a condition rests on its rows.
REJECTED = "rejected"
# Tests of what a party holds or runs, with the kind of look-up that answers them.
_OF_PARTIES = {
    "holds": "holds", "holds_any": "holds", "runs_outlet_for": "runs_outlet_for",
}  # fmt: skip


def opening(rule: Rule) -> Condition:
    """Return role-and-where of a rule: what makes a record of `when` open a duty."""
    if rule.who is None:
        return rule.where
    role = Test("actor.roles", "is", rule.who)
    return Condition((role, *rule.where.parts))


@dataclass(frozen=True)
class ColumnRequirements:
    """The columns that some conditions read.

    `leaves`: the single tests; `paths`: every path into a register; `own`: the
    columns of the record itself; `days`: whether due days are read.
    """

    leaves: frozenset[Test]
    paths: frozenset[str]
    own: frozenset[str]
    days: bool = False

    @classmethod
    def of(
        cls, *conditions: Condition, paths: Iterable[str] = (), days: bool = False
    ) -> ColumnRequirements:
        """Return the requirements of conditions, and of paths that are read besides."""
        parts = (part for condition in conditions for part in condition.parts)
        leaves = frozenset(leaf for part in parts for leaf in leaves_of(part))
        named = {path for leaf in leaves for path in _read_by(leaf)} | set(paths)
        paths = frozenset(path for path in named if "." in path)
        return cls(leaves, paths, frozenset(named - paths), days)

    @classmethod
    def all_of(cls, several: Iterable[ColumnRequirements]) -> ColumnRequirements:
        """Return what several require together."""
        several = list(several)
        return cls(
            frozenset().union(*(requirements.leaves for requirements in several)),
            frozenset().union(*(requirements.paths for requirements in several)),
            frozenset().union(*(requirements.own for requirements in several)),
            any(requirements.days for requirements in several),
        )

    @property
    def leaves_of_parties(self) -> list[Test]:
        """The tests of credentials or outlets of the parties."""
        return [leaf for leaf in self.leaves if leaf.operator in _OF_PARTIES]

    @property
    def registers(self) -> frozenset[str]:
        """The kinds of look-up: the heads of paths, `holds`, `runs_outlet_for`."""
        kinds = {path.partition(".")[0] for path in self.paths}
        of_parties = {_OF_PARTIES[leaf.operator] for leaf in self.leaves_of_parties}
        return frozenset(kinds | of_parties)


def requirements_of(rule: Rule) -> ColumnRequirements:
    """Return what a rule reads of its records: opening, tests, deadline and form."""
    form = rule.demand.form
    has_days = form.within is not None
    tested = ColumnRequirements.of(opening(rule), *form.tested, days=has_days)
    return ColumnRequirements.all_of([tested, facts_part(form).requirements(rule)])


class PredicateIndex:
    """The numbered tests and windows of a set of rules.

    `tests`, `windows` (span and whether it rolls over) and `starts` (spans counted
    back from a trigger) map each of them to its number.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        rolling: Iterable[str] = (),
        absent: AbsentColumns = EVERY_COLUMN_IS_THERE,
    ) -> None:
        """Number tests and windows; `rolling` names the instruments that roll over.

        `absent`: the columns that the records judged lack.
        """
        self.rules = tuple(rules)
        self.absent = absent
        self._rolling = frozenset(rolling)
        self.tests: dict[Part, int] = {}
        self.windows: dict[tuple[Span, bool], int] = {}
        self.starts: dict[Span, int] = {}
        for rule in self.rules:
            self._number(rule)

    def window(self, rule: Rule) -> int | None:
        """Return the number of the window of a rule, None where it has no deadline."""
        within = rule.demand.form.within
        return None if within is None else self.windows[self._window_key(rule, within)]

    def numbers(self, condition: Condition) -> list[int]:
        """Return the numbers of the tests whose conjunction the condition is."""
        return [self.tests[part] for part in condition.parts]

    @cached_property
    def requirements(self) -> ColumnRequirements:
        """What all rules read together, the owners of duties included."""
        owners = [rule.owed_by for rule in self.rules if rule.owed_by]
        return ColumnRequirements.all_of(
            [ColumnRequirements.of(paths=owners), *map(requirements_of, self.rules)]
        )

    @cached_property
    def by_form(self) -> dict[str, list[NumberedRule]]:
        """The numbered rules by the key of their form."""
        found: dict[str, list[NumberedRule]] = {}
        for number, rule in enumerate(self.rules):
            found.setdefault(rule.demand.form.key, []).append((number, rule))
        return found

    def _number(self, rule: Rule) -> None:
        form = rule.demand.form
        for condition in (opening(rule), *form.tested):
            self._take_tests(condition)
        if form.within is not None:
            key = self._window_key(rule, form.within)
            self.windows.setdefault(key, len(self.windows))
            if form.counts_from_witness:
                self.starts.setdefault(form.within, len(self.starts))

    def _window_key(self, rule: Rule, within: Span) -> tuple[Span, bool]:
        rolls = rule.source.instrument in self._rolling
        return within, rolls and not rule.demand.form.counts_from_witness

    def _take_tests(self, condition: Condition) -> None:
        for part in condition.parts:
            self.tests.setdefault(part, len(self.tests))


def leaves_of(part: Part) -> Iterator[Test]:
    """Yield the single tests of a part of a conjunction."""
    if isinstance(part, Test):
        yield part
        return
    for alternative in part.alternatives:
        for inner in alternative.parts:
            yield from leaves_of(inner)


def why_open(
    part: Part, is_open: Column, rows: Column, absent: AbsentColumns
) -> Iterator[tuple[Column, str]]:
    """Yield what may leave a part of a condition unknown: a condition, and a name.

    `is_open`: in which rows the part is unknown. Rejected rows and empty columns come
    first; the last one yielded holds for every such row.
    """
    leaves = list(leaves_of(part))
    for leaf in leaves:
        for answer in map(doubt_of, answers_of(leaf)):
            if answer in rows.columns:
                yield is_open & rows[answer], rejected_in(_register_of(leaf))
        if leaf.operator == "known" and not absent.has_path(leaf.path):
            continue
        if column_of(leaf.path) in rows.columns:
            yield is_open & rows[column_of(leaf.path)].isnull(), leaf.path
    yield is_open, path_of(leaves[0])


def rejected_in(table: str) -> str:
    """Name rejected rows of a table as what leaves a duty undetermined."""
    return f"{REJECTED}.{table}"


def _register_of(test: Test) -> str:
    """Return the register whose rows answer a test that rejected rows leave open."""
    return "credentials" if _OF_PARTIES.get(test.operator) == "holds" else "outlets"


def answers_of(test: Test) -> list[str]:
    """Name the columns that answer a test: of paths, or of what a party holds or runs."""
    values = tuple(str(value) for value in test.values)
    if test.operator == "runs_outlet_for":
        return [runner_column(values)]
    if test.operator in _OF_PARTIES:
        return [holding_column(test.path, kind) for kind in values]
    return [column_of(path) for path in _read_by(test)]


def holding_column(party: str, kind: str) -> str:
    """Name the column that says whether a party holds a credential of this kind."""
    return f"holds.{party}.{kind}"


def runner_column(roles: tuple[str, ...]) -> str:
    """Name the column that answers `runs_outlet_for` these roles."""
    return "runs." + "+".join(roles)


def doubt_of(column: str) -> str:
    """Name the column that says whether rejected rows leave another one open.

    It is there only where there are such rows.
    """
    return f"{column}.{REJECTED}"


def untold_of(column: str) -> str:
    """Name the column that says where nobody can tell whether another one is filled.

    It is there only where rejected rows or absent columns leave that open.
    """
    return f"{column}.untold"


def first_unknown(
    rows: Column, condition: Condition, predicates: PredicateIndex
) -> Column | None:
    """Name the first thing that leaves a condition open; None if it has no parts.

    `rows`: facts with the answers `t<n>` to the condition's tests.
    """
    branches = [
        branch
        for part in condition.parts
        for branch in why_open(
            part, rows[f"t{predicates.tests[part]}"] == UNKNOWN, rows, predicates.absent
        )
    ]
    return ibis.cases(*branches) if branches else None


def path_of(test: Test) -> str:
    """Name what a test reads: a column, or what a party holds or runs."""
    if test.operator in _OF_PARTIES:
        return f"{test.path}.{test.operator}"
    return test.path


def _read_by(test: Test) -> Iterator[str]:
    """Yield the paths whose values a test reads."""
    if test.operator not in _OF_PARTIES:
        yield test.path
    yield from (value.name for value in test.values if isinstance(value, Path))


def events_of(rule: Rule) -> set[str] | None:
    """Return every event the rule looks at; None where it looks at any event."""
    if rule.when is None:
        return None
    return {*rule.when, *rule.demand.form.other_events}
