"""From a rule to the branches that durable-rules matches: one per way it can end.

What is left to durable-rules: which records open duties, which witnesses meet
them, and the verdict that follows. The facts bring typed values, the answers
to single tests (2 true, 1 unknown, 0 false) and due days.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.conditions import FALSE, TRUE, UNKNOWN
from engine.facts import COVER_OWN
from engine.live.patterns import (
    Branch,
    Expression,
    Pattern,
    against,
    at_least,
    equals,
    one_of,
    under,
    within_row,
)
from engine.questions import Questions, opening
from engine.rulebook import (
    BeAlone,
    BeCoveredBy,
    BeFollowedBy,
    BePrecededBy,
    BeReported,
    Condition,
    Form,
    Hold,
    Reach,
    Rule,
)

Tests = tuple[Expression, ...]
Joins = tuple[Expression, ...]
BATTERY = "battery_code"


class RuleCompiler:
    """Compiles one rule; `number` is its place among the questions' rules."""

    def __init__(
        self, rule: Rule, number: int, questions: Questions, events: EventSets
    ) -> None:
        self.rule, self.number = rule, number
        self.questions, self.events = questions, events
        numbers = questions.numbers(opening(rule))
        self.sure = tuple(equals(f"t{n}", TRUE) for n in numbers)
        self.possible = tuple(at_least(f"t{n}", UNKNOWN) for n in numbers)
        self.doubt = tuple(equals(f"t{n}", UNKNOWN) for n in numbers)
        self.base = (*events.test(rule.when), *self._period())
        self.opened = (*self.base, *self.sure)
        self.window = questions.window(rule)

    def branches(self) -> list[Branch]:
        """Return every branch of the rule; exactly one matches each duty."""
        compilers: dict[type[Form], Callable[[], list[Branch]]] = {
            BeReported: self._reported,
            Hold: self._hold,
            BeFollowedBy: self._offended if self.rule.demand.negated else self._followed,
            BePrecededBy: self._preceded,
            BeAlone: self._alone,
            BeCoveredBy: self._covered,
            Reach: self._reach,
        }
        found = compilers[type(self.rule.demand.form)]()
        if self.doubt and not isinstance(self.rule.demand.form, Reach):
            doubtful = (*self.base, *self.possible, *one_of(self.doubt))
            found.append(self._row("doubtful", doubtful))
        return found

    def _period(self) -> Tests:
        period = self.rule.effective
        tests = (at_least("d", period.start.toordinal()),)
        if period.until is not None:
            tests = (*tests, under("d", period.until.toordinal()))
        return tests

    def _row(self, outcome: str, tests: Tests) -> Branch:
        return Branch(self.number, outcome, (Pattern("t", tests),))

    # -- demands on the record itself

    def _reported(self) -> list[Branch]:
        done = (*self.opened, equals("is_reported", 1))
        not_done = (*self.opened, equals("is_reported", 0))
        if self.window is None:
            return [self._row("done", done), self._row("open", not_done)]
        due = f"due{self.window}"
        known = equals(f"has_{due}", 1)
        return [
            self._row("in_time", (*done, known, within_row("lte", "r", due))),
            self._row("late", (*done, known, within_row("gt", "r", due))),
            self._row("missing", (*not_done, known, within_row("gt", "j", due))),
            self._row("pending", (*not_done, known, within_row("lte", "j", due))),
            self._row("beyond_calendar", (*self.opened, equals(f"has_{due}", 0))),
        ]

    def _hold(self) -> list[Branch]:
        form = self.rule.demand.form
        assert isinstance(form, Hold)
        numbers = self.questions.numbers(form.condition)
        true = tuple(equals(f"t{n}", TRUE) for n in numbers)
        false = one_of([equals(f"t{n}", FALSE) for n in numbers])
        possible = tuple(at_least(f"t{n}", UNKNOWN) for n in numbers)
        doubt = one_of([equals(f"t{n}", UNKNOWN) for n in numbers])
        holds, fails = ("fails", "holds") if self.rule.demand.negated else ("holds", "fails")
        return [
            self._row(holds, (*self.opened, *true)),
            self._row(fails, (*self.opened, *false)),
            self._row("unclear", (*self.opened, *possible, *doubt)),
        ]

    def _covered(self) -> list[Branch]:
        cover = f"cover{self.questions.covers[self.rule.id]}"
        return [
            self._row(outcome, (*self.opened, equals(cover, state)))
            for outcome, state in (
                ("covered", TRUE),
                ("uncovered", FALSE),
                ("perhaps_covered", UNKNOWN),
                ("nowhere", COVER_OWN),
            )
        ]

    def _reach(self) -> list[Branch]:
        group = equals("reach_rule", self.number)
        over = within_row("gte", "j", "d")
        return [
            self._row("year_open", (group, within_row("lt", "j", "d"))),
            self._row("reached", (group, over, equals("reach", TRUE))),
            self._row("short", (group, over, equals("reach", FALSE))),
            self._row("unmeasured", (group, over, equals("reach", UNKNOWN))),
        ]

    # -- demands on what comes before or after

    def _trigger(self, *tests: Expression) -> Pattern:
        """A trigger that opens a duty and has all its `same` columns filled."""
        filled = tuple(equals(f"has_{mine}", 1) for mine, _ in self._same())
        return Pattern("t", (*self.opened, *filled, *tests))

    def _unmatched(self) -> Branch:
        empty = one_of([equals(f"has_{mine}", 0) for mine, _ in self._same()])
        return self._row("unmatched", (*self.opened, *empty))

    def _same(self) -> tuple[tuple[str, str], ...]:
        form = self.rule.demand.form
        assert isinstance(form, BeFollowedBy | BePrecededBy)
        return form.same

    def _witness(
        self, sure: bool, joins: Joins, *tests: Expression, absent: bool = False
    ) -> Pattern:
        """A witness: sure, or (not `sure`) one whose `where` may be unknown."""
        form = self.rule.demand.form
        assert isinstance(form, BeFollowedBy | BePrecededBy)
        filled = tuple(equals(f"has_{theirs}", 1) for _, theirs in form.same)
        return Pattern(
            "w",
            (*self.events.test(form.event), *filled, *self._where(form.where, sure), *tests),
            (
                *(against("eq", theirs, "t", mine) for mine, theirs in form.same),
                *joins,
                against("neq", "n", "t", "n"),
            ),
            absent,
        )

    def _where(self, where: Condition, sure: bool) -> Tests:
        numbers = self.questions.numbers(where)
        if sure:
            return tuple(equals(f"t{n}", TRUE) for n in numbers)
        return tuple(at_least(f"t{n}", UNKNOWN) for n in numbers)

    def _branch(
        self, outcome: str, *patterns: Pattern, witness: bool = False, latest: bool = False
    ) -> Branch:
        """A branch that waits for the end marker where it rests on an absence."""
        absence = any(pattern.absent for pattern in patterns)
        return Branch(
            self.number,
            outcome,
            patterns,
            "w" if witness else None,
            latest,
            after=1 if absence else None,
        )

    def _followed(self) -> list[Branch]:
        later = against("gte", "d", "t", "d")
        if self.window is None:
            return [
                self._unmatched(),
                self._branch(
                    "done", self._trigger(), self._witness(True, (later,)), witness=True
                ),
                self._branch(
                    "unsure",
                    self._trigger(),
                    self._witness(False, (later,)),
                    self._witness(True, (later,), absent=True),
                ),
                self._branch(
                    "open", self._trigger(), self._witness(False, (later,), absent=True)
                ),
            ]
        due = f"due{self.window}"
        trigger = self._trigger(equals(f"has_{due}", 1))
        in_time = (later, against("lte", "d", "t", due))
        too_late = (against("gt", "d", "t", due),)
        none_in_time = self._witness(False, in_time, absent=True)
        none_late = self._witness(True, too_late, absent=True)
        overdue = self._trigger(equals(f"has_{due}", 1), within_row("gt", "j", due))
        not_due = self._trigger(equals(f"has_{due}", 1), within_row("lte", "j", due))
        beyond = self._trigger(equals(f"has_{due}", 0))
        return [
            self._unmatched(),
            Branch(self.number, "beyond_calendar", (beyond,)),
            self._branch("in_time", trigger, self._witness(True, in_time), witness=True),
            self._branch(
                "unsure",
                trigger,
                self._witness(False, in_time),
                self._witness(True, in_time, absent=True),
            ),
            self._branch(
                "late", trigger, self._witness(True, too_late), none_in_time, witness=True
            ),
            self._branch("missing", overdue, none_in_time, none_late),
            self._branch("pending", not_due, none_in_time, none_late),
        ]

    def _preceded(self) -> list[Branch]:
        earlier = against("lte", "d", "t", "d")
        sure_in_time, perhaps_in_time = (earlier,), (earlier,)
        sure_tests: Tests = ()
        if self.window is not None:
            due = f"due{self.window}"
            sure_tests = (equals(f"has_{due}", 1),)
            # A due day beyond the calendar may still be in time: `late_` is then endless.
            sure_in_time = (earlier, against("gte", due, "t", "d"))
            perhaps_in_time = (earlier, against("gte", f"late_{due}", "t", "d"))
        shown = f"shown{self.number}"
        sure = self._witness(True, sure_in_time, *sure_tests)
        no_sure = self._witness(True, sure_in_time, *sure_tests, absent=True)
        none = self._witness(False, perhaps_in_time, absent=True)
        old = self._witness(True, (earlier,))
        no_old = self._witness(True, (earlier,), absent=True)
        could = self._trigger(equals(shown, TRUE))
        could_not = self._trigger(equals(shown, FALSE))
        found = [
            self._unmatched(),
            self._branch("preceded", self._trigger(), sure, witness=True, latest=True),
            self._branch(
                "unsure", self._trigger(), self._witness(False, perhaps_in_time), no_sure
            ),
            self._branch("not_shown", could_not, none),
        ]
        if self.window is None:
            return [*found, self._branch("unpreceded", could, none)]
        return [
            *found,
            self._branch("unpreceded", could, none, no_old),
            self._branch("too_early", could, old, none, witness=True, latest=True),
        ]

    def _offended(self) -> list[Branch]:
        after, same_day = against("gt", "d", "t", "d"), against("eq", "d", "t", "d")
        on_or_after = against("gte", "d", "t", "d")
        sure: Joins = (after,)
        perhaps: Joins = (after,)
        tests: Tests = ()
        not_later: Joins = (on_or_after,)
        if self.window is not None:
            due = f"due{self.window}"
            tests = (equals(f"has_{due}", 1),)
            sure = (after, against("lte", "d", "t", due))
            perhaps = (after, against("lte", "d", "t", f"late_{due}"))
            not_later = (on_or_after, against("lte", "d", "t", f"late_{due}"))
        trigger = self._trigger()
        none_sure = self._witness(True, sure, absent=True)
        found = [
            self._unmatched(),
            self._branch(
                "offended", self._trigger(*tests), self._witness(True, sure), witness=True
            ),
            self._branch("clear", trigger, self._witness(False, not_later, absent=True)),
        ]
        # Beyond the calendar no offender is sure, whatever its day.
        certain = self._trigger(*tests)
        found += [
            self._branch("offended_unsure", certain, self._witness(False, perhaps), none_sure),
            self._branch(
                "offended_same_day", certain, self._witness(False, (same_day,)),
                none_sure, self._witness(False, perhaps, absent=True),
            ),
        ]  # fmt: skip
        if self.window is not None:
            unknown = self._trigger(equals(f"has_due{self.window}", 0))
            anyone = self._witness(False, (on_or_after,))
            found.append(self._branch("beyond_calendar", unknown, anyone))
        return found

    # -- one at a time

    def _alone(self) -> list[Branch]:
        form = self.rule.demand.form
        assert isinstance(form, BeAlone)
        filled = tuple(equals(f"has_{name}", 1) for name in form.same)
        empty = one_of([equals(f"has_{name}", 0) for name in form.same])
        trigger = Pattern("t", (*self.opened, *filled))
        mine = (equals("conflict", self.number),)
        about = (against("eq", "of", "t", "x"),)
        sure = Pattern("w", (*mine, equals("sureness", TRUE)), about)
        perhaps = Pattern("w", (*mine, equals("sureness", UNKNOWN)), about)
        no_sure = Pattern("w", sure.tests, about, absent=True)
        none = Pattern("w", mine, about, absent=True)
        return [
            self._row("unmatched", (*self.opened, *empty)),
            Branch(self.number, "not_alone", (trigger, sure), "w", latest=True, after=2),
            Branch(self.number, "perhaps_alone", (trigger, perhaps, no_sure), after=2),
            Branch(self.number, "alone", (trigger, none), after=2),
            *self._conflicts(form, trigger),
        ]

    def _conflicts(self, form: BeAlone, trigger: Pattern) -> list[Branch]:
        """Derive which triggers stand against which: rivals that nothing released."""
        before, same_day = against("lt", "d", "t", "d"), against("eq", "d", "t", "d")
        if form.same == (BATTERY,):
            lesser = against("lt", "n", "t", "n")
            return [
                self._conflict(form, trigger, sureness, (), joins)
                for sureness in (TRUE, UNKNOWN)
                for joins in ((before,), (same_day, lesser))
            ]
        known, unknown = equals(f"has_{BATTERY}", 1), equals(f"has_{BATTERY}", 0)
        by_then = against("lte", "d", "t", "d")
        other = against("neq", BATTERY, "t", BATTERY)
        with_code = Pattern("t", (*trigger.tests, known))
        without_code = Pattern("t", (*trigger.tests, unknown))
        return [
            self._conflict(form, with_code, TRUE, (known,), (before, other)),
            self._conflict(form, with_code, UNKNOWN, (known,), (by_then, other)),
            self._conflict(form, without_code, UNKNOWN, (known,), (by_then,)),
            self._conflict(form, trigger, UNKNOWN, (unknown,), (by_then,), False),
        ]

    def _conflict(
        self,
        form: BeAlone,
        trigger: Pattern,
        sureness: int,
        tests: Tests,
        joins: Joins,
        releasable: bool = True,
    ) -> Branch:
        filled = tuple(equals(f"has_{name}", 1) for name in form.same)
        same = tuple(against("eq", name, "t", name) for name in form.same)
        roles = self.sure if sureness == TRUE else self.possible
        rival = Pattern(
            "w",
            (*self.events.test(self.rule.when), *filled, *roles, *tests),
            (*same, *joins, against("neq", "n", "t", "n")),
        )
        release = Pattern(
            "u",
            (*self.events.test(form.until), *filled, equals(f"has_{BATTERY}", 1)),
            (
                *same,
                against("eq", BATTERY, "w", BATTERY),
                against("gte", "d", "w", "d"),
                against("lte", "d", "t", "d"),
                against("neq", "n", "t", "n"),
                against("neq", "n", "w", "n"),
            ),
            absent=True,
        )
        released = (release,) if releasable and form.until else ()
        return Branch(
            self.number, "conflict", (trigger, rival, *released),
            "w", sureness=sureness, after=1 if released else None,
        )  # fmt: skip


class EventSets:
    """Numbers for events, and an attribute for each set of events a rule names."""

    def __init__(self) -> None:
        self.events: dict[str, int] = {}
        self.sets: dict[tuple[str, ...], int] = {}

    def test(self, events: tuple[str, ...] | None) -> Tests:
        """Return the test that a fact is of one of the events; none for any event."""
        if events is None:
            return (equals("is_record", 1),)
        if len(events) == 1:
            return (equals("e", self.events.setdefault(events[0], len(self.events) + 1)),)
        number = self.sets.setdefault(tuple(sorted(events)), len(self.sets) + 1)
        return (equals(f"s{number}", 1),)
