"""Rules drawn at random, in every form of the language, as parsed rule files."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.engine.agreement.words import (
    CREDENTIALS,
    EVENTS,
    GRADES,
    INSTRUMENTS,
    ROLES,
)

Tree = dict[str, Any]
PARTY_PATHS = (
    "actor_id", "counterparty_id", "battery.maker_id", "vehicle.maker_id",
    "outlet.operator_id", "note", "row",
)  # fmt: skip
SPANS = (
    "1 day", "2 days", "30 days", "1 working day", "3 working days", "10 working days",
    "1 month", "2 months", "1 year",
)  # fmt: skip
SAMES: tuple[Any, ...] = (
    ["battery"], ["battery"], ["vin"], ["actor"], ["battery", "vin"], ["note"],
    ["kg"], ["checked_on", "cooled"], {"battery": "battery", "counterparty": "actor"},
    {"counterparty": "actor"}, {"actor": "counterparty", "counterparty": "actor"},
    {"note": "grade"}, {"vin": "battery"}, ["x"], ["t0", "row"], {"row": "actor"},
    {"day": "checked_on"},
)  # fmt: skip

anyone = st.just("anyone")
some_events = st.one_of(
    st.sampled_from(EVENTS),
    st.lists(st.sampled_from(EVENTS), min_size=1, max_size=3, unique=True),
)
some_roles = st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True)
some_kinds = st.lists(st.sampled_from(CREDENTIALS), min_size=1, unique=True)
flags = st.booleans()


def tests_of(words: tuple[Any, ...], *paths: str) -> st.SearchStrategy[Any]:
    """Tests of equality with words, and with other columns."""
    value = st.sampled_from([*words, *({"path": path} for path in paths)])
    several = st.lists(value, min_size=1, max_size=2, unique_by=str)
    return st.one_of(
        value,
        several,
        st.builds(lambda v: {"is": v}, several),
        st.builds(lambda v: {"not": v}, several),
        st.builds(lambda known: {"known": known}, flags),
        st.builds(lambda known, v: {"known": known, "is": v}, flags, several),
    )


def bounds_of(words: tuple[Any, ...], *paths: str) -> st.SearchStrategy[Any]:
    """Tests that compare with one bound, or with two at once."""
    value = st.sampled_from([*words, *({"path": path} for path in paths)])
    low, high = (
        st.sampled_from(names) for names in (("at_least", "over"), ("at_most", "under"))
    )
    return st.one_of(
        st.builds(lambda name, v: {name: v}, st.one_of(low, high), value),
        st.builds(lambda one, v, two, w: {one: v, two: w}, low, value, high, value),
        st.builds(lambda known: {"known": known}, flags),
    )


DAYS = (date(2024, 1, 31), date(2024, 3, 1), date(2025, 12, 31))
FORMATS = st.sampled_from([{"format": name} for name in ("vin", "uscc", "gbt34014")])
TESTS: dict[str, st.SearchStrategy[Any]] = {
    "grade": tests_of(GRADES, "note"),
    "note": tests_of(("a", "B1", "it's"), "grade", "battery_code"),
    "kg": bounds_of((1, 0.3, 2.5), "battery.mass_kg"),
    "cooled": st.one_of(flags, st.just({"known": True}), st.just({"not": True})),
    "checked_on": bounds_of(DAYS, "occurred_on", "reported_on"),
    "reported_on": bounds_of(DAYS, "occurred_on"),
    "day": bounds_of(DAYS, "occurred_on", "checked_on"),
    "year": bounds_of((1, 0.3), "kg"),
    "row": tests_of(("a", "P"), "actor_id", "note"),
    "x": tests_of(GRADES, "grade"),
    "t0": flags,
    "vin": st.one_of(FORMATS, st.just({"known": True})),
    "battery_code": st.one_of(FORMATS, tests_of(("B1", "B2"), "note")),
    "counterparty_id": tests_of(("P", "Q"), "actor_id", "battery.maker_id"),
    "actor.roles": tests_of(ROLES),
    "counterparty.roles": tests_of(ROLES),
    "counterparty.region": tests_of(("42", "4201"), "region"),
    "battery.maker_id": tests_of(("P",), "actor_id"),
    "battery.produced_on": bounds_of(DAYS, "occurred_on"),
    "battery.mass_kg": bounds_of((1, 2.5), "kg"),
    "vehicle.swap_model": st.one_of(flags, st.just({"known": False})),
    "outlet.operator_id": tests_of(("P",), "counterparty_id", "actor_id"),
    "actor.holds": some_kinds,
    "actor.holds_any": some_kinds,
    "counterparty.holds": some_kinds,
    "counterparty.runs_outlet_for": some_roles,
}
PATHS = (*TESTS, *["grade"] * 6, *["cooled", "kg"] * 3)


@st.composite
def conditions(draw: st.DrawFn, depth: int = 1) -> Tree:
    """Draw up to three tests, some of them inside any_of or none_of."""
    paths = draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=2, unique=True))
    found = {path: draw(TESTS[path]) for path in paths}
    group = draw(st.sampled_from([None, None, None, "any_of", "none_of"]))
    if depth and group:
        inner = st.lists(conditions(depth=0), min_size=1, max_size=2)
        found = draw(st.sampled_from([{}, found])) | {group: draw(inner)}
    return found


@st.composite
def witnesses(draw: st.DrawFn) -> Tree:
    """Draw what a witness is: event, where, same, within."""
    demand: Tree = {"event": draw(some_events)}
    if draw(flags):
        demand["where"] = draw(conditions())
    if draw(flags):
        demand["same"] = draw(st.sampled_from(SAMES))
    return demand | draw(windows)


windows = st.one_of(
    st.just({}), *[st.builds(lambda s: {"within": s}, st.sampled_from(SPANS))] * 2
)


@st.composite
def alone(draw: st.DrawFn) -> Tree:
    sames = (
        ["battery"], ["battery"], ["vin"], ["vin"], ["battery", "vin"], ["note"], ["x"],
    )  # fmt: skip
    demand: Tree = {"same": list(draw(st.sampled_from(sames)))}
    if draw(st.integers(0, 2)):
        demand["until"] = draw(some_events)
    return demand


@st.composite
def reach(draw: st.DrawFn) -> Tree:
    parts = {}
    for name in ("numerator", "denominator"):
        parts[name] = {"sum": draw(st.sampled_from(["kg", "kg", "year"]))}
        if draw(flags):
            parts[name]["where"] = draw(conditions())
    bound = draw(st.sampled_from(["98 %", 0.5, 1, "33.3 %"]))
    side = draw(st.sampled_from(["at_least", "at_most"]))
    return {"measure": parts, "per": "year", side: bound}


@st.composite
def covered(draw: st.DrawFn) -> Tree:
    operator = draw(st.sampled_from([None, "actor", "counterparty", *PARTY_PATHS]))
    level = draw(st.sampled_from(["province", "prefecture"]))
    named = {"operator": operator} if operator else {}
    return {"register": "outlets", **named, "level": level}


DEMANDS: tuple[tuple[str, str, st.SearchStrategy[Tree]], ...] = (
    ("must", "be_reported", windows),
    ("must", "hold", conditions()),
    ("must_not", "hold", conditions()),
    ("must", "be_followed_by", witnesses()),
    ("must", "be_preceded_by", witnesses()),
    ("must_not", "be_followed_by", witnesses()),
    ("must", "be_alone", alone()),
    ("must", "reach", reach()),
    ("must", "be_covered_by", covered()),
)


@st.composite
def rules(draw: st.DrawFn, number: int, demand: int) -> Tree:
    """Draw a whole rule with the given form of demand."""
    name = draw(st.sampled_from(sorted(INSTRUMENTS)))
    must, form, strategy = DEMANDS[demand]
    first = st.sampled_from([date(2000, 1, 1)] * 3 + [date(2024, 2, 1)])
    effective = {"from": draw(first)}
    if not draw(st.integers(0, 4)):
        effective["until"] = date(2025, 12, 31)
    rule: Tree = {
        "id": f"{name}/r{number}",
        "title": {"zh": "题", "en": "Title"},
        "source": {"instrument": name, "article": "1", "confidence": "D"},
        "effective": effective,
        "review": {"state": "draft"},
        "force": "binding",
        "severity": "minor",
        "who": draw(st.one_of(anyone, anyone, st.sampled_from(ROLES), some_roles)),
        "owed_by": draw(st.sampled_from([None, *PARTY_PATHS])),
        "when": draw(st.one_of(some_events, some_events, st.just("any_event"))),
        "where": draw(st.one_of(st.none(), st.none(), conditions())),
        must: {form: draw(strategy)},
        "evidence": ["reported_on"],
        "remedy": {"zh": "改", "en": "Mend"},
        "sanction": [],
        "examples": [example()],
    }
    return {key: value for key, value in rule.items() if value is not None}


def example() -> Tree:
    record = {"event": EVENTS[0], "occurred_on": date(1999, 1, 1)}
    return {"expect": "no_duty", "as_of": date(2000, 1, 1), "records": [record]}


@st.composite
def rulebooks(draw: st.DrawFn) -> list[Tree]:
    """Draw two rules of each form."""
    return [draw(rules(number, number % len(DEMANDS))) for number in range(18)]
