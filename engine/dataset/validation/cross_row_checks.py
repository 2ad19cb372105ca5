"""Faults that only show between rows: repetitions, used keys, wrong corrections."""

from __future__ import annotations

from engine.dataset.raw_table import RawTable, ReadContext
from engine.dataset.readers.numbering import keep_twice
from engine.dataset.schema import TableSchema
from engine.dataset.validation import reasons
from engine.dataset.validation.staging import Staged
from engine.tables import sql


def keep_alike(context: ReadContext, staged: Staged, schema: TableSchema) -> None:
    """Keep the rows that share their mark with others, and those that are corrected: `alike`.

    A mark is the hash of the key, or of the content where the form has no key.
    Needs `corrections`, if the form has them. Everything that shows only between
    rows is then asked of these few.
    """
    key = sql.name(schema.key) if schema.key else "CAST(NULL AS VARCHAR)"
    mark = f"hash({key if schema.key else 'content'})"
    keep_twice(context, f"SELECT {mark} FROM {staged.name}", "marks")
    if schema.table == "records":
        context.run("INSERT INTO marks SELECT hash(corrects) FROM corrections")
    wanted = (
        f"{mark} IN (SELECT number FROM marks)"
        if context.count("SELECT count(*) FROM marks")
        else "false"
    )
    # The long table is only looked through, never the one that is looked up.
    context.run(
        f"CREATE OR REPLACE TEMP TABLE alike AS SELECT row, {key} AS key, "
        f"{mark} AS mark FROM {staged.name} WHERE {wanted}"
    )


def settle_repeated(context: ReadContext, staged: Staged, schema: TableSchema) -> None:
    """Set repeated rows aside and reject rows whose key another row has taken.

    Of records the first row has the key whatever its own faults: a later one
    was "seen before with other content". Of register rows the first one that
    keeps to the form has it.
    """
    context.run("CREATE OR REPLACE TEMP TABLE repeated (row BIGINT)")
    context.run(
        "CREATE OR REPLACE TEMP TABLE contested "
        "(row BIGINT, line BIGINT, key VARCHAR, first_row BIGINT)"
    )
    context.run(
        "CREATE OR REPLACE TEMP TABLE candidates AS SELECT row FROM alike "
        "WHERE mark IN (SELECT mark FROM alike GROUP BY mark HAVING count(*) > 1)"
    )
    if not context.count("SELECT count(*) FROM candidates"):
        return
    key = sql.name(schema.key) if schema.key else "CAST(NULL AS VARCHAR)"
    holder = "true" if schema.table == "records" else "faults IS NULL"
    context.run(
        "CREATE OR REPLACE TEMP TABLE twins AS "
        f"SELECT row, line, {key} AS key, faults, row_number() OVER "
        f"(PARTITION BY {key}, content ORDER BY row) AS copy, "
        f"min(row) FILTER ({holder}) OVER (PARTITION BY {key}) AS first_row "
        f"FROM ({staged.at('SELECT row FROM candidates')})"
    )
    context.run("INSERT INTO repeated SELECT row FROM twins WHERE copy > 1")
    context.run(
        "INSERT INTO contested SELECT row, line, key, first_row FROM twins "
        "WHERE copy = 1 AND key IS NOT NULL AND row > first_row"
    )
    context.run("DROP TABLE twins")


def keep_corrections(context: ReadContext, staged: str) -> None:
    """Keep the rows that correct others: `corrections`."""
    context.run(
        "CREATE OR REPLACE TEMP TABLE corrections AS "
        f"SELECT row, line, record_id, corrects FROM {staged} "
        "WHERE corrects IS NOT NULL"
    )


def settle_corrections(context: ReadContext) -> None:
    """Note corrections that point nowhere in the file or run in a circle."""
    context.run(
        "CREATE OR REPLACE TEMP TABLE miscorrected AS "
        "SELECT row, line, corrects, false AS is_circle FROM corrections "
        "WHERE corrects NOT IN (SELECT key FROM alike WHERE key IS NOT NULL)"
    )
    settled = (
        "row NOT IN (SELECT row FROM repeated) "
        "AND row NOT IN (SELECT row FROM contested)"
    )
    context.run(
        "CREATE OR REPLACE TEMP TABLE hops AS SELECT record_id AS id, "
        "corrects AS target FROM corrections "
        f"WHERE record_id IS NOT NULL AND {settled}"
    )
    if _leap(context):
        context.run(
            "INSERT INTO miscorrected SELECT row, line, corrects, true "
            "FROM corrections WHERE record_id IN (SELECT target FROM hops) "
            f"AND {settled}"
        )


