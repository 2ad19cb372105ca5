"""Changes of conditions: each part removed or inverted, each value and bound tried out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from engine.authoring.mutation.change import Change, Listed, filled, within
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
_HELD = ("holds", "holds_any")
_REMOVED = Text("去掉{}", "{} removed")
_INVERTED = Text("{}改为相反", "{} inverted")
_TURNED = Text("{}改为{}", "{} made {}")


@dataclass(frozen=True)
class ConditionChanges:
    """Changes the conditions of one place of a rule.

    `lack`: what follows when they do not hold, as the end of a suggestion.
    `may_be_empty`: whether the place can do without conditions.
    """

    lexicon: Lexicon
    lack: Text
    may_be_empty: bool = False

    def of(self, condition: Condition) -> Iterator[Change[Condition]]:
        """Change a conjunction: a part removed, or a part changed."""
        parts = condition.parts
        for place, part in enumerate(parts):
            before, after = parts[:place], parts[place + 1 :]
            if before or after or self.may_be_empty:
                said = filled(_REMOVED, self._words(part))
                rest = Condition(before + after)
                yield Change(rest, said, self._turning_on(part))
            yield from within(
                self._part(part),
                lambda p, b=before, a=after: Condition((*b, p, *a)),  # type: ignore[misc]
            )

    def _part(self, part: Part) -> Iterator[Change[Part]]:
        said = filled(_INVERTED, self._words(part))
        yield Change(_inverse(part), said, self._turning_on(part))
        if isinstance(part, Test):
            yield from self._test(part)
        else:
            yield from within(
                self._alternatives(part.alternatives),
                lambda alternatives: replace(part, alternatives=alternatives),
            )

    def _alternatives(
        self, alternatives: tuple[Condition, ...]
    ) -> Iterator[Change[tuple[Condition, ...]]]:
        inner = replace(self, may_be_empty=False)
        for place, one in enumerate(alternatives):
            before, after = alternatives[:place], alternatives[place + 1 :]
            words = self._set_off(one)
            needed = filled(_NEEDED, words, self.lack)
            if before or after:
                yield Change(before + after, filled(_REMOVED, words), needed)
            if len(one.parts) > 1:
                inverse = Condition((NoneOf((one,)),))
                said = filled(_INVERTED, words)
                yield Change((*before, inverse, *after), said, needed)
            yield from within(
                inner.of(one),
                lambda c, b=before, a=after: (*b, c, *a),  # type: ignore[misc]
            )

    # Single tests

    def _test(self, test: Test) -> Iterator[Change[Part]]:
        yield from self._values(test)
        yield from self._bound(test)
        if test.operator in _OTHER_QUANTITY and len(test.values) > 1:
            yield self._made(
                test, replace(test, operator=_OTHER_QUANTITY[test.operator])
            )
        head, dot, column = test.path.partition(".")
        if head in _OTHER_PARTY and test.operator != "runs_outlet_for":
            yield self._made(
                test, replace(test, path=_OTHER_PARTY[head] + dot + column)
            )

    def _values(self, test: Test) -> Iterator[Change[Part]]:
        """Drop and swap the words a test asks for, where a vocabulary lists them."""
        words = tuple(value for value in test.values if isinstance(value, str))
        names = self._names(test)
        if not names or len(words) < len(test.values):
            return
        yield from within(
            Listed(names, filled(_NEEDED, _SLOT, self.lack)).changes(words),
            lambda values: replace(test, values=cast(tuple[Value, ...], values)),
        )

    def _bound(self, test: Test) -> Iterator[Change[Part]]:
        """Count the bound itself in or out, and move it by the least step."""
        if test.operator not in _STRICTNESS:
            return
        yield self._made(test, replace(test, operator=_STRICTNESS[test.operator]), _AT)
        (bound,) = test.values
        if not isinstance(bound, Path):
            for moved in moved_by_a_step(bound):
                yield self._made(test, replace(test, values=(moved,)), _BESIDE)

    def _made(
        self, old: Test, new: Test, missing_example: Text | None = None
    ) -> Change[Part]:
        said = filled(_TURNED, self._words(old), self._words(new))
        needed = self._turning_on(old)
        return Change(
            new, said, filled(missing_example, self.lack) if missing_example else needed
        )

    # Words

    def _words(self, part: Part) -> Text:
        return self._set_off(Condition((part,)))

    def _set_off(self, condition: Condition) -> Text:
        """Word conditions within brackets: they may hold quotes, lists and stops."""
        words = condition_words(condition, Labels(self.lexicon.vocabulary, {}))
        return filled(Text("「{}」", "[{}]"), words)

    def _turning_on(self, part: Part) -> Text:
        return filled(_NEEDED, self._words(part), self.lack)

    def _names(self, test: Test) -> dict[str, Text]:
        """Return the words of the vocabulary that may stand as values of the test."""
        vocabulary = self.lexicon.vocabulary
        if test.operator in _HELD:
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
_NEEDED = Text("只由{}决定的例子，{}", "an example in which {} alone decides, {}")
_AT = Text("恰在界限上的例子；{}", "an example exactly on the bound; {}")
_BESIDE = Text(
    "恰在界限上和越过一步的例子；{}",
    "examples exactly on the bound and one step beyond it; {}",
)


def moved_by_a_step(bound: Value) -> Iterator[Value]:
    """Move a bound both ways: a day, or one in the last place in which it is written."""
    if isinstance(bound, Decimal):
        step = Decimal(1).scaleb(min(int(bound.as_tuple().exponent), 0))
        yield from (bound - step, bound + step)
    elif isinstance(bound, date):
        yield from (bound - timedelta(days=1), bound + timedelta(days=1))


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
