"""Joins records with the registers: parties, battery, vehicle, credentials, outlets.

Each function takes a table of rows and returns it with columns added, one
join each. A party or thing that a register lacks leaves its columns null. Where rejected
rows leave an answer open, a second column says so (see `predicates.doubt_of`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from engine.evaluation.holdings import holdings
from engine.evaluation.inputs import Registers
from engine.evaluation.outlet_parties import runners, with_operators
from engine.evaluation.predicates import (
    ColumnRequirements,
    doubt_of,
    holding_column,
    runner_column,
)
from engine.evaluation.register_answers import joined
from engine.rulebook import Test
from engine.tables.store import Column, Table, TableStore


class Keys(NamedTuple):
    """The register of the paths with one head, its key, and the record's own column."""

    register: str
    key: str
    own: str


KEYS = {
    "actor": Keys("entities", "entity_id", "actor_id"),
    "counterparty": Keys("entities", "entity_id", "counterparty_id"),
    "battery": Keys("batteries", "battery_code", "battery_code"),
    "vehicle": Keys("vehicles", "vin", "vin"),
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
            if registers.absent.has_any(register):
                columns = [*columns, key]  # tells whether there is a row
            found = {f"{prefix}.{name}": name for name in columns}
            only = concerned.get(prefix)
            rows = joined(rows, getattr(registers, register), {own: key}, found, only)
    if ["outlet", "operator_id"] in wanted:
        rows = with_operators(rows, registers, concerned.get("outlet"))
    return rows


def with_credentials(
    rows: Table,
    bare: Table,
    tables: TableStore,
    registers: Registers,
    tests: Iterable[Test],
    concerned: Concerned,
) -> Table:
    """Add a `holding_column` for every credential that a test names.

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
        held = tables.keep(
            f"holdings_{party}", holdings(registers, _party_days(bare, party), kinds)
        )
        on = {PARTIES[party]: "party", "occurred_on": "day"}
        found = {holding_column(party, kind): f"holds.{kind}" for kind in kinds}
        rows = joined(rows, held, on, _with_doubts(found, held), concerned.get("holds"))
    return rows


def with_outlet_runners(
    rows: Table,
    bare: Table,
    tables: TableStore,
    registers: Registers,
    tests: Iterable[Test],
    concerned: Concerned,
) -> Table:
    """Add a `runner_column` for every set of roles that a test names of operators.

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
        days = _party_days(bare, "counterparty")
        run = tables.keep(
            f"runners_{role_sets.index(roles)}", runners(registers, days, roles)
        )
        on = {"counterparty_id": "party", "occurred_on": "day"}
        only = concerned.get("runs_outlet_for")
        found = _with_doubts({runner_column(roles): "runs"}, run)
        rows = joined(rows, run, on, found, only)
    return rows


def _with_doubts(found: Mapping[str, str], table: Table) -> dict[str, str]:
    """Find, with each answer, the column of its doubt, where the table has one."""
    doubts = {doubt_of(name): doubt_of(theirs) for name, theirs in found.items()}
    return {**found, **{n: t for n, t in doubts.items() if t in table.columns}}


def _party_days(rows: Table, party: str) -> Table:
    named = rows.filter(rows[PARTIES[party]].notnull())
    return named.select(
        "situation", "has_credentials", "has_outlets",
        party=PARTIES[party], day="occurred_on",
    ).distinct()  # fmt: skip
