"""The parties that a run is limited to: known to the dataset, with their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from engine.errors import Message, UsageError, message
from engine.runs.rows import PartyNames
from engine.tables.store import TableStore

# Every column that names a party.
_COLUMNS = (
    ("entities", "entity_id"), ("records", "actor_id"), ("records", "counterparty_id"),
    ("credentials", "entity_id"), ("batteries", "maker_id"), ("vehicles", "maker_id"),
    ("outlets", "operator_id"), ("outlets", "run_by"), ("outlets", "outlet_id"),
)  # fmt: skip
_MOST_NEAR = 3


def require_known(tables: TableStore, entities: Sequence[str]) -> None:
    """Raise UsageError where no table names one of the parties; name the nearest."""
    unknown = set(entities)
    for found in _ids(tables, entities):
        unknown -= found
        if not unknown:
            return
    first = min(unknown)
    known = {party for found in _ids(tables) for party in found}
    raise UsageError(
        "runs.unknown-party",
        party=first,
        columns=[f"{table}.{column}" for table, column in _COLUMNS],
        near=nearest_parties(first, known),
    )


def nearest_parties(party: str, known: Iterable[str]) -> Message | str:
    """Name the known parties whose ids are most like one, "" where none is."""
    near = get_close_matches(party, sorted(known), _MOST_NEAR)
    return message("runs.nearest-parties", near=near) if near else ""


def party_rows(tables: TableStore, entities: Sequence[str]) -> list[PartyNames]:
    """Return each party with its names in the register, the first where it has several."""
    rows = tables.table("entities")
    rows = rows.filter(rows.entity_id.isin(list(entities)))
    names: dict[str, tuple[str | None, str | None]] = {}
    for party, *both in tables.rows(rows.select("entity_id", "name", "name_en")):
        names.setdefault(party, (both[0], both[1]))
    none = (None, None)
    return [
        {"entity_id": party, "name": name, "name_en": name_en}
        for party in entities
        for name, name_en in [names.get(party, none)]
    ]


def _ids(tables: TableStore, only: Sequence[str] | None = None) -> Iterator[set[str]]:
    """Yield the ids that each column has, all or of those given."""
    for table, column in _COLUMNS:
        ids = tables.table(table)[column]
        rows = tables.table(table).filter(ids.notnull())
        if only is not None:
            rows = rows.filter(rows[column].isin(list(only)))
        yield {party for (party,) in tables.rows(rows.select(column).distinct())}
