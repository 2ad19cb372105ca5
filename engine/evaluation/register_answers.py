"""What every look-up in a register shares: the join, and an answer that may be open."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ibis

from engine.evaluation.inputs import Registers
from engine.evaluation.predicates import doubt_of
from engine.tables.store import Column, Table


def joined(
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
    found_rows = rows.left_join(right, matches)
    return found_rows.drop("_situation", *(f"_{theirs}" for theirs in on.values()))


def with_registered(days: Table, registers: Registers) -> Table:
    """Add `registered`: whether the register of entities has the `party` of each row."""
    parties = registers.entities.select("situation", "entity_id")
    found = {"registered": "entity_id"}
    return joined(days, parties, {"party": "entity_id"}, found).mutate(
        registered=ibis._.registered.notnull()
    )


def answered(
    rows: Table, answers: Mapping[str, tuple[Column, Column]]
) -> dict[str, Column]:
    """Return each answer by what makes it true and what false, null where neither.

    Where `rows` has its doubt, that keeps it from being false.
    """
    found = {}
    for name, (yes, no) in answers.items():
        if doubt_of(name) in rows.columns:
            doubt = rows[doubt_of(name)].fill_null(False)
            found[doubt_of(name)] = no & doubt
            found[name] = ibis.cases((yes, True), (no & ~doubt, False))
        else:
            found[name] = ibis.cases((yes, True), (no, False))
    return found
