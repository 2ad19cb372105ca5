"""Faults that only show between rows: repetitions, used keys, wrong corrections.

Every function is handed the tables that it reads. Those that it makes are temporary
tables, in the order in which `check_rows` makes them:

| table | columns | rows |
|---|---|---|
| corrections | row, line, record_id, corrects | records that correct another one |
| marks | number | hashes of keys that come twice or are corrected |
| alike | row, key, mark | rows whose key has one of these hashes |
| repeated | row | rows equal to an earlier one |
| contested | row, line, key, first_row | rows whose key `first_row` has |
| miscorrected | row, line, corrects, is_circle | corrections of nothing or in a circle |
| unused | row | rows repeated or rejected |

A *mark* is the hash of a row's key, or of its content where the schema has no key.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.dataset.raw_table import RawTable, ReadContext
from engine.dataset.readers.numbering import keep_twice
from engine.dataset.schema import TableSchema
from engine.dataset.validation import reasons
from engine.dataset.validation.staged import Staged
from engine.tables import sql


@dataclass(frozen=True)
class Outcome:
    """The temporary tables that say what became of the rows (see the module).

    `corrections` and `alike` serve to trace corrections; a register has no
    corrections.
    """

    repeated: str
    unused: str
    alike: str
    corrections: str | None


def check_rows(
    context: ReadContext, staged: Staged, rows: RawTable, schema: TableSchema
) -> Outcome:
    """Find all faults between rows; write the faults of every row to `rejected`."""
    is_records = schema.table == "records"
    corrections = _keep_corrections(context, staged) if is_records else None
    alike = _keep_alike(context, staged, schema, corrections)
    repeated, contested = _keep_repeated(context, staged, schema, alike)
    _reject_faulty(context, staged, rows, schema, repeated)
    _reject_contested(context, rows, schema, contested)
    if corrections:
        settled = (
            f"row NOT IN (SELECT row FROM {repeated}) "
            f"AND row NOT IN (SELECT row FROM {contested})"
        )
        wrong = _keep_miscorrected(context, corrections, alike, settled)
        _reject_miscorrected(context, rows, schema, wrong, repeated)
    context.run(
        f"CREATE OR REPLACE TEMP TABLE unused AS SELECT row FROM {repeated} UNION "
        f"SELECT row FROM rejected WHERE table_name = {sql.text(schema.table)}"
    )
    return Outcome(repeated, "unused", alike, corrections)


def keep_chained(
    context: ReadContext, staged: Staged, outcome: Outcome, name: str
) -> None:
    """Keep the accepted records that correct others or are corrected as a table.

    Columns: situation, row, record_id, occurred_on, corrects, recorded_on.
    """
    context.run(
        "CREATE OR REPLACE TEMP TABLE chained AS SELECT * FROM ("
        f"SELECT row, record_id FROM {outcome.corrections} "
        f"UNION SELECT row, key FROM {outcome.alike} "
        f"WHERE key IN (SELECT corrects FROM {outcome.corrections})"
        f") WHERE row NOT IN (SELECT row FROM {outcome.unused})"
    )
    context.run(
        f"CREATE TABLE {name} AS SELECT CAST(0 AS INTEGER) AS situation, "
        "row, chained.record_id, occurred_on, corrects, recorded_on "
        f"FROM ({staged.at('SELECT row FROM chained')}) JOIN chained USING (row)"
    )


def keep_roots(context: ReadContext, outcome: Outcome) -> str:
    """Trace each accepted correction to the first record of its chain.

    Returns the name of a temporary table: id, the record_id of a correction, and
    root, that of the first record. A rejected row corrects nothing, so a chain
    through it begins with it.
    """
    roots = "roots"
    context.run(
        f"CREATE OR REPLACE TEMP TABLE {roots} AS SELECT record_id AS id, "
        f"corrects AS root FROM {outcome.corrections} "
        f"WHERE row NOT IN (SELECT row FROM {outcome.unused})"
    )
    # Each pass replaces a root by its own root, which doubles the traced length.
    while context.count(
        f"SELECT count(*) FROM {roots} a JOIN {roots} b ON a.root = b.id"
    ):
        context.run(
            f"CREATE OR REPLACE TEMP TABLE {roots} AS "
            "SELECT a.id, coalesce(b.root, a.root) AS root "
            f"FROM {roots} a LEFT JOIN {roots} b ON a.root = b.id"
        )
    return roots


def _keep_corrections(context: ReadContext, staged: Staged) -> str:
    corrections = "corrections"
    context.run(
        f"CREATE OR REPLACE TEMP TABLE {corrections} AS "
        f"SELECT row, line, record_id, corrects FROM {staged.name} "
        "WHERE corrects IS NOT NULL"
    )
    return corrections


def _keep_alike(
    context: ReadContext, staged: Staged, schema: TableSchema, corrections: str | None
) -> str:
    """Keep the rows that share their mark with others, and those that are corrected.

    They are few; all later checks look at these instead of at the whole table.
    """
    alike, marks = "alike", "marks"
    key = _key(schema)
    mark = f"hash({key if schema.key else 'content'})"
    keep_twice(context, f"SELECT {mark} FROM {staged.name}", marks)
    if corrections:
        context.run(f"INSERT INTO {marks} SELECT hash(corrects) FROM {corrections}")
    wanted = (
        f"{mark} IN (SELECT number FROM {marks})"
        if context.count(f"SELECT count(*) FROM {marks}")
        else "false"
    )
    # The long table streams past the short one, which alone is held in memory.
    context.run(
        f"CREATE OR REPLACE TEMP TABLE {alike} AS SELECT row, {key} AS key, "
        f"{mark} AS mark FROM {staged.name} WHERE {wanted}"
    )
    return alike


def _keep_repeated(
    context: ReadContext, staged: Staged, schema: TableSchema, alike: str
) -> tuple[str, str]:
    """Keep the repeated rows, and those whose key another row has.

    Of records the first row has the key whatever its own faults: a later one
    was "seen before with other content". Of register rows the first one without
    faults has it.
    """
    repeated, contested = "repeated", "contested"
    context.run(f"CREATE OR REPLACE TEMP TABLE {repeated} (row BIGINT)")
    context.run(
        f"CREATE OR REPLACE TEMP TABLE {contested} "
        "(row BIGINT, line BIGINT, key VARCHAR, first_row BIGINT)"
    )
    context.run(
        f"CREATE OR REPLACE TEMP TABLE candidates AS SELECT row FROM {alike} "
        f"WHERE mark IN (SELECT mark FROM {alike} GROUP BY mark HAVING count(*) > 1)"
    )
    if not context.count("SELECT count(*) FROM candidates"):
        return repeated, contested
    key = _key(schema)
    has_key = "true" if schema.table == "records" else "faults IS NULL"
    context.run(
        "CREATE OR REPLACE TEMP TABLE twins AS "
        f"SELECT row, line, {key} AS key, faults, row_number() OVER "
        f"(PARTITION BY {key}, content ORDER BY row) AS copy, "
        f"min(row) FILTER ({has_key}) OVER (PARTITION BY {key}) AS first_row "
        f"FROM ({staged.at('SELECT row FROM candidates')})"
    )
    context.run(f"INSERT INTO {repeated} SELECT row FROM twins WHERE copy > 1")
    context.run(
        f"INSERT INTO {contested} SELECT row, line, key, first_row FROM twins "
        "WHERE copy = 1 AND key IS NOT NULL AND row > first_row"
    )
    context.run("DROP TABLE twins")
    return repeated, contested


def _keep_miscorrected(
    context: ReadContext, corrections: str, alike: str, settled: str
) -> str:
    """Keep corrections of a record that is not in the file, or that form a circle.

    `settled` is the condition that a row is neither repeated nor contested.
    """
    wrong, hops = "miscorrected", "hops"
    context.run(
        f"CREATE OR REPLACE TEMP TABLE {wrong} AS "
        f"SELECT row, line, corrects, false AS is_circle FROM {corrections} "
        f"WHERE corrects NOT IN (SELECT key FROM {alike} WHERE key IS NOT NULL)"
    )
    context.run(
        f"CREATE OR REPLACE TEMP TABLE {hops} AS SELECT record_id AS id, "
        f"corrects AS target FROM {corrections} "
        f"WHERE record_id IS NOT NULL AND {settled}"
    )
    if _end_in_circles(context, hops):
        context.run(
            f"INSERT INTO {wrong} SELECT row, line, corrects, true "
            f"FROM {corrections} WHERE record_id IN (SELECT target FROM {hops}) "
            f"AND {settled}"
        )
    return wrong


def _end_in_circles(context: ReadContext, hops: str) -> bool:
    """Double the length of every hop until all chains have ended; else return True.

    A chain that ends drops out. What is left after more steps than there are
    hops goes round, and every target then lies on a circle.
    """
    steps, limit = 1, context.count(f"SELECT count(*) FROM {hops}")
    left = limit
    while left and steps <= limit:
        context.run(
            f"CREATE OR REPLACE TEMP TABLE {hops} AS SELECT a.id, b.target "
            f"FROM {hops} a JOIN {hops} b ON a.target = b.id"
        )
        left, steps = context.count(f"SELECT count(*) FROM {hops}"), steps * 2
    return left > 0


def _reject_faulty(
    context: ReadContext,
    staged: Staged,
    rows: RawTable,
    schema: TableSchema,
    repeated: str,
) -> None:
    """Reject the rows with faults of their own, but for the repeated ones."""
    if not staged.faulty:
        return
    faulty = staged.at(f"{staged.faulty} EXCEPT SELECT row FROM {repeated}")
    context.run(
        f"INSERT INTO rejected SELECT {_place(rows, schema)}, "
        "f.column_name, f.value, f.reason_zh, f.reason_en "
        f"FROM (SELECT row, line, unnest(faults) AS f FROM ({faulty}))"
    )


def _reject_contested(
    context: ReadContext, rows: RawTable, schema: TableSchema, contested: str
) -> None:
    key = schema.key or ""
    zh = reasons.key_taken(key, "first_row", "zh")
    en = reasons.key_taken(key, "first_row", "en")
    context.run(
        f"INSERT INTO rejected SELECT {_place(rows, schema)}, {sql.text(key)}, key, "
        f"{zh}, {en} FROM {contested}"
    )


def _reject_miscorrected(
    context: ReadContext,
    rows: RawTable,
    schema: TableSchema,
    wrong: str,
    repeated: str,
) -> None:
    for is_circle, reason in (
        (False, reasons.CORRECTS_NOTHING),
        (True, reasons.CORRECTS_CIRCLE),
    ):
        context.run(
            f"INSERT INTO rejected SELECT {_place(rows, schema)}, 'corrects', "
            f"corrects, ?, ? FROM {wrong} WHERE is_circle = ? "
            f"AND row NOT IN (SELECT row FROM {repeated})",
            reason.in_language("zh"),
            reason.in_language("en"),
            is_circle,
        )


def _key(schema: TableSchema) -> str:
    return sql.name(schema.key) if schema.key else "CAST(NULL AS VARCHAR)"


def _place(rows: RawTable, schema: TableSchema) -> str:
    """Write the first columns of `rejected`: table_name, file, row, line."""
    return f"{sql.text(schema.table)}, {sql.text(rows.file)}, row, line"
