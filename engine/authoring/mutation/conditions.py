"""Changes of conditions: parts removed and inverted, values swapped, bounds moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from engine.authoring.mutation.change import Change, WordChanges, filled, lift
from engine.rulebook import (
    AnyOf,
    Condition,
    NoneOf,
    Operator,
    Path,
    Test,
    Text,
    Value,
)
from engine.rulebook.lexicon import Lexicon
from engine.wording.labels import Labels
from engine.wording.rules.conditions import condition_words

Part = Test | AnyOf | NoneOf
_OPPOSITES: dict[Operator, Operator] = {
    "is": "not", "not": "is",
    "at_least": "under", "under": "at_least", "at_most": "over", "over": "at_most",
}  # fmt: skip
_STRICTNESS: dict[Operator, Operator] = {
    "at_least": "over", "over": "at_least", "at_most": "under", "under": "at_most",
}  # fmt: skip
_OTHER_QUANTITY: dict[Operator, Operator] = {"holds": "holds_any", "holds_any": "holds"}
_OTHER_PARTY = {"actor": "counterparty", "counterparty": "actor"}
_CREDENTIALS = ("holds", "holds_any")
_REMOVED = Text("去掉{}", "{} removed")
_INVERTED = Text("{}改为相反", "{} inverted")
_MADE = Text("{}改为{}", "{} made {}")


@dataclass(frozen=True)
class ConditionChanges:
    """Changes the conditions of one place of a rule.

    `expectation`: what an example then expects or shows, as the end of a suggestion.
    `may_be_empty`: whether the place can do without conditions.
    """

    lexicon: Lexicon
    expectation: Text
    may_be_empty: bool = False

    def of(self, condition: Condition) -> Iterator[Change[Condition]]:
        """Change a conjunction: a part removed, or a part changed."""
        parts = condition.parts
        for place, part in enumerate(parts):
            before, after = parts[:place], parts[place + 1 :]
            if before or after or self.may_be_empty:
                description = filled(_REMOVED, self._words(part))
                rest = Condition(before + after)
                yield Change(rest, description, self._decided_by(part))
            yield from lift(
                self._part(part),
                lambda p, b=before, a=after: Condition((*b, p, *a)),  # type: ignore[misc]
            )

    def _part(self, part: Part) -> Iterator[Change[Part]]:
        description = filled(_INVERTED, self._words(part))
        yield Change(_inverse(part), description, self._decided_by(part))
        if isinstance(part, Test):
            yield from self._test(part)
        else:
            yield from lift(
                self._alternatives(part.alternatives),
                lambda alternatives: replace(part, alternatives=alternatives),
            )

    def _alternatives(
        self, alternatives: tuple[Condition, ...]
    ) -> Iterator[Change[tuple[Condition, ...]]]:
        inner = replace(self, may_be_empty=False)
        for place, one in enumerate(alternatives):
            before, after = alternatives[:place], alternatives[place + 1 :]
            words = self._bracketed(one)
            example = filled(_DECIDING, words, self.expectation)
            if before or after:
                yield Change(before + after, filled(_REMOVED, words), example)
            if len(one.parts) > 1:
                inverse = Condition((NoneOf((one,)),))
                description = filled(_INVERTED, words)
                yield Change((*before, inverse, *after), description, example)
            yield from lift(
                inner.of(one),
                lambda c, b=before, a=after: (*b, c, *a),  # type: ignore[misc]
            )

    # Single tests

    def _test(self, test: Test) -> Iterator[Change[Part]]:
        yield from self._values(test)
        yield from self._bound(test)
        if test.operator in _OTHER_QUANTITY and len(test.values) > 1:
            yield self._replaced(
                test, replace(test, operator=_OTHER_QUANTITY[test.operator])
            )
        head, dot, column = test.path.partition(".")
        if head in _OTHER_PARTY and test.operator != "runs_outlet_for":
            yield self._replaced(
                test, replace(test, path=_OTHER_PARTY[head] + dot + column)
            )

    def _values(self, test: Test) -> Iterator[Change[Part]]:
        """Drop and swap the words a test asks for, where a vocabulary lists them."""
        words = tuple(value for value in test.values if isinstance(value, str))
        names = self._names(test)
        if not names or len(words) < len(test.values):
            return
        yield from lift(
            WordChanges(names, filled(_DECIDING, _SLOT, self.expectation)).of(words),
            lambda values: replace(test, values=cast(tuple[Value, ...], values)),
        )

    def _bound(self, test: Test) -> Iterator[Change[Part]]:
        """Count the bound itself in or out, and move it by the least step."""
        if test.operator not in _STRICTNESS:
            return
        yield self._replaced(
            test, replace(test, operator=_STRICTNESS[test.operator]), _ON_BOUND
        )
        (bound,) = test.values
        if not isinstance(bound, Path):
            for moved in moved_by_a_step(bound):
                yield self._replaced(
                    test, replace(test, values=(moved,)), _BESIDE_BOUND
                )

    def _replaced(
        self, old: Test, new: Test, missing_example: Text | None = None
    ) -> Change[Part]:
        description = filled(_MADE, self._words(old), self._words(new))
        if missing_example is None:
            return Change(new, description, self._decided_by(old))
        return Change(new, description, filled(missing_example, self.expectation))

    # Words

    def _words(self, part: Part) -> Text:
        return self._bracketed(Condition((part,)))

    def _bracketed(self, condition: Condition) -> Text:
        """Word conditions within brackets, since they may hold quotes, lists and stops."""
        words = condition_words(condition, Labels(self.lexicon.vocabulary, {}))
        return filled(Text("「{}」", "[{}]"), words)

    def _decided_by(self, part: Part) -> Text:
        return filled(_DECIDING, self._words(part), self.expectation)

    def _names(self, test: Test) -> dict[str, Text]:
        """Return the words of the vocabulary that may stand as values of the test."""
        vocabulary = self.lexicon.vocabulary
        if test.operator in _CREDENTIALS:
            return vocabulary.credentials
        if test.operator == "runs_outlet_for" or test.path.endswith(".roles"):
            return vocabulary.roles
        if test.operator == "format":
            return vocabulary.formats
        if test.operator in ("is", "not") and test.path == "event":
            return vocabulary.events
        return (
            vocabulary.codes.get(test.path, {}) if test.operator in _OPPOSITES else {}
        )


_SLOT = Text("“{}”", "“{}”")
_DECIDING = Text("只由{}决定的例子，{}", "an example in which {} alone decides, {}")
_ON_BOUND = Text("恰在界限上的例子；{}", "an example exactly on the bound; {}")
_BESIDE_BOUND = Text(
    "恰在界限上和越过一步的例子；{}",
    "examples exactly on the bound and one step beyond it; {}",
)


def moved_by_a_step(bound: Value) -> tuple[Value, ...]:
    """Move a number or date both ways by its least step; () for any other value."""
    if isinstance(bound, Decimal):
        return moved_number(bound)
    if isinstance(bound, date):
        return (bound - timedelta(days=1), bound + timedelta(days=1))
    return ()


def moved_number(bound: Decimal) -> tuple[Decimal, Decimal]:
    """Move a number both ways by one in the last place in which it is written."""
    step = Decimal(1).scaleb(min(int(bound.as_tuple().exponent), 0))
    return (bound - step, bound + step)


def _inverse(part: Part) -> Part:
    if isinstance(part, AnyOf):
        return NoneOf(part.alternatives)
    if isinstance(part, NoneOf):
        return AnyOf(part.alternatives)
    if part.operator == "known":
        return replace(part, values=(not part.values[0],))
    if part.operator in _OPPOSITES:
        return replace(part, operator=_OPPOSITES[part.operator])
    return NoneOf((Condition((part,)),))
