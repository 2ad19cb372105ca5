"""Rules drawn at random, in every form of the language, as parsed rule files."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.engine.agreement.conditions import (
    KINDS,
    Tree,
    comparable,
    conditions,
    flags,
    seldom,
)
from tests.engine.agreement.words import EVENTS, FIELDS, INSTRUMENTS, ROLES

PARTY_PATHS = (
    "actor_id", "counterparty_id", "battery.maker_id", "vehicle.maker_id",
    "outlet.operator_id", "note", "row",
)  # fmt: skip
SPANS = (
    "1 day", "2 days", "30 days", "1 working day", "3 working days", "10 working days",
    "1 month", "2 months", "6 months", "1 year",
)  # fmt: skip
COLUMNS = [path for path in KINDS if "." not in path]
SHORT = {
    "battery_code": "battery",
    "actor_id": "actor",
    "counterparty_id": "counterparty",
}
BOUNDS = ("98 %", 0.5, 1, "33.3 %", 0, "102 %")

some_events = st.one_of(
    st.sampled_from(EVENTS),
    st.lists(st.sampled_from(EVENTS), min_size=1, max_size=3, unique=True),
)
some_roles = st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True)
some_columns = st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=2, unique=True)


@st.composite
def windows(draw: st.DrawFn) -> Tree:
    return {} if seldom(draw, 4) else {"within": draw(st.sampled_from(SPANS))}


def short(column: str) -> str:
    return SHORT.get(column, column)


@st.composite
def crossings(draw: st.DrawFn) -> Tree:
    """Draw pairs of columns, the trigger's and the witness's, that may be equal."""
    mine = draw(some_columns)
    near = {
        column: [column, *(c for c in comparable(column) if "." not in c)]
        for column in mine
    }
    return {short(c): short(draw(st.sampled_from(near[c]))) for c in mine}


sames = st.one_of(
    st.sampled_from(
        [["vin"], ["actor"], ["battery", "vin"], ["note"],
         {"battery": "battery", "counterparty": "actor"}, {"counterparty": "actor"},
         {"actor": "counterparty", "counterparty": "actor"}],
    ),
    st.builds(lambda columns: [short(c) for c in columns], some_columns),
    crossings(),
)  # fmt: skip


@st.composite
def witnesses(draw: st.DrawFn) -> Tree:
    """Draw what a witness is: event, where, same, within."""
    demand: Tree = {"event": draw(some_events)}
    if seldom(draw, 3):
        demand["where"] = draw(conditions(depth=1))
    if seldom(draw, 2):
        demand["same"] = draw(sames)
    return demand | draw(windows())


@st.composite
def alone(draw: st.DrawFn) -> Tree:
    places = st.one_of(
        st.just(["battery"]),
        st.sampled_from([["vin"], ["vin"], ["battery", "vin"], ["counterparty"]]),
        st.builds(lambda columns: [short(c) for c in columns], some_columns),
    )
    demand: Tree = {"same": draw(places)}
    if draw(st.integers(0, 2)):
        demand["until"] = draw(some_events)
    return demand


@st.composite
def reach(draw: st.DrawFn) -> Tree:
    numbers = [name for name, kind in FIELDS.items() if kind == "number"]
    parts = {}
    for name in ("numerator", "denominator"):
        parts[name] = {"sum": draw(st.sampled_from(numbers))}
        if draw(flags):
            parts[name]["where"] = draw(conditions(depth=1))
    sides = draw(
        st.sampled_from([("at_least",), ("at_most",), ("at_least", "at_most")])
    )
    bounds = {side: draw(st.sampled_from(BOUNDS)) for side in sides}
    return {"measure": parts, "per": "year", **bounds}


@st.composite
def covered(draw: st.DrawFn) -> Tree:
    operator = draw(st.sampled_from([None, "actor", "counterparty", *PARTY_PATHS]))
    level = draw(st.sampled_from(["province", "prefecture"]))
    named = {"operator": operator} if operator else {}
    return {"register": "outlets", **named, "level": level}


DEMANDS: tuple[tuple[str, str, st.SearchStrategy[Tree]], ...] = (
    ("must", "be_reported", windows()),
    ("must", "hold", conditions()),
    ("must_not", "hold", conditions()),
    ("must", "be_followed_by", witnesses()),
    ("must", "be_preceded_by", witnesses()),
    ("must_not", "be_followed_by", witnesses()),
    ("must", "be_alone", alone()),
    ("must", "reach", reach()),
    ("must", "be_covered_by", covered()),
)


LONG_AGO = {"from": date(2000, 1, 1)}
PERIODS = (
    LONG_AGO, LONG_AGO, {"from": date(2024, 2, 1)},
    LONG_AGO | {"until": date(2025, 12, 31)},
    {"from": date(2024, 1, 31), "until": date(2024, 2, 1)},
)  # fmt: skip

# Which demands make a round of drawing: the four in the middle join records.
ROUND = (*range(len(DEMANDS)), 3, 4, 5, 6)


@st.composite
def rules(draw: st.DrawFn, number: int, demand: int) -> Tree:
    """Draw a whole rule with the given form of demand."""
    name = draw(st.sampled_from(sorted(INSTRUMENTS)))
    must, form, strategy = DEMANDS[demand]
    return whole(
        id=f"{name}/r{number}",
        source={"instrument": name, "article": "1", "confidence": "D"},
        effective=draw(st.sampled_from(PERIODS)),
        who=draw(st.one_of(st.sampled_from(ROLES), some_roles))
        if seldom(draw, 3)
        else "anyone",
        owed_by=draw(st.sampled_from([None, *PARTY_PATHS])),
        when="any_event" if seldom(draw, 4) else draw(some_events),
        where=draw(conditions()) if seldom(draw, 4) else None,
        **{must: {form: draw(strategy)}},
    )


def whole(**given: Any) -> Tree:
    """Write a rule file for anyone's sealing of a crate; `given` says what differs."""
    keys = {
        "id": "plain/r0",
        "title": {"zh": "题", "en": "Title"},
        "source": {"instrument": "plain", "article": "1", "confidence": "D"},
        "effective": LONG_AGO,
        "review": {"state": "draft"},
        "force": "binding",
        "severity": "minor",
        "who": "anyone",
        "owed_by": None,
        "when": EVENTS[0],
        "where": None,
        "must": None,
        "must_not": None,
        "evidence": ["reported_on"],
        "remedy": {"zh": "改", "en": "Mend"},
        "sanction": [],
        "examples": [example()],
    }
    return {key: value for key, value in (keys | given).items() if value is not None}


def form_of(rule: Tree) -> str:
    """Name the form of a rule, with the word it stands under."""
    must = "must" if "must" in rule else "must_not"
    return f"{must} {next(iter(rule[must]))}"


def example() -> Tree:
    record = {"event": EVENTS[0], "occurred_on": date(1999, 1, 1)}
    return {"expect": "no_duty", "as_of": date(2000, 1, 1), "records": [record]}


@st.composite
def rulebooks(draw: st.DrawFn, rounds: int = 1) -> list[Tree]:
    """Draw some rules of each form, most of those that join records."""
    return [draw(rules(number, demand)) for number, demand in enumerate(ROUND * rounds)]


def drawn_rulebook(number: int, rounds: int = 2) -> list[Tree]:
    """Return the rulebook that a number stands for."""
    found: list[list[Tree]] = []

    # The first that Hypothesis draws is the plainest, whatever the seed.
    @seed(number)
    @settings(
        max_examples=2,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(rulebooks(rounds))
    def draw(rules: list[Tree]) -> None:
        found.append(rules)

    draw()
    return found[-1]
