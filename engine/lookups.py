"""What the registers answer about a record: its parties, battery, vehicle, permits, outlets.

Each function takes a table of rows and returns it with columns added, one
join each. A party or thing that a register lacks leaves its columns null.
"""

from __future__ import annotations

from collections.abc import Iterable

import ibis

from engine.conditions import FALSE, TRUE, UNKNOWN, Column, as_number, every
from engine.questions import Needs
from engine.rulebook import BeCoveredBy, Test
from engine.workbench import Workbench

KEYS = {
    "actor": ("entities", "entity_id", "actor_id"),
    "counterparty": ("entities", "entity_id", "counterparty_id"),
    "battery": ("batteries", "battery_code", "battery_code"),
    "vehicle": ("vehicles", "vin", "vin"),
}
PARTIES = {"actor": "actor_id", "counterparty": "counterparty_id"}


def with_lookups(rows: Column, bench: Workbench, needs: Needs) -> Column:
    """Add every look-up that is needed: registers by path, credentials, outlets."""
    rows = with_registers(rows, bench, needs.paths)
    rows = with_credentials(rows, bench, needs.leaves)
    return with_outlet_runners(rows, bench, needs.leaves)


def with_registers(rows: Column, bench: Workbench, paths: Iterable[str]) -> Column:
    """Add a column for every path into a register, named by the path."""
    wanted = sorted(path.split(".", 1) for path in paths)
    for prefix, (register, key, own) in KEYS.items():
        columns = [name for head, name in wanted if head == prefix]
        if columns:
            found = {f"{prefix}.{name}": name for name in columns}
            rows = _joined(rows, bench.table(register), {own: key}, found)
    if ["outlet", "operator_id"] in wanted:
        operators = {"outlet.operator_id": "operator_id"}
        rows = _joined(rows, _sole_outlets(bench), {"actor_id": "party"}, operators)
    return rows


def with_credentials(rows: Column, bench: Workbench, tests: Iterable[Test]) -> Column:
    """Add `holds.<party>.<kind>` for every credential that a test asks for."""
    asked = sorted(
        {
            (test.path, str(kind))
            for test in tests
            if test.operator in ("holds", "holds_any")
            for kind in test.values
        }
    )
    for party in sorted({party for party, _ in asked}):
        kinds = [kind for asked_party, kind in asked if asked_party == party]
        holdings = bench.keep(
            f"holdings_{party}", _holdings(bench, _party_days(rows, party), kinds)
        )
        on = {PARTIES[party]: "party", "occurred_on": "day"}
        found = {f"holds.{party}.{kind}": f"holds.{kind}" for kind in kinds}
        rows = _joined(rows, holdings, on, found)
    return rows


def with_outlet_runners(
    rows: Column, bench: Workbench, tests: Iterable[Test]
) -> Column:
    """Add `runs.<roles>` for every set of roles a test asks an outlet's operator for."""
    role_sets = sorted(
        {
            tuple(str(role) for role in test.values)
            for test in tests
            if test.operator == "runs_outlet_for"
        }
    )
    for roles in role_sets:
        name = runner_column(roles)
        days = _party_days(rows, "counterparty")
        runners = bench.keep(
            f"runners_{role_sets.index(roles)}", _runners(bench, days, roles)
        )
        on = {"counterparty_id": "party", "occurred_on": "day"}
        rows = _joined(rows, runners, on, {name: "runs"})
    return rows


def runner_column(roles: tuple[str, ...]) -> str:
    """Name the column that answers `runs_outlet_for` these roles."""
    return "runs." + "+".join(roles)


def is_open(opened_on: Column, closed_on: Column, day: Column) -> Column:
    """Say whether the day lies between the two, both included; an empty start is unknown."""
    return every([opened_on <= day, closed_on.isnull() | (closed_on >= day)])


def covered(firsts: Column, bench: Workbench, form: BeCoveredBy) -> Column:
    """Say for each (x, situation, operator, area, day) whether an outlet covers it.

    Returns rows (x, cover), `cover` being TRUE, UNKNOWN or FALSE. An outlet whose
    region is shorter than the level is unknown where its digits agree.
    """
    outlets = bench.table("outlets").mutate(place=ibis._.region.fill_null(""))
    pairs = firsts.left_join(
        outlets,
        [firsts.situation == outlets.situation, firsts.operator == outlets.operator_id],
    )
    matches = ibis.cases(
        (
            pairs.place.length() >= form.digits,
            pairs.place.substr(0, form.digits) == pairs.area,
        ),
        (pairs.area.startswith(pairs.place), ibis.null("boolean")),
        else_=False,
    )
    answer = as_number(matches & is_open(pairs.opened_on, pairs.closed_on, pairs.day))
    answer = ibis.cases((pairs.outlet_id.isnull(), FALSE), else_=answer)
    best = pairs.group_by("x", "has_outlets").agg(best=answer.max())
    cover = ibis.cases((best.has_outlets, best.best), else_=UNKNOWN)
    return best.select("x", cover=cover)


