"""Makes a table of the events of a log, or of its objects of one type.

| the head | of events | of objects |
|---|---|---|
| `id`, `type` | as they stand | as they stand |
| `row_id` | `id`; where an event has several rows, with the object of the row behind it | |
| `time` | as it stands | |
| the name of an attribute | its value | its last value |
| a qualifier, or a type of objects where there is none | the object of that relation | |

An event is one row. Where exactly one of its relations has several objects, it is one
row for each of these. Where several have, nobody can tell which belong together: it is
one row, and the cells of several objects are at fault, unless it is said which of the
relations has a row for each object. Cells of several objects are at fault in objects, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import DatasetError
from engine.mapping.sources.events.log_tables import Kind, LogTables
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
from engine.tables import sql

_UNNAMED = "object"


@dataclass(frozen=True)
class _Cell:
    """A column of the table: its head, its SQL, and the SQL of whether it is at fault."""

    head: str
    text: str
    faulty: str | None = None


def make_table(
    log: LogTables,
    kind: Kind,
    type_: str | None,
    part: Part,
    name: str,
    relation: str | None = None,
) -> SourceTable:
    """Create the table `name` of the entries of a kind, and a type of them or all.

    `relation`: that whose objects have a row each, in place of the only one that has
    several. DatasetError where the log has no such relation, two entries cannot be told
    apart, or there are too many columns.
    """
    _refuse_one_key_for_two(log, kind, part)
    choose(log, kind, type_)
    _keep_relations(log, kind)
    attributes = attributes_of(log, kind, type_)
    relations = _relations(log, relation, part)
    refuse_too_many(len(attributes) + len(relations), part)
    cells = _cells(kind, attributes, relations)
    log.context.run(
        f"CREATE TEMP TABLE {name} AS SELECT e.row, {_listed(cells)} FROM {CHOSEN} e "
        f"LEFT JOIN ({values_of(log, kind, attributes)}) v USING (key) "
        f"LEFT JOIN ({_related(relations)}) r USING (key) "
        f"LEFT JOIN ({_several(kind, relation)}) s USING (key) ORDER BY e.row, s.place"
    )
    log.context.run(f"DROP VIEW {CHOSEN}")
    log.context.run("DROP TABLE log_relations")
    found = heads([[cell.head for cell in cells]], len(cells), part.place)
    rows = log.context.count(f"SELECT count(DISTINCT row) FROM {name}")
    return SourceTable(part, found, name, rows, part.format)


def _relations(log: LogTables, asked: str | None, part: Part) -> list[str]:
    """Return all relations in the order of the log; DatasetError where it lacks `asked`."""
    found = log.context.run(
        "SELECT relation FROM log_relations GROUP BY relation ORDER BY min(place)"
    )
    relations = [str(relation) for (relation,) in found]
    if asked is not None and asked not in relations:
        raise DatasetError(
            "mapping.log-no-relation", place=part.place, relation=asked,
            relations=relations or "—",
        )  # fmt: skip
    return relations


def _listed(cells: Sequence[_Cell]) -> str:
    """List the flaws and the texts of the cells."""
    marks = [
        f"CASE WHEN {cell.faulty} THEN ';N{i};' ELSE '' END"
        for i, cell in enumerate(cells)
        if cell.faulty
    ]
    flaws = f"nullif({' || '.join(marks)}, '')" if marks else "CAST(NULL AS VARCHAR)"
    texts = (f"nullif({cell.text}, '') AS c{i}" for i, cell in enumerate(cells))
    return f"{flaws} AS flaws, {', '.join(texts)}"


def _cells(
    kind: Kind, attributes: Sequence[str], relations: Sequence[str]
) -> list[_Cell]:
    cells = [_Cell("id", "e.id")]
    if kind == "event":
        cells.append(_Cell("row_id", "e.id || coalesce('-' || s.id, '')"))
    cells.append(_Cell("type", "e.type"))
    if kind == "event":
        cells.append(_Cell("time", "coalesce(e.time, v.own_time)"))
    for i, attribute in enumerate(attributes):
        cells.append(_Cell(attribute, f"v.a{i}", f"v.n{i}"))
    for i, relation in enumerate(relations):
        is_split = f"s.relation = {sql.text(relation)}"
        text = f"CASE WHEN {is_split} THEN s.id WHEN r.m{i} = 1 THEN r.r{i} END"
        several = f"r.m{i} > 1 AND NOT coalesce({is_split}, false)"
        cells.append(_Cell(relation, text, several))
    return cells


def _refuse_one_key_for_two(log: LogTables, kind: Kind, part: Part) -> None:
    twice = log.context.run(
        f"SELECT key FROM {log.name('entries')} WHERE kind = '{kind}' "
        "GROUP BY key HAVING count(*) > 1 ORDER BY key LIMIT 1"
    )
    if twice:
        raise DatasetError(
            "mapping.log-id-twice", place=part.place, id=str(twice[0][0])
        )


def _keep_relations(log: LogTables, kind: Kind) -> None:
    """Keep `log_relations` (key, relation, id, place): each object of a relation once."""
    entries = log.name("entries")
    types = f"SELECT id, any_value(type) AS type FROM {entries} WHERE kind = 'object' GROUP BY id"
    relation = f"coalesce(nullif(l.qualifier, ''), t.type, '{_UNNAMED}')"
    log.context.run(
        f"CREATE TEMP TABLE log_relations AS SELECT l.key, {relation} AS relation, l.id, "
        f"min(l.place) AS place FROM {log.name('related')} l SEMI JOIN {CHOSEN} "
        f"USING (kind, key) LEFT JOIN ({types}) t ON t.id = l.id AND l.qualifier = '' "
        "GROUP BY ALL"
    )


def _related(relations: Sequence[str]) -> str:
    """Query a row for each entry: an object of each relation, and how many there are."""
    columns = ""
    for i, relation in enumerate(relations):
        of = f"FILTER (relation = {sql.text(relation)})"
        columns += f", any_value(id) {of} AS r{i}, count(*) {of} AS m{i}"
    return f"SELECT key{columns} FROM log_relations GROUP BY key"


def _several(kind: Kind, relation: str | None) -> str:
    """Query the objects of the relation of an event whose objects have a row each."""
    counts = (
        "SELECT key, relation FROM log_relations GROUP BY key, relation "
        "HAVING count(*) > 1"
    )
    if relation is not None:
        split = f"SELECT * FROM ({counts}) WHERE relation = {sql.text(relation)}"
    else:
        split = (
            f"SELECT key, any_value(relation) AS relation FROM ({counts}) GROUP BY key "
            f"HAVING count(*) = 1 AND {kind == 'event'}"
        )
    return f"SELECT * FROM log_relations SEMI JOIN ({split}) USING (key, relation)"