def _leap(context: ReadContext) -> bool:
    """Double the length of every hop until all chains have ended.

    A chain that ends drops out. What is left after more steps than there are
    hops has gone round, and every target then lies on a circle.
    """
    steps, hops = 1, context.count("SELECT count(*) FROM hops")
    left = hops
    while left and steps <= hops:
        context.run(
            "CREATE OR REPLACE TEMP TABLE hops AS SELECT a.id, b.target "
            "FROM hops a JOIN hops b ON a.target = b.id"
        )
        left, steps = context.count("SELECT count(*) FROM hops"), steps * 2
    return left > 0


def keep_chained(context: ReadContext, staged: Staged, name: str) -> None:
    """Keep the accepted records that correct others or are corrected, as a lasting table."""
    context.run(
        "CREATE OR REPLACE TEMP TABLE chained AS SELECT * FROM ("
        "SELECT row, record_id FROM corrections UNION SELECT row, key FROM alike "
        "WHERE key IN (SELECT corrects FROM corrections)"
        ") WHERE row NOT IN (SELECT row FROM unused)"
    )
    context.run(
        f"CREATE TABLE {name} AS SELECT CAST(0 AS INTEGER) AS situation, "
        "row, chained.record_id, occurred_on, corrects, recorded_on "
        f"FROM ({staged.at('SELECT row FROM chained')}) JOIN chained USING (row)"
    )


def find_roots(context: ReadContext) -> None:
    """Trace each accepted correction to the first record of its chain: `roots`.

    A rejected row corrects nothing, so a chain through it begins with it.
    """
    context.run(
        "CREATE OR REPLACE TEMP TABLE roots AS SELECT record_id AS id, "
        "corrects AS root FROM corrections "
        "WHERE row NOT IN (SELECT row FROM unused)"
    )
    while context.count("SELECT count(*) FROM roots a JOIN roots b ON a.root = b.id"):
        context.run(
            "CREATE OR REPLACE TEMP TABLE roots AS "
            "SELECT a.id, coalesce(b.root, a.root) AS root "
            "FROM roots a LEFT JOIN roots b ON a.root = b.id"
        )


def reject_rows(
    context: ReadContext, staged: Staged, rows: RawTable, schema: TableSchema
) -> None:
    """Write every fault of the staged rows to `rejected`; list rows not used."""
    place = f"{sql.text(schema.table)}, {sql.text(rows.file)}, row, line"
    fault = "f.column_name, f.value, f.reason_zh, f.reason_en"
    if staged.faulty:
        faulty = staged.at(f"{staged.faulty} EXCEPT SELECT row FROM repeated")
        context.run(
            f"INSERT INTO rejected SELECT {place}, {fault} "
            f"FROM (SELECT row, line, unnest(faults) AS f FROM ({faulty}))"
        )
    key = sql.text(schema.key or "")
    context.run(
        f"INSERT INTO rejected SELECT {place}, {key}, key, "
        f"'第 ' || first_row || ' 行已用过这个 ' || {key} || '，内容不同', "
        f"{key} || ' was seen before in row ' || first_row || ' with other content' "
        "FROM contested"
    )
    if schema.table == "records":
        _reject_miscorrected(context, place)
    context.run(
        "CREATE OR REPLACE TEMP TABLE unused AS SELECT row FROM repeated UNION "
        f"SELECT row FROM rejected WHERE table_name = {sql.text(schema.table)}"
    )


def _reject_miscorrected(context: ReadContext, place: str) -> None:
    for is_circle, reason in ((False, reasons.NOWHERE), (True, reasons.CIRCLE)):
        context.run(
            f"INSERT INTO rejected SELECT {place}, 'corrects', corrects, ?, ? "
            "FROM miscorrected WHERE is_circle = ? "
            "AND row NOT IN (SELECT row FROM repeated)",
            reason.zh,
            reason.en,
            is_circle,
        )
