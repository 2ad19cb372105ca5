"""A trade that the engine has never heard of: its words, its law and its calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from engine.evaluation.calendar import Calendar
from tests.referee import WorkingDays

EVENTS = ("crate.sealed", "crate.moved", "crate.opened", "crate.lost")
ROLES = ("packer", "carrier", "shop")
CREDENTIALS = ("permit", "licence")
GRADES = ("a", "b", "c")
FIELDS = {
    "grade": "code",
    "kg": "number",
    "cooled": "flag",
    "checked_on": "date",
    "note": "text",
    # Called as columns the engine uses itself, which no vocabulary needs to know.
    "day": "date",
    "year": "number",
    "row": "text",
    "x": "code",
    "t0": "flag",
}
INSTRUMENTS = {"plain": False, "rolling": True}

# 2026 is missing on purpose: a span must not be counted across the gap.
YEARS = frozenset({2024, 2025, 2027})
DAYS_OFF = frozenset({date(2024, 2, 1), date(2024, 3, 1), date(2025, 12, 31)})
MAKE_UP_DAYS = frozenset({date(2024, 2, 3), date(2024, 3, 2), date(2027, 1, 2)})
CALENDAR = Calendar(YEARS, DAYS_OFF, MAKE_UP_DAYS)
WORKING_DAYS = WorkingDays(DAYS_OFF, MAKE_UP_DAYS, YEARS)


# `year` keeps its name: in a rule it is also the period of `reach`.
WORDS = (
    *EVENTS, *ROLES, *CREDENTIALS, *GRADES, *(name for name in FIELDS if name != "year"),
)  # fmt: skip
# What some vocabulary may call its things: as SQL, Python, YAML or the engine does.
FOREIGN = (
    "年", "箱.封", "it's", 'q"uote', "a b", "select", "Day", "DAY", "situation", "rule",
    "witness", "value", "é", "null", "true", "100 %", "{x}", "$m", "due1", "due0",
    "field.x", "as_of", "key0", "opened", "sure", "none", "self", "or", "012", "-",
    "judged_on", "outcome", "test1", "s", "sid", "id", "m_0", "c0", "first", "\\", "#",
    "kind", "roles", "valid_from", "operator", "level", "holds", "?", "a,b", "行", "%s",
)  # fmt: skip


@dataclass(frozen=True)
class Trade:
    """A vocabulary: the words of the crate trade, each under the name it has here."""

    words: Mapping[str, str] = field(default_factory=dict)

    def said(self, tree: Any) -> Any:
        """Say rules or lives, told in the words of crates, in the words of this trade."""
        if isinstance(tree, str):
            return self.words.get(tree, tree)
        if isinstance(tree, Mapping):
            return {self.said(key): self.said(value) for key, value in tree.items()}
        if isinstance(tree, list | tuple):
            return [self.said(item) for item in tree]
        return tree

    @property
    def fields(self) -> dict[str, str]:
        return {self.said(name): kind for name, kind in FIELDS.items()}

    @property
    def vocabulary(self) -> dict[str, Any]:
        """Write the vocabulary file."""
        grades = named(*self.said(GRADES))
        return {
            "name": "crates",
            "title": {"zh": "货箱", "en": "Crates"},
            "roles": named(*self.said(ROLES)),
            "events": named(*self.said(EVENTS)),
            "fields": {
                name: {"type": kind, "zh": f"栏{name}", "en": f"column {name}"}
                for name, kind in self.fields.items()
            },
            "codes": {self.said(name): grades for name in ("grade", "x")},
            "credentials": named(*self.said(CREDENTIALS)),
            "formats": named("vin", "uscc", "gbt34014"),
        }


CRATES = Trade()


def foreign(random: Random) -> Trade:
    """Draw a trade that calls some of its things otherwise, no two alike."""
    renamed = random.sample(WORDS, random.randint(0, len(WORDS)))
    names = random.sample(FOREIGN, len(renamed))
    pairs = zip(renamed, names, strict=True)
    return Trade({word: name for word, name in pairs if is_allowed(word, name)})


def is_allowed(word: str, name: str) -> bool:
    """Tell whether a word may have this name: a field's has no dot."""
    return not (word in FIELDS and "." in name)


def named(*names: str) -> dict[str, dict[str, str]]:
    return {name: {"zh": f"词{name}", "en": name} for name in names}


def instrument(name: str, rule_ids: list[str]) -> dict[str, Any]:
    """Write an instrument whose only article the rules serve."""
    both = {"zh": "条", "en": "Article"}
    article = {
        "article": "1", "heading": both, "coverage": "automated", "rules": rule_ids,
    }  # fmt: skip
    return {
        "title": both, "number": "1", "issuers": [both], "published": None,
        "in_force": None, "repealed": None, "addresses": [], "vocabulary": "crates",
        "counting": {"roll_over": INSTRUMENTS[name]}, "articles": [article],
        "sanctions": [],
    }  # fmt: skip
