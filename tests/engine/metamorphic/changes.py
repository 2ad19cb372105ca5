"""Lives told otherwise: in another order, by other names, among strangers, later."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from engine.rulebook.columns import RECORD_COLUMNS, REGISTERS
from tests.engine.agreement.lives import NO_END

Row = dict[str, Any]
Life = dict[str, Any]

WEEKS = timedelta(weeks=4)
LATER = timedelta(days=400)
# Longer than any identifier is like it; sorts the same before all of them.
MARK = "~"
IDENTIFIERS = (
    "record_id", "corrects", "battery_code", "actor_id", "counterparty_id", "vin",
    "entity_id", "maker_id", "parent_code", "outlet_id", "operator_id", "run_by",
)  # fmt: skip


def shuffled(life: Life) -> Life:
    """Put the rows of every table in another order."""
    return with_rows(life, lambda rows: Random(0).sample(rows, len(rows)))


def renamed(life: Life) -> Life:
    """Give every identifier another name, in whichever column it stands."""
    names = names_of(life)

    def told(column: str, cell: Any) -> Any:
        return marked(cell) if isinstance(cell, str) and cell in names else cell

    return with_cells(life, told)


def marked(name: str) -> str:
    """Put a mark before a name: what sorted before another still does."""
    return f"{MARK}{name}"


def names_of(life: Life) -> set[str]:
    """Return every identifier of a life."""
    return {row[c] for row in all_rows(life) for c in IDENTIFIERS if row.get(c)}


def among_strangers(life: Life, fields: Mapping[str, str]) -> Life:
    """Add a second life of other parties, batteries and places to the same dataset."""
    texts = texts_of(fields)
    stranger = with_cells(
        life, lambda column, cell: marked(cell) if cell and column in texts else cell
    )
    registers = {
        name: [*rows, *stranger["registers"][name]]
        for name, rows in life["registers"].items()
    }
    records = [*life["records"], *stranger["records"]]
    return life | {"records": records, "registers": registers}


def texts_of(fields: Mapping[str, str]) -> set[str]:
    """Return the columns of texts, in records and registers."""
    tables = [RECORD_COLUMNS, fields, *REGISTERS.values()]
    return {column for kinds in tables for column, k in kinds.items() if k == "text"}


def corrected_later(life: Life) -> Life:
    """Correct every row by one that is written on the day after as_of."""
    events = [row["event"] for row in life["records"]]
    later = [
        row
        | {
            "record_id": f"{row['record_id']}{MARK}",
            "event": event,
            "corrects": row["record_id"],
            "recorded_on": life["as_of"] + timedelta(days=1),
        }
        for row, event in zip(life["records"], reversed(events), strict=True)
    ]
    return life | {"records": [*life["records"], *later]}


def uncorrected(life: Life) -> Life:
    """Leave a life in which each row stands from the day that it tells of."""
    gone = {"corrects": None, "recorded_on": None}
    return life | {"records": [row | gone for row in life["records"]]}


def judged_later(life: Life) -> Life:
    """Judge the same life on a later day."""
    return life | {"as_of": life["as_of"] + LATER}


def moved(life: Life) -> Life:
    """Let everything happen some whole weeks later."""
    told = with_cells(life, lambda _, cell: moved_day(cell))
    complete = {key: moved_day(day) for key, day in life["complete"].items()}
    return told | {"complete": complete, "as_of": moved_day(life["as_of"])}


def moved_day(cell: Any) -> Any:
    """Move a day; no end stays none."""
    return cell + WEEKS if isinstance(cell, date) and cell != NO_END else cell


def by_actor(life: Life) -> list[Life]:
    """Split a life into one for each actor, who keeps all the registers."""
    actors = sorted({row["actor_id"] for row in life["records"]})
    return [
        life | {"records": [r for r in life["records"] if r["actor_id"] == actor]}
        for actor in actors
    ]


def all_rows(life: Life) -> list[Row]:
    return [
        *life["records"],
        *(row for rows in life["registers"].values() for row in rows),
    ]


def with_cells(life: Life, told: Callable[[str, Any], Any]) -> Life:
    """Return the life with each cell told anew; `told` gets its column as well."""
    return with_rows(
        life,
        lambda rows: [{c: told(c, cell) for c, cell in row.items()} for row in rows],
    )


def with_rows(life: Life, told: Callable[[list[Row]], Collection[Row]]) -> Life:
    registers = {name: told(rows) for name, rows in life["registers"].items()}
    return life | {"records": told(life["records"]), "registers": registers}
