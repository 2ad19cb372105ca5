"""JSON Lines: one flat object a line, read in columns, numbers as they are written."""

from __future__ import annotations

import json
import re
from pathlib import Path

from engine.dataset import csv_scan, encoding, sql
from engine.dataset.forms import Form
from engine.dataset.numbering import renumbered
from engine.dataset.reading import Desk, Found, Rows, heading
from engine.errors import DatasetError

_STRING = r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"'
_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_PAIR = rf"{_STRING}\s*:\s*(?:{_STRING}|{_NUMBER}|true|false|null)"
_FLAT = rf"\s*\{{\s*(?:{_PAIR}(?:\s*,\s*{_PAIR})*)?\s*\}}\s*"


def open_jsonl(desk: Desk, path: Path, form: Form) -> Rows:
    """Prepare a JSON Lines file; its columns are all keys that any line has."""
    scan = encoding.scan(path, path.name, desk.encoding)
    plain = path
    if scan.encoding == "gb18030":
        plain = encoding.to_utf8(path, scan.encoding, desk.scratch / "lines.utf8")
    if not scan.is_even or scan.has_long_lines:
        plain = encoding.even(plain, desk.scratch / f"{form.table}.even")
    lines = f"json_{form.table}"
    _read_lines(desk, plain, lines)
    _refuse_array(desk, lines, path)
    _judge_lines(desk, lines)
    keys = _keys(desk, lines, path) or list(form.names)
    pointers = ", ".join(sql.text(_pointer(key)) for key in keys)
    cells = ", ".join(_cell(i, key) for i, key in enumerate(keys))
    return Rows(
        file=path.name,
        encoding="jsonl",
        columns=tuple(Found(name.name) for name in heading(keys, path.name)),
        query=f"SELECT line, flaws, {cells} FROM (SELECT *, "
        f"json_extract_string(content, [{pointers}]) AS texts, "
        f"json_type(content, [{pointers}]) AS types FROM {lines}_judged)",
    )


def _cell(index: int, key: str) -> str:
    """Take a value as text, and a fraction as it is written, not as it is stored.

    In a sound flat object only the quote that opens a key follows a brace or a
    comma, so the pattern cannot match inside a text.
    """
    written = (
        rf"[{{,]\s*{re.escape(json.dumps(key, ensure_ascii=False))}\s*:\s*({_NUMBER})"
    )
    found = f"nullif(regexp_extract(content, {sql.text(written)}, 1), '')"
    text = f"texts[{index + 1}]"
    return (
        f"CASE WHEN types[{index + 1}] = 'DOUBLE' "
        f"THEN coalesce({found}, {text}) ELSE {text} END AS c{index}"
    )


def _read_lines(desk: Desk, path: Path, lines: str) -> None:
    """Take the lines as texts; a blank line is no row, an overlong one is broken."""
    scan = csv_scan.lines(desk.safe(path))
    desk.run(f"CREATE TEMP TABLE {lines} AS SELECT *, '' AS flaw FROM {scan}")
    if desk.count("SELECT count(*) FROM reject_errors"):
        desk.run(
            "CREATE OR REPLACE TEMP TABLE overlong AS SELECT line, "
            "left(first(csv_line), 200) AS content, ';L;' AS flaw "
            "FROM reject_errors GROUP BY line"
        )
        desk.run("DELETE FROM reject_errors")
        desk.run(
            f"CREATE OR REPLACE TEMP TABLE {lines} AS "
            f"(SELECT * FROM ({renumbered(lines, 'line', 'overlong')}) "
            "UNION ALL SELECT line, content, flaw FROM overlong) ORDER BY line"
        )


def _refuse_array(desk: Desk, lines: str, path: Path) -> None:
    first = desk.run(f"SELECT left(trim(content), 1) FROM {lines} LIMIT 1")
    if first and first[0][0] == "[":
        raise DatasetError(
            f"{path.name}: the file is one JSON array.\n"
            "  JSON Lines has one object on each line, without commas between them."
        )


def _judge_lines(desk: Desk, lines: str) -> None:
    """Tell sound lines from others: what both the grammar and DuckDB take is sound."""
    is_flat = f"regexp_full_match(content, {sql.text(_FLAT)}) AND json_valid(content)"
    is_object = "json_valid(content) AND json_type(content) = 'OBJECT'"
    has_nested = (
        f"CASE WHEN {is_object} THEN list_has_any(list_transform("
        "json_keys(content), lambda k: json_type(json_extract(content, "
        "'/' || replace(replace(k, '~', '~0'), '/', '~1')))), ['OBJECT', 'ARRAY']) END"
    )
    desk.run(
        f"CREATE TEMP TABLE {lines}_judged AS SELECT line, "
        "CASE WHEN is_flat THEN content END AS content, "
        "CASE WHEN is_flat THEN NULL WHEN flaw <> '' THEN flaw || content "
        f"WHEN {has_nested} THEN ';N;' || content ELSE ';J;' || content END AS flaws "
        f"FROM (SELECT *, flaw = '' AND {is_flat} AS is_flat FROM {lines} "
        "WHERE NOT regexp_full_match(coalesce(content, ''), '\\s*'))"
    )
    desk.run(f"DROP TABLE {lines}")


def _keys(desk: Desk, lines: str, path: Path) -> list[str]:
    """List the keys of all lines; a line in which one stands twice is broken."""
    desk.run(
        "CREATE OR REPLACE TEMP TABLE key_lists AS SELECT DISTINCT "
        f"json_keys(content) AS keys FROM {lines}_judged WHERE content IS NOT NULL"
    )
    repeats = "len(keys) > len(list_distinct(keys))"
    if desk.count(f"SELECT count(*) FROM key_lists WHERE {repeats}"):
        desk.run(
            f"UPDATE {lines}_judged SET flaws = ';K;' || content, content = NULL "
            f"WHERE {repeats.replace('keys', 'json_keys(content)')}"
        )
    found = desk.run("SELECT DISTINCT unnest(keys) AS key FROM key_lists ORDER BY key")
    keys = [str(row[0]) for row in found]
    if any("\0" in key for key in keys):
        raise DatasetError(f"{path.name}: a key contains a NUL character.")
    return keys


def _pointer(key: str) -> str:
    return "/" + key.replace("~", "~0").replace("/", "~1")
