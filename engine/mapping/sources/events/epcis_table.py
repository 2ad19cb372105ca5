"""Makes a table of the events of an EPCIS document, with what replaces what.

An event that is in error is declared to be so by another, which may name the events that
stand for it. Three columns say what that means for a row:

| head | is filled in |
|---|---|
| `errorDeclaration` | the declaration itself, with its time: it is no event of its own |
| `corrects` | a row that stands for one in error, with the `row_id` of that |
| `voided` | a row in error that no other stands for |

Of an event and the one that stands for it, rows of the same object belong together, or
the only rows of both.
"""

from __future__ import annotations

from engine.mapping.sources.events.epcis_events import CORRECTIVE, HEADS
from engine.mapping.sources.events.log_tables import LogTables
from engine.mapping.sources.events.pivot import (
    CHOSEN,
    attributes_of,
    choose,
    refuse_too_many,
    values_of,
)
from engine.mapping.sources.heads import heads
from engine.mapping.sources.parts import Part
from engine.mapping.sources.source_table import SourceTable

_ADDED = ("corrects", "voided")


def make_epcis_table(log: LogTables, part: Part, name: str) -> SourceTable:
    """Create the table `name` of all rows; DatasetError where columns are too many."""
    context = log.context
    choose(log, "event")
    others = [a for a in attributes_of(log, "event", None) if a not in HEADS]
    names = (*HEADS, *others)
    refuse_too_many(len(names) + len(_ADDED), part)
    marks = " || ".join(
        f"CASE WHEN v.n{i} THEN ';N{i};' ELSE '' END" for i in range(len(names))
    )
    texts = ", ".join(f"nullif(v.a{i}, '') AS c{i}" for i in range(len(names)))
    context.run(
        f"CREATE TEMP TABLE {name}_rows AS SELECT e.row, e.key, nullif({marks}, '') "
        f"AS flaws, {texts} FROM {CHOSEN} e "
        f"LEFT JOIN ({values_of(log, 'event', names)}) v USING (key)"
    )
    _keep_replaced(log, name)
    context.run(
        f"CREATE TEMP TABLE {name} AS SELECT r.row, r.flaws, r.* EXCLUDE (row, key, flaws), "
        f"p.row_id AS c{len(names)}, "
        f"CASE WHEN v.row_id IS NOT NULL THEN 'true' END AS c{len(names) + 1} "
        f"FROM {name}_rows r LEFT JOIN (SELECT key, min(row_id) AS row_id FROM {name}_pairs "
        "GROUP BY key) p USING (key) "
        f"LEFT JOIN {name}_voided v ON v.row_id = r.{_ROW_ID} AND r.{_DECLARED} IS NULL "
        "ORDER BY r.row, r.key"
    )
    for made in ("rows", "pairs", "voided"):
        context.run(f"DROP TABLE {name}_{made}")
    context.run(f"DROP VIEW {CHOSEN}")
    found = heads([[*names, *_ADDED]], len(names) + len(_ADDED), part.place)
    rows = context.count(f"SELECT count(DISTINCT row) FROM {name}")
    return SourceTable(part, found, name, rows, part.format)


def _column(head: str) -> str:
    return f"c{HEADS.index(head)}"


_EVENT, _ROW_ID, _DECLARED = map(_column, ("eventID", "row_id", "errorDeclaration"))
_THING = f"coalesce({_column('epc')}, {_column('epcClass')})"


def _keep_replaced(log: LogTables, name: str) -> None:
    """Keep `<name>_pairs` (key, row_id): a row, and the one in error for which it stands.

    And `<name>_voided` (row_id): a row in error for which none stands.
    """
    sound = (
        f"SELECT key, {_EVENT} AS event, {_ROW_ID} AS row_id, {_THING} AS thing, "
        f"count(*) OVER (PARTITION BY {_EVENT}) AS several "
        f"FROM {name}_rows WHERE {_DECLARED} IS NULL"
    )
    named = (
        f"SELECT DISTINCT key AS event, id AS corrective FROM {log.name('related')} "
        f"WHERE qualifier = '{CORRECTIVE}'"
    )
    log.context.run(
        f"CREATE TEMP TABLE {name}_pairs AS WITH sound AS ({sound}) "
        f"SELECT n.key, o.row_id FROM ({named}) d JOIN sound o ON o.event = d.event "
        "JOIN sound n ON n.event = d.corrective "
        "WHERE o.thing = n.thing OR (o.several = 1 AND n.several = 1)"
    )
    log.context.run(
        f"CREATE TEMP TABLE {name}_voided AS SELECT DISTINCT {_ROW_ID} AS row_id "
        f"FROM {name}_rows WHERE {_DECLARED} IS NULL AND {_EVENT} IN "
        f"(SELECT {_EVENT} FROM {name}_rows WHERE {_DECLARED} IS NOT NULL) "
        f"AND {_ROW_ID} NOT IN (SELECT row_id FROM {name}_pairs)"
    )
