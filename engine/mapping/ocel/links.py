"""Which columns of a dataset name an object of the log, and as what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.tables import sql

OBJECTS, RENAMED = "log_objects", "log_renamed"
_OUTLETS = "SELECT outlet_id FROM outlets EXCEPT SELECT entity_id FROM entities"


@dataclass(frozen=True)
class Link:
    """A column that holds the key of an object: of which type, and what it is to us."""

    column: str
    type: str
    qualifier: str


@dataclass(frozen=True)
class ObjectTable:
    """A register whose rows are objects of a type.

    `is_named_elsewhere`: records or registers may name objects that it lacks. `key` is
    the column with the key of an object; None: it has none, and its rows are numbered.
    """

    table: str
    type: str
    key: str | None
    links: tuple[Link, ...]
    is_named_elsewhere: bool = True

    @property
    def rows(self) -> str:
        """The SQL of the rows, with the key of the object in `key`."""
        if self.key is not None:
            return f"(SELECT {sql.name(self.key)} AS key, * FROM {self.table})"
        numbered = f"'{self.type}-' || row_number() OVER ()"
        return f"(SELECT {numbered} AS key, * FROM (FROM {self.table} ORDER BY ALL))"


_MAKER = Link("maker_id", "party", "maker")
# Where two types have a key in common, the first of them keeps it as its id.
OBJECT_TABLES = (
    ObjectTable(
        "batteries", "battery", "battery_code",
        (_MAKER, Link("parent_code", "battery", "parent")),
    ),
    ObjectTable("vehicles", "vehicle", "vin", (_MAKER,)),
    ObjectTable("entities", "party", "entity_id", ()),
    ObjectTable(
        "outlets", "outlet", "outlet_id",
        (Link("operator_id", "party", "operator"), Link("run_by", "party", "run by")),
        is_named_elsewhere=False,
    ),
    ObjectTable(
        "credentials", "credential", None, (Link("entity_id", "party", "holder"),),
        is_named_elsewhere=False,
    ),
)  # fmt: skip
OF_RECORDS = (
    Link("battery_code", "battery", "battery"),
    Link("vin", "vehicle", "vehicle"),
    Link("actor_id", "party", "actor"),
    Link("counterparty_id", "party", "counterparty"),
)


def ids(links: Sequence[Link]) -> str:
    """List the ids of the objects that the row `r` names, as `renaming` joins them."""
    return "".join(
        f", coalesce(l{i}.id, r.{sql.name(link.column)})"
        for i, link in enumerate(links)
    )


def renaming(links: Sequence[Link]) -> str:
    """Write the joins of the row `r` with the objects whose id is not their key."""
    return "".join(
        f" LEFT JOIN {RENAMED} l{i} ON l{i}.type = {sql.text(link.type)} "
        f"AND l{i}.key = r.{sql.name(link.column)}"
        for i, link in enumerate(links)
    )


def creating(tables: Sequence[ObjectTable], records: str) -> list[str]:
    """Write the statements that create the tables of objects and of the renamed ones.

    `records` is the SQL of the records that are written. A party that is no entity but
    an outlet of the register is that outlet.
    """
    found = [f"SELECT {sql.text(t.type)}, key FROM {t.rows}" for t in tables]
    sources = [(records, OF_RECORDS), *((table.table, table.links) for table in tables)]
    for source, links in sources:
        for link in links:
            is_other = f"IN ({_OUTLETS})" if link.type == "party" else "IS NULL"
            column = sql.name(link.column)
            found.append(
                f"SELECT {sql.text(link.type)}, {column} FROM {source} "
                f"WHERE {column} IS NOT NULL AND NOT {column} {is_other}"
            )
    order = " ".join(
        f"WHEN {sql.text(table.type)} THEN {place}"
        for place, table in enumerate(tables)
    )
    first = f"row_number() OVER (PARTITION BY key ORDER BY CASE type {order} END) = 1"
    return [
        f"CREATE OR REPLACE TEMP TABLE {OBJECTS} AS SELECT *, CASE WHEN {first} "
        "THEN key ELSE key || ' (' || type || ')' END AS id FROM "
        f"(SELECT DISTINCT * FROM ({' UNION ALL '.join(found)}) AS named (type, key))",
        f"CREATE OR REPLACE TEMP TABLE {RENAMED} AS FROM {OBJECTS} WHERE id <> key",
    ]
