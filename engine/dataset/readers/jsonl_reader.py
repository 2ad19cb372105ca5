"""Reads JSON Lines, one flat object a line, with numbers as they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from engine.dataset.headings import known_columns
from engine.dataset.raw_table import RawTable, ReadContext, SourceColumn, heading
from engine.dataset.readers import csv_scan, encoding
from engine.dataset.readers.numbering import renumbered
from engine.dataset.schema import ColumnType, TableSchema
from engine.errors import DatasetError
from engine.tables import sql

_STRING = r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"'
_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_PAIR = rf"{_STRING}\s*:\s*(?:{_STRING}|{_NUMBER}|true|false|null)"
_FLAT = rf"\s*\{{\s*(?:{_PAIR}(?:\s*,\s*{_PAIR})*)?\s*\}}\s*"

_PIECE = 4_096
_AS_WRITTEN = frozenset({None, "number", "text"})


def open_jsonl(context: ReadContext, path: Path, schema: TableSchema) -> RawTable:
    """Prepare a JSON Lines file; its columns are all keys that any line has.

    DatasetError where it is one array, or its encoding is unknown.
    """
    scan = encoding.scan(path, path.name, context.encoding)
    plain = encoding.plain(scan, path, context.scratch / schema.table)
    lines = f"json_{schema.table}"
    if is_array(plain):
        raise DatasetError("dataset.jsonl-array", file=path.name)
    found = judge_lines(context, plain, lines, path.name)
    keys = sorted(found) or list(schema.names)
    types = {column.name: column.type for column in schema.columns}
    known = known_columns(keys, schema)
    kinds = [types[known[i]] if i in known else None for i in range(len(keys))]
    return RawTable(
        file=path.name,
        encoding="jsonl",
        columns=tuple(SourceColumn(name.name) for name in heading(keys, path.name)),
        query=cells(lines, keys, kinds),
        flaw_kinds="EJKLN",
    )


def judge_lines(context: ReadContext, plain: Path, lines: str, label: str) -> list[str]:
    """Keep the lines of a file as `<lines>_judged`: line, content, flaws.

    `content` is there only of sound lines, flat objects, whose keys are returned in the
    order of first sight. Blank lines are left out. `plain` is in UTF-8 with even lines,
    `label` its name in messages. DatasetError where a key holds a NUL.
    """
    _read_lines(context, plain, lines)
    _judge_lines(context, lines)
    return _keys(context, lines, label)


def cells(lines: str, keys: list[str], kinds: Sequence[ColumnType | None]) -> str:
    """Query line, flaws and the values of keys as texts c0, c1, … of judged lines.

    `kinds` are the types of the columns for which the values are; None: none is known.
    """
    pointers = ", ".join(sql.text(_pointer(key)) for key in keys)
    listed = ", ".join(_cell(i, key, kinds[i]) for i, key in enumerate(keys))
    return (
        f"SELECT line, {_flaws(keys, kinds)} AS flaws, {listed} FROM (SELECT *, "
        f"json_extract_string(content, [{pointers}]) AS texts, "
        f"json_type(content, [{pointers}]) AS types FROM {lines}_judged)"
    )


def is_array(plain: Path) -> bool:
    """Return whether a text in UTF-8 begins as a JSON array."""
    with plain.open("r", encoding="utf-8-sig") as text:
        while blank := text.read(_PIECE):
            if begun := blank.lstrip():
                return begun.startswith("[")
    return False


def _flaws(keys: list[str], kinds: Sequence[ColumnType | None]) -> str:
    """Write the flaws of a row, with those of numbers whose digits are lost."""
    marks = [
        f"CASE WHEN types[{i + 1}] = 'DOUBLE' AND number_text({_number(i, key)}) IS NULL "
        f"THEN ';E{i};' ELSE '' END"
        for i, (key, kind) in enumerate(zip(keys, kinds, strict=True))
        if kind in {"identifier", "code"}
    ]
    return f"coalesce(flaws, nullif({' || '.join(marks)}, ''))" if marks else "flaws"


def _cell(index: int, key: str, kind: ColumnType | None) -> str:
    """Write the SQL of a value as text.

    A fraction is what is written in the file; where an identifier, a code, a day or a
    flag stands, the plain digits of its value: 1.0 is 1, as from a typed column.
    """
    written, text = _number(index, key), f"texts[{index + 1}]"
    if kind not in _AS_WRITTEN:
        written = f"coalesce(number_text({written}), {written})"
    return (
        f"CASE WHEN types[{index + 1}] = 'DOUBLE' THEN {written} ELSE {text} END "
        f"AS c{index}"
    )


def _number(index: int, key: str) -> str:
    """Write the SQL of a fraction as it is written in the file.

    In a sound flat object only the quote that opens a key follows a brace or a
    comma, so the pattern cannot match inside a text.
    """
    written = (
        rf"[{{,]\s*{re.escape(json.dumps(key, ensure_ascii=False))}\s*:\s*({_NUMBER})"
    )
    found = f"nullif(regexp_extract(content, {sql.text(written)}, 1), '')"
    return f"coalesce({found}, texts[{index + 1}])"


def _read_lines(context: ReadContext, path: Path, lines: str) -> None:
    """Keep the lines as texts (line, content, flaw); an overlong one has a flaw."""
    scan = csv_scan.lines(context.safe(path))
    context.run(f"CREATE TEMP TABLE {lines} AS SELECT *, '' AS flaw FROM {scan}")
    if context.count("SELECT count(*) FROM reject_errors"):
        context.run(
            "CREATE OR REPLACE TEMP TABLE overlong AS SELECT line, "
            "left(first(csv_line), 200) AS content, ';L;' AS flaw "
            "FROM reject_errors GROUP BY line"
        )
        context.run("DELETE FROM reject_errors")
        context.run(
            f"CREATE OR REPLACE TEMP TABLE {lines} AS "
            f"(SELECT * FROM ({renumbered(lines, 'line', 'overlong')}) "
            "UNION ALL SELECT line, content, flaw FROM overlong) ORDER BY line"
        )


def _judge_lines(context: ReadContext, lines: str) -> None:
    """Keep the judged lines: one is sound where both the grammar and DuckDB accept it."""
    is_flat = f"regexp_full_match(content, {sql.text(_FLAT)}) AND json_valid(content)"
    is_object = "json_valid(content) AND json_type(content) = 'OBJECT'"
    has_nested = (
        f"CASE WHEN {is_object} THEN list_has_any(list_transform("
        "json_keys(content), lambda k: json_type(json_extract(content, "
        "'/' || replace(replace(k, '~', '~0'), '/', '~1')))), ['OBJECT', 'ARRAY']) END"
    )
    context.run(
        f"CREATE TEMP TABLE {lines}_judged AS SELECT line, "
        "CASE WHEN is_flat THEN content END AS content, "
        "CASE WHEN is_flat THEN NULL WHEN flaw <> '' THEN flaw || content "
        f"WHEN {has_nested} THEN ';N;' || content ELSE ';J;' || content END AS flaws "
        f"FROM (SELECT *, flaw = '' AND {is_flat} AS is_flat FROM {lines} "
        "WHERE NOT regexp_full_match(coalesce(content, ''), '\\s*'))"
    )
    context.run(f"DROP TABLE {lines}")


def _keys(context: ReadContext, lines: str, label: str) -> list[str]:
    """Return the keys of all lines; a line in which one stands twice gets a flaw."""
    context.run(
        "CREATE OR REPLACE TEMP TABLE key_lists AS SELECT json_keys(content) AS keys, "
        f"min(line) AS line FROM {lines}_judged WHERE content IS NOT NULL GROUP BY ALL"
    )
    repeats = "len(keys) > len(list_distinct(keys))"
    if context.count(f"SELECT count(*) FROM key_lists WHERE {repeats}"):
        context.run(
            f"UPDATE {lines}_judged SET flaws = ';K;' || content, content = NULL "
            f"WHERE {repeats.replace('keys', 'json_keys(content)')}"
        )
    found = context.run(
        "SELECT key FROM (SELECT line, unnest(keys) AS key, "
        "generate_subscripts(keys, 1) AS place FROM key_lists) "
        "GROUP BY key ORDER BY min((line, place))"
    )
    keys = [str(row[0]) for row in found]
    if any("\0" in key for key in keys):
        raise DatasetError("dataset.jsonl-key-nul", file=label)
    return keys


def _pointer(key: str) -> str:
    return "/" + key.replace("~", "~0").replace("/", "~1")
