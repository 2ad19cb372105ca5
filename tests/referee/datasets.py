"""Dataset folders of CSV files: accepted rows, rejected rows, and absent columns."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from .cells import RECORD_COLUMNS, REGISTER_COLUMNS
from .folder import read_yaml
from .readings import UnreadableError, cleaned, read_cell

Row = dict[str, Any]

REQUIRED = {"record_id", "event", "occurred_on", "actor_id"}
# Of two rows with one key, the second is rejected; a party may have many credentials.
ONE_ROW_A_KEY = {"entities", "batteries", "vehicles", "outlets"}


def read_folder(folder: Path, vocabulary: Mapping[str, Any]) -> dict[str, Any]:
    """Read a dataset as `judge` takes it.

    Beside `complete`, the records and the registers that exist, it has `rejected`
    (rows by table, with the cells that can be read) and `absent` (columns by table).
    """
    dataset: dict[str, Any] = read_yaml(folder / "dataset.yaml")
    dataset |= {"rejected": {}, "absent": {}}
    for table in ("records", *REGISTER_COLUMNS):
        file = folder / f"{table}.csv"
        if not file.exists():
            continue
        heads, lines = read_lines(file)
        kinds, words = words_of(table, vocabulary)
        columns = [named(head, vocabulary) for head in heads]
        accepted, rejected = sorted_out(table, columns, lines, kinds, words)
        dataset[table] = accepted
        dataset["rejected"][table] = rejected
        dataset["absent"][table] = [name for name in kinds if name not in columns]
    return dataset


def read_lines(file: Path) -> tuple[list[str], list[list[str]]]:
    """Read the heads of a CSV file and its rows that are not blank."""
    content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    rows = list(csv.reader(StringIO(text, newline="")))
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    return filled[0], filled[1:]


def named(head: str, vocabulary: Mapping[str, Any]) -> str:
    """Return the column that a head stands for, by the vocabulary's Chinese names."""
    fields = codes_of(vocabulary.get("fields") or {})
    return fields.get(cleaned(head), cleaned(head))


def codes_of(words: Mapping[str, Any]) -> dict[str, str]:
    """Map each code, and its Chinese name, to the code."""
    names = {word["zh"]: code for code, word in words.items() if "zh" in word}
    return names | {code: code for code in words}


def words_of(
    table: str, vocabulary: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return the types of a table's columns, and the codes that some may have."""
    if table != "records":
        words = {
            "roles": codes_of(vocabulary.get("roles") or {}),
            "kind": KeptWords(codes_of(vocabulary.get("credentials") or {})),
        }
        return REGISTER_COLUMNS[table], words
    fields = vocabulary.get("fields") or {}
    codes = vocabulary.get("codes") or {}
    words = {name: codes_of(codes[name]) for name in fields if name in codes}
    words["event"] = codes_of(vocabulary.get("events") or {})
    return RECORD_COLUMNS | {name: fields[name]["type"] for name in fields}, words


class KeptWords(dict[str, str]):
    """Codes of a register: one that the vocabulary lacks is kept as it is."""

    def __contains__(self, _: object) -> bool:
        return True

    def __missing__(self, word: str) -> str:
        return word


def sorted_out(
    table: str,
    columns: list[str],
    lines: list[list[str]],
    kinds: Mapping[str, str],
    words: Mapping[str, Any],
) -> tuple[list[Row], list[Row]]:
    """Read rows and part the good ones from the rejected; repeated ones count once."""
    good: list[Row] = []
    rejected: list[Row] = []
    contents = set()
    keys = set()
    key = next(iter(kinds))
    required = REQUIRED if table == "records" else {key}
    for line in lines:
        row, unread = read_row(dict(zip(columns, line, strict=False)), kinds, words)
        content = (*row.values(), *unread.items())
        if content in contents:
            continue
        contents.add(content)
        is_whole = not unread and all(row[column] is not None for column in required)
        is_used = row[key] in keys and (table == "records" or table in ONE_ROW_A_KEY)
        (good if is_whole and not is_used else rejected).append(row)
        if is_whole or table == "records":
            keys.add(row[key])
    if table == "records":
        astray = ids_astray(good, rejected)
        rejected += [row for row in good if row["record_id"] in astray]
        good = [row for row in good if row["record_id"] not in astray]
    return good, rejected


def read_row(
    cells: Mapping[str, str], kinds: Mapping[str, str], words: Mapping[str, Any]
) -> tuple[Row, dict[str, str]]:
    """Read the cells that can be read; return the texts of the others beside them."""
    row: Row = {}
    unread = {}
    for column, kind in kinds.items():
        text = cells.get(column) or ""
        try:
            row[column] = read_cell(text, column, kind, words.get(column))
        except UnreadableError:
            row[column], unread[column] = None, text
    return row, unread


def ids_astray(good: list[Row], rejected: list[Row]) -> set[str]:
    """Return the ids of rows that correct what is nowhere, or each other in a circle."""
    older = {row["record_id"]: row["corrects"] for row in good}
    known = {row["record_id"] for row in [*good, *rejected]}
    return {
        name
        for name, corrects in older.items()
        if corrects is not None
        and (corrects not in known or name in chain_of(corrects, older))
    }


def chain_of(name: str | None, older: Mapping[str, str | None]) -> Iterator[str]:
    """Yield a row and those that it corrects, each once."""
    met: set[str] = set()
    while name is not None and name not in met:
        met.add(name)
        yield name
        name = older.get(name)
