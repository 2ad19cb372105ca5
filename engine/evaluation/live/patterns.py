"""The patterns and branches that make up rules in durable-rules' JSON form.

Every join keeps to the one shape that library evaluates rightly: a flat
conjunction, constant tests first, the joins after them, and a test that cannot
fail last. Its matcher steps over the end of a conjunction whose last test
fails and reads the memory behind it: wrong answers, endless loops, crashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Expression = dict[str, Any]


@dataclass(frozen=True)
class Pattern:
    """One fact that must (or, `absent`, must not) be there; `alias` names it."""

    alias: str
    tests: tuple[Expression, ...]
    joins: tuple[Expression, ...] = ()
    absent: bool = False

    def as_json(self, first_alias: str | None, place: int) -> Expression:
        """Write the pattern; `first_alias` is the rule's first one, None for it.

        An absence gets an alias of its own by its place: two patterns under
        one alias, and the second is ignored.
        """
        parts = list(self.tests)
        if first_alias is not None:
            parts += [*self.joins, {"fact": {first_alias: "fact"}}]
        name = f"no{place}$not" if self.absent else self.alias
        return {name: {"$and": parts}}


@dataclass(frozen=True)
class Branch:
    """One way a duty of a rule can end, or one conflict that is derived on the way.

    `outcome`: the word, or `conflict` with its `sureness`. `witness`: alias of
    the fact that is the witness. `latest`: of several witnesses take the latest
    day, else the earliest; of several on one day the least record_id.
    """

    rule: int
    outcome: str
    patterns: tuple[Pattern, ...]
    witness: str | None = None
    latest: bool = False
    sureness: int = 0
    after: int | None = field(default=None)

    def as_json(self, marker: int) -> Expression:
        """Write the rule; one with an absence waits for the marker asserted last."""
        patterns = self.patterns
        if self.after is not None:
            patterns = (Pattern("end", ({"end": marker},)), *patterns)
        first, *rest = patterns
        joined = [p.as_json(first.alias, place) for place, p in enumerate(rest)]
        # `dist`: one fact may stand for two patterns; else no absence sees the witness.
        return {"dist": 0, "all": [first.as_json(None, 0), *joined]}


def equals(name: str, value: int) -> Expression:
    """Test that an attribute has a value."""
    return {name: value}


def at_least(name: str, value: int) -> Expression:
    """Test that an attribute has a value or more."""
    return {"$gte": {name: value}}


def under(name: str, value: int) -> Expression:
    """Test that an attribute is less than a value."""
    return {"$lt": {name: value}}


def within_row(operator: str, left: str, right: str) -> Expression:
    """Compare two attributes of the fact itself; `$m` is that library's name for it."""
    return {f"${operator}": {left: {"$m": right}}}


def against(operator: str, name: str, alias: str, theirs: str) -> Expression:
    """Compare an attribute with that of an earlier pattern's fact."""
    reference = {name: {alias: theirs}}
    return reference if operator == "eq" else {f"${operator}": reference}


def one_of(tests: Sequence[Expression]) -> tuple[Expression, ...]:
    """Return a disjunction of constant tests; only for patterns that join nothing."""
    return tuple(tests) if len(tests) == 1 else ({"$or": list(tests)},)


def attributes_of(expressions: Iterable[Expression]) -> set[str]:
    """Name every attribute of a fact that the expressions read on that fact."""
    names: set[str] = set()
    for expression in expressions:
        for key, value in expression.items():
            if key in ("$and", "$or"):
                names |= attributes_of(value)
            elif key.startswith("$"):
                names |= attributes_of([value])
            else:
                names.add(key)
                if isinstance(value, dict) and "$m" in value:
                    names.add(value["$m"])
    return names