def _joined(
    rows: Column, table: Column, on: dict[str, str], found: dict[str, str]
) -> Column:
    """Left-join on the situation and the given columns; keep only what is found."""
    right = table.select(
        _situation="situation",
        **{f"_{theirs}": theirs for theirs in on.values()},
        **found,
    )
    matches = [rows["situation"] == right["_situation"]]
    matches += [rows[own] == right[f"_{theirs}"] for own, theirs in on.items()]
    joined = rows.left_join(right, matches)
    return joined.drop("_situation", *(f"_{theirs}" for theirs in on.values()))


def _sole_outlets(bench: Workbench) -> Column:
    """Return (situation, party, operator_id) for parties that are just one outlet."""
    outlets = _outlet_parties(bench)
    grouped = outlets.group_by("situation", "party").agg(
        count=outlets.outlet_id.nunique(), operator_id=outlets.operator_id.max()
    )
    return grouped.filter(grouped["count"] == 1).drop("count")


def _outlet_parties(bench: Workbench) -> Column:
    """Return each outlet once per party that stands for it: itself and who runs it."""
    outlets = bench.table("outlets")
    by_itself = outlets.mutate(party=outlets.outlet_id)
    by_runner = outlets.filter(outlets.run_by.notnull()).mutate(party=outlets.run_by)
    return by_itself.union(by_runner, distinct=True)


def _party_days(rows: Column, party: str) -> Column:
    named = rows.filter(rows[PARTIES[party]].notnull())
    return named.select(
        "situation", "has_credentials", "has_outlets",
        party=PARTIES[party], day="occurred_on",
    ).distinct()  # fmt: skip


def _registered(days: Column, bench: Workbench) -> Column:
    parties = bench.table("entities").select("situation", "entity_id")
    found = {"registered": "entity_id"}
    return _joined(days, parties, {"party": "entity_id"}, found).mutate(
        registered=ibis._.registered.notnull()
    )


def _holdings(bench: Workbench, days: Column, kinds: Iterable[str]) -> Column:
    """Return (situation, party, day, `holds.<kind>` for each kind).

    A registered party without a row does not hold the credential; of a party
    that no register knows, only a valid row says anything.
    """
    days = _registered(days, bench)
    held = bench.table("credentials").filter(ibis._.kind.isin(list(kinds)))
    pairs = days.left_join(
        held, [days.situation == held.situation, days.party == held.entity_id]
    )
    answer = as_number(is_open(pairs.valid_from, pairs.valid_until, pairs.day))
    answers = {
        f"holds.{kind}": ibis.cases((pairs.kind == kind, answer), else_=FALSE).max()
        for kind in kinds
    }
    best = pairs.group_by(
        "situation", "party", "day", "registered", "has_credentials"
    ).agg(**answers)
    absent = best.registered & best.has_credentials
    return best.select(
        "situation", "party", "day",
        **{
            name: ibis.cases((best[name] == TRUE, True), (absent & (best[name] == FALSE), False))
            for name in answers
        },
    )  # fmt: skip


def _runners(bench: Workbench, days: Column, roles: tuple[str, ...]) -> Column:
    """Return (situation, party, day, runs) for the counterparties of the rows.

    A party found among the outlets is decided there; one that only the entities
    know runs none; one that neither knows is unknown.
    """
    days = _registered(days, bench)
    operators = bench.table("entities")
    outlets = _joined(
        _outlet_parties(bench), operators, {"operator_id": "entity_id"}, {"of": "roles"}
    )
    pairs = days.left_join(
        outlets, [days.situation == outlets.situation, days.party == outlets.party]
    )
    has_role = ibis.literal(value=False)
    for role in roles:
        has_role = has_role | pairs.of.contains(role)
    answer = as_number(is_open(pairs.opened_on, pairs.closed_on, pairs.day) & has_role)
    answer = ibis.cases((pairs.outlet_id.notnull(), answer))
    best = pairs.group_by("situation", "party", "day", "registered", "has_outlets").agg(
        best=answer.max()
    )
    no_outlet = best.best.isnull() & best.registered
    runs = ibis.cases(
        (~best.has_outlets, ibis.null("boolean")),
        (best.best == TRUE, True),
        ((best.best == FALSE) | no_outlet, False),
    )
    return best.select("situation", "party", "day", runs=runs)
