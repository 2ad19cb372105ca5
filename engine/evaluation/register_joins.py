"""Joins records with the registers: parties, battery, vehicle, credentials, outlets.

Each function takes a table of rows and returns it with columns added, one
join each. A party or thing that a register lacks leaves its columns null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

import ibis

from engine.evaluation.conditions import FALSE, TRUE, some
from engine.evaluation.inputs import Registers
from engine.evaluation.predicates import ColumnRequirements
from engine.evaluation.validity_intervals import validity_intervals, with_answers
from engine.rulebook import Test
from engine.tables.store import Column, Table, TableStore

KEYS = {
    "actor": ("entities", "entity_id", "actor_id"),
    "counterparty": ("entities", "entity_id", "counterparty_id"),
    "battery": ("batteries", "battery_code", "battery_code"),
    "vehicle": ("vehicles", "vin", "vin"),
}
PARTIES = {"actor": "actor_id", "counterparty": "counterparty_id"}


# By kind of look-up (see `ColumnRequirements.registers`): the rows that need it.
Concerned: TypeAlias = Mapping[str, Callable[[Table], Column]]


def with_lookups(
    rows: Table,
    tables: TableStore,
    registers: Registers,
    requirements: ColumnRequirements,
    concerned: Concerned | None = None,
) -> Table:
    """Add every look-up that is required: registers by path, credentials, outlets.

    `concerned` may name the rows that need a look-up: it is null in all others.
    """
    concerned = concerned or {}
    bare = rows
    rows = with_registers(rows, registers, requirements.paths, concerned)
    rows = with_credentials(
        rows, bare, tables, registers, requirements.leaves, concerned
    )
    return with_outlet_runners(
        rows, bare, tables, registers, requirements.leaves, concerned
    )


def with_registers(
    rows: Table, registers: Registers, paths: Iterable[str], concerned: Concerned
) -> Table:
    """Add a column for every path into a register, named by the path."""
    wanted = sorted(path.split(".", 1) for path in paths)
    for prefix, (register, key, own) in KEYS.items():
        columns = [name for head, name in wanted if head == prefix]
        if columns:
            found = {f"{prefix}.{name}": name for name in columns}
            only = concerned.get(prefix)
            rows = _joined(rows, getattr(registers, register), {own: key}, found, only)
    if ["outlet", "operator_id"] in wanted:
        operators = {"outlet.operator_id": "operator_id"}
        only = concerned.get("outlet")
        match = {"actor_id": "party"}
        rows = _joined(rows, _sole_outlets(registers), match, operators, only)
    return rows


def with_credentials(
    rows: Table,
    bare: Table,
    tables: TableStore,
    registers: Registers,
    tests: Iterable[Test],
    concerned: Concerned,
) -> Table:
    """Add `holds.<party>.<kind>` for every credential that a test names.

    `bare`: the same rows without look-ups, where the days of the parties are gathered.
    """
    tested = sorted(
        {
            (test.path, str(kind))
            for test in tests
            if test.operator in ("holds", "holds_any")
            for kind in test.values
        }
    )
    for party in sorted({party for party, _ in tested}):
        kinds = [kind for of_party, kind in tested if of_party == party]
        holdings = tables.keep(
            f"holdings_{party}", _holdings(registers, _party_days(bare, party), kinds)
        )
        on = {PARTIES[party]: "party", "occurred_on": "day"}
        found = {f"holds.{party}.{kind}": f"holds.{kind}" for kind in kinds}
        rows = _joined(rows, holdings, on, found, concerned.get("holds"))
    return rows


def with_outlet_runners(
    rows: Table,
    bare: Table,
    tables: TableStore,
    registers: Registers,
    tests: Iterable[Test],
    concerned: Concerned,
) -> Table:
    """Add `runs.<roles>` for every set of roles that a test names of outlets' operators.

    `bare`: the same rows without look-ups, where the days of the parties are gathered.
    """
    role_sets = sorted(
        {
            tuple(str(role) for role in test.values)
            for test in tests
            if test.operator == "runs_outlet_for"
        }
    )
    for roles in role_sets:
        name = runner_column(roles)
        days = _party_days(bare, "counterparty")
        runners = tables.keep(
            f"runners_{role_sets.index(roles)}", _runners(registers, days, roles)
        )
        on = {"counterparty_id": "party", "occurred_on": "day"}
        only = concerned.get("runs_outlet_for")
        rows = _joined(rows, runners, on, {name: "runs"}, only)
    return rows


def runner_column(roles: tuple[str, ...]) -> str:
    """Name the column that answers `runs_outlet_for` these roles."""
    return "runs." + "+".join(roles)


def _joined(
    rows: Table,
    table: Table,
    on: dict[str, str],
    found: dict[str, str],
    only: Callable[[Table], Column] | None = None,
) -> Table:
    """Left-join on the situation and the given columns; keep only what is found.

    Rows for which `only` is not true get an empty key, which is cheap to miss.
    """
    right = table.select(
        _situation="situation",
        **{f"_{theirs}": theirs for theirs in on.values()},
        **found,
    )
    matches = []
    if "situation" in rows.columns:
        matches.append(rows["situation"] == right["_situation"])
    for own, theirs in on.items():
        key = rows[own] if only is None else ibis.cases((only(rows), rows[own]))
        matches.append(key == right[f"_{theirs}"])
    joined = rows.left_join(right, matches)
    return joined.drop("_situation", *(f"_{theirs}" for theirs in on.values()))


def _sole_outlets(registers: Registers) -> Table:
    """Return (situation, party, operator_id) for parties that are just one outlet."""
    outlets = _outlet_parties(registers)
    grouped = outlets.group_by("situation", "party").agg(
        count=outlets.outlet_id.nunique(), operator_id=outlets.operator_id.max()
    )
    return grouped.filter(grouped["count"] == 1).drop("count")


def _outlet_parties(registers: Registers) -> Table:
    """Return each outlet once per `party` that acts for it: itself and who runs it."""
    outlets = registers.outlets
    by_itself = outlets.mutate(party=outlets.outlet_id)
    by_runner = outlets.filter(outlets.run_by.notnull()).mutate(party=outlets.run_by)
    return by_itself.union(by_runner, distinct=True)


def _party_days(rows: Table, party: str) -> Table:
    named = rows.filter(rows[PARTIES[party]].notnull())
    return named.select(
        "situation", "has_credentials", "has_outlets",
        party=PARTIES[party], day="occurred_on",
    ).distinct()  # fmt: skip


def _registered(days: Table, registers: Registers) -> Table:
    parties = registers.entities.select("situation", "entity_id")
    found = {"registered": "entity_id"}
    return _joined(days, parties, {"party": "entity_id"}, found).mutate(
        registered=ibis._.registered.notnull()
    )


def _holdings(registers: Registers, days: Table, kinds: Iterable[str]) -> Table:
    """Return (situation, party, day, `holds.<kind>` for each kind).

    A registered party without a row does not hold the credential; of a party
    that no register knows, only a valid row says anything.
    """
    days = _registered(days, registers)
    rows = registers.credentials.filter(ibis._.kind.isin(list(kinds)))
    keys = {"situation": rows.situation, "party": rows.entity_id}
    sure = ibis.literal(value=True)
    held = validity_intervals(
        rows, keys, rows.valid_from, rows.valid_until, sure, kind=rows.kind
    )
    marks = {f"holds.{kind}": held.kind == kind for kind in kinds}
    best = with_answers(days, held, list(keys), marks)
    absent = best.registered & best.has_credentials
    return best.select(
        "situation", "party", "day",
        **{
            name: ibis.cases((best[name] == TRUE, True), (absent & (best[name] == FALSE), False))
            for name in marks
        },
    )  # fmt: skip


def _runners(registers: Registers, days: Table, roles: tuple[str, ...]) -> Table:
    """Return (situation, party, day, runs) for the counterparties of the rows.

    A party found among the outlets is decided there; one that only the entities
    know runs none; one that neither knows is unknown.
    """
    days = _registered(days, registers)
    outlets = _outlet_parties(registers)
    parties = outlets.select("situation", "party", found="party").distinct()
    days = _joined(days, parties, {"party": "party"}, {"found": "found"})
    operators = {"operator_id": "entity_id"}
    outlets = _joined(outlets, registers.entities, operators, {"of": "roles"})
    has_role = some(outlets.of.contains(role) for role in roles)
    outlets = outlets.mutate(has_role=has_role)
    outlets = outlets.filter(outlets.has_role.fill_null(True))
    keys = {"situation": outlets.situation, "party": outlets.party}
    start, end = outlets.opened_on, outlets.closed_on
    held = validity_intervals(outlets, keys, start, end, outlets.has_role)
    best = with_answers(days, held, list(keys), {"best": None})
    runs = ibis.cases(
        (~best.has_outlets, ibis.null("boolean")),
        (best.best == TRUE, True),
        ((best.best == FALSE) & (best.found.notnull() | best.registered), False),
    )
    return best.select("situation", "party", "day", runs=runs)
