"""Documents of strangers: nothing of them is run, and none takes the memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from engine.errors import DatasetError
from tests.engine.mapping.sources.events import logs
from tests.engine.mapping.sources.events.conftest import Opener

File = Callable[[str, str], Path]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return logs.write("sqlite", tmp_path)


def changed(database: Path, script: str) -> Path:
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(script)
    return database


def refusal(opener: Opener, file: Path) -> str:
    with pytest.raises(DatasetError) as refused:
        opener.rows(file, "events")
    return refused.value.in_language("en")


def test_view_is_not_read_in_place_of_a_table(opener: Opener, database: Path) -> None:
    changed(
        database,
        "DROP TABLE event_object; CREATE VIEW event_object AS WITH RECURSIVE r (n) AS "
        "(SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS ocel_event_id, "
        "n AS ocel_object_id, n AS ocel_qualifier FROM r",
    )

    assert refusal(opener, database) == (
        "log.sqlite: it cannot be read (the database has no table event_object).\n"
        "  Export it again."
    )


def test_virtual_table_is_not_read(opener: Opener, database: Path) -> None:
    changed(
        database,
        "DROP TABLE event_object; CREATE VIRTUAL TABLE event_object USING fts4"
        "(ocel_event_id, ocel_object_id, ocel_qualifier)",
    )

    assert "the database has no table event_object" in refusal(opener, database)


def test_column_that_is_computed_is_not_computed(
    opener: Opener, database: Path
) -> None:
    changed(
        database,
        "DROP TABLE event_Check; CREATE TABLE event_Check (ocel_id TEXT, ocel_time TEXT "
        "GENERATED ALWAYS AS (hex(zeroblob(100000000))) VIRTUAL); "
        "INSERT INTO event_Check (ocel_id) VALUES ('e3')",
    )

    assert "event_Check has no column ocel_time" in refusal(opener, database)


def test_column_that_is_not_there_is_no_text_of_its_name(
    opener: Opener, database: Path
) -> None:
    changed(database, "ALTER TABLE event_Check RENAME COLUMN ocel_time TO day")

    assert "event_Check has no column ocel_time" in refusal(opener, database)


def test_function_of_a_schema_is_not_called(opener: Opener, database: Path) -> None:
    # SQLite makes no index of such a function, but a file may say that there is one.
    changed(
        database,
        "CREATE INDEX odd ON event (abs(ocel_id)); PRAGMA writable_schema = ON; "
        "UPDATE sqlite_schema SET sql = replace(sql, 'abs', 'load_extension') "
        "WHERE name = 'odd'",
    )

    assert "malformed database schema (odd)" in refusal(opener, database)


def test_page_that_is_a_table_many_times_is_refused(
    opener: Opener, database: Path
) -> None:
    size = 4096
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE filler (x)")
        rows = [("x" * 900,) for _ in range(2_000)]
        connection.executemany("INSERT INTO filler VALUES (?)", rows)
        connection.commit()
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'filler'"
        ).fetchone()
        (event,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'event'"
        ).fetchone()
    content = bytearray(database.read_bytes())
    page = (root - 1) * size
    # Every cell of this inner page points to the page of events.
    assert content[page] == 5
    cells = int.from_bytes(content[page + 3 : page + 5], "big")
    for i in range(cells):
        at = page + 12 + 2 * i
        cell = page + int.from_bytes(content[at : at + 2], "big")
        content[cell : cell + 4] = event.to_bytes(4, "big")
    content[page + 8 : page + 12] = event.to_bytes(4, "big")
    database.write_bytes(content)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET rootpage = ? WHERE name = 'event'", (root,)
        )
        connection.commit()

    # The pages are then one event many times, by an id that may stand there once.
    with pytest.raises(DatasetError):
        opener.rows(database, "events")


def test_file_that_is_only_called_a_database_is_none(
    opener: Opener, file: File
) -> None:
    with pytest.raises(DatasetError) as refused:
        opener.sheets(file("log.sqlite", "SQLite format 3"))

    assert "it has no table that can be read" in refused.value.in_language("en")


def test_database_that_is_cut_is_refused(opener: Opener, database: Path) -> None:
    content = database.read_bytes()
    database.write_bytes(content[: len(content) // 2])

    assert "log.sqlite: it cannot be read (" in refusal(opener, database)


def test_id_that_stands_twice_in_a_database_is_refused(
    opener: Opener, database: Path
) -> None:
    changed(
        database,
        "CREATE TABLE copy (ocel_id TEXT, ocel_type TEXT); "
        "INSERT INTO copy SELECT * FROM event; INSERT INTO copy SELECT * FROM event; "
        "DROP TABLE event; ALTER TABLE copy RENAME TO event",
    )

    assert refusal(opener, database) == (
        "log.sqlite, sheet events: the id e1 stands there twice.\n  Export it again."
    )


def test_event_without_an_id_in_a_database_is_refused(
    opener: Opener, database: Path
) -> None:
    changed(database, "INSERT INTO event VALUES (NULL, 'Ship')")

    assert "event has a row without an id" in refusal(opener, database)


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE log SYSTEM "file:///etc/passwd">',
    ],
)
def test_xml_with_a_document_type_is_refused(
    declared: str, opener: Opener, file: File, tmp_path: Path
) -> None:
    text = logs.write("xml", tmp_path).read_text("utf-8")

    odd = file("odd.xml", text.replace("<log>", f"{declared}<log>", 1))

    with pytest.raises(DatasetError) as refused:
        opener.sheets(odd)
    assert refused.value.in_language("en") == (
        "odd.xml: it cannot be read (the XML declares a document type).\n"
        "  Export it again."
    )


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        ("<attributes><attribute name='a'>%s</attribute></attributes>" % ("x" * 2_000_001),
         "an entry of the XML is too long"),
        ("<attributes>%s</attributes>" % ("<attribute name='a'/>" * 25_000),
         "an entry of the XML is too long"),
        ("<a>" * 200 + "</a>" * 200, "the XML is nested too deeply"),
        ("<attributes>", "mismatched tag"),
        ("<attributes><attribute/></attributes>", "attribute has no name"),
    ],
)  # fmt: skip
def test_entry_of_xml_has_its_limits(
    inner: str, reason: str, opener: Opener, file: File, tmp_path: Path
) -> None:
    text = logs.write("xml", tmp_path).read_text("utf-8")
    odd = text.replace("<events>", f"<events><event id='x' type='Ship'>{inner}</event>")

    assert reason in refusal(opener, file("log.xml", odd))


def test_entry_of_json_has_its_limit(opener: Opener, file: File) -> None:
    long = '{"events": [{"id": "%s", ' % ("x" * 4_000_000)

    assert "log.json: it cannot be read (" in refusal(opener, file("log.json", long))
