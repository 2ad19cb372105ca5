"""Conditions drawn at random: every path, every test that its type allows, nested."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from engine.rulebook.columns import RECORD_COLUMNS, REGISTER_OF, REGISTERS
from tests.engine.agreement import lives
from tests.engine.agreement.words import CREDENTIALS, EVENTS, FIELDS, GRADES, ROLES

Tree = dict[str, Any]
KINDS: dict[str, str] = {
    **RECORD_COLUMNS,
    **FIELDS,
    **{
        f"{head}.{column}": kind
        for head, register in REGISTER_OF.items()
        for column, kind in REGISTERS[register].items()
    },
    "outlet.operator_id": "text",
}
CODES = {"event": EVENTS, "battery.level": ("pack", "module", "cell")}
TEXTS = {
    "record_id": lives.IDS[:4], "corrects": lives.IDS[:4],
    "battery_code": ("B1", "B2"), "parent_code": ("B1", "B2"), "vin": (lives.VIN, "B1"),
    "region": ("42", "4201", "420101"), "chemistry": lives.CHEMISTRIES,
    "note": ("a", "B1", "it's"), "row": ("a", "P"),
}  # fmt: skip
PARTIES = ("P", "Q", "O1")
DAYS = (date(2024, 1, 31), date(2024, 3, 1), date(2025, 12, 31))
NUMBERS = (1, 0.3, 2.5, -1, 98)
FORMATS = ("vin", "uscc", "gbt34014")
LOW, HIGH = st.sampled_from(["at_least", "over"]), st.sampled_from(["at_most", "under"])

flags = st.booleans()


def seldom(draw: st.DrawFn, one_in: int) -> bool:
    """Draw true once in so many; `one_of` would not know how often it names a thing."""
    return draw(st.integers(1, one_in)) == 1


some_roles = st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True)
some_kinds = st.lists(st.sampled_from(CREDENTIALS), min_size=1, unique=True)


def comparable(path: str) -> list[str]:
    """Return the paths whose values may be compared with this one's."""
    kind = plain(KINDS[path])
    if kind == "roles":
        return []
    return [other for other in KINDS if other != path and plain(KINDS[other]) == kind]


def plain(kind: str) -> str:
    """Return the type of the values: a code is a text."""
    return "text" if kind == "code" else kind


def words_of(path: str) -> tuple[Any, ...]:
    """Return values that a path may have in a life."""
    kind = KINDS[path]
    if kind == "text":
        return TEXTS.get(path.split(".")[-1], PARTIES)
    if kind == "code":
        return CODES.get(path, GRADES)
    of_kind = {"number": NUMBERS, "date": DAYS, "flag": (True, False), "roles": ROLES}
    return of_kind[kind]


def values_of(path: str) -> st.SearchStrategy[Any]:
    """Values written in the rule, and other columns of the same type."""
    words = st.sampled_from(words_of(path))
    others = comparable(path)
    near = [other for other in others if "." not in other]
    if not others:
        return words
    columns = st.builds(
        lambda other: {"path": other},
        st.one_of(st.sampled_from(near), st.sampled_from(others)),
    )
    return st.one_of(words, columns)


@st.composite
def tests_of(draw: st.DrawFn, path: str) -> Any:
    """Draw what is asked of one path: a value, or one to three tests."""
    value = values_of(path)
    several = st.lists(value, min_size=1, max_size=3, unique_by=repr)
    if draw(st.integers(0, 2)) == 0:
        return draw(st.one_of(value, several))
    tests = {
        "is": several,
        "not": st.one_of(value, several),
        "known": flags,
    }
    kind = KINDS[path]
    if kind == "text":
        tests["format"] = st.sampled_from(FORMATS)
    if kind in ("number", "date"):
        tests |= {draw(LOW): value, draw(HIGH): value}
    names = st.lists(
        st.sampled_from(sorted(tests)), min_size=1, max_size=3, unique=True
    )
    return {name: draw(tests[name]) for name in draw(names)}


HOLDINGS: dict[str, st.SearchStrategy[Any]] = {
    "actor.holds": some_kinds,
    "actor.holds_any": some_kinds,
    "counterparty.holds": some_kinds,
    "counterparty.holds_any": some_kinds,
    "counterparty.runs_outlet_for": some_roles,
}
TESTS = {path: tests_of(path) for path in KINDS} | HOLDINGS
# Often those that leave something over to be judged.
OFTEN = ("grade", "grade", "grade", "cooled", "kg", "note", "region", *HOLDINGS)
some_paths = st.one_of(st.sampled_from(sorted(TESTS)), st.sampled_from(OFTEN))


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> Tree:
    """Draw a test or two, some inside any_of and none_of, those inside others."""
    most = 1 if seldom(draw, 2) else 2
    paths = draw(st.lists(some_paths, min_size=1, max_size=most, unique=True))
    found = {path: draw(TESTS[path]) for path in paths}
    both = ("any_of", "none_of")
    groups = [name for name in both if seldom(draw, 4)]
    if depth and groups:
        inner = st.lists(conditions(depth=depth - 1), min_size=1, max_size=2)
        found = draw(st.sampled_from([{}, found]))
        found = found | {group: draw(inner) for group in groups}
    return found
