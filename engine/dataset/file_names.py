"""Tells from the name of a file, folder or sheet what it is in a dataset.

How names are compared is in `names`.
"""

from __future__ import annotations

from engine.dataset.manifest import FILE
from engine.dataset.names import folded, table_named

FORMATS = ("parquet", "csv", "jsonl", "xlsx")
_SUFFIXES = {format_: format_ for format_ in FORMATS} | {"xlsm": "xlsx"}
# What systems and programs put beside the files of people.
_OF_SYSTEMS = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
# What `packlaw dataset map` leaves beside the tables: where their rows came from (see
# `origin`), and a list for people, which is not read.
ORIGIN = "origin"
ORIGIN_FILES = ("rows.parquet", "rejected.parquet", "sources.json", "mapping.yaml")
MAPPED = "mapped.csv"
_MISNAMED = frozenset({"dataset.yml", "dataset.yaml.txt", "dataset.yml.txt"})


def split_name(name: str) -> tuple[str, str | None]:
    """Return the name of a file without its ending, and the format that this means."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, _SUFFIXES.get(folded(suffix))) if dot else (name, None)


def table_and_format(name: str) -> tuple[str | None, str | None]:
    """Return the table and the format that the name of a file means, None for neither."""
    stem, format_ = split_name(name)
    return table_named(stem), format_


def is_manifest(name: str) -> bool:
    """Return whether this is the name of dataset.yaml."""
    return folded(name) == FILE


def is_misnamed_manifest(name: str) -> bool:
    """Return whether a file of this name was probably meant to be dataset.yaml."""
    return folded(name) in _MISNAMED


def is_passed_over(name: str) -> bool:
    """Return whether a file or folder of this name is of no concern: hidden, or a lock."""
    return name.startswith((".", "~$")) or folded(name) in _OF_SYSTEMS


def is_dataset_file(name: str) -> bool:
    """Return whether a file of this name, relative to the folder, may be of a dataset."""
    first, _, rest = name.partition("/")
    if name == MAPPED or (first == ORIGIN and rest in ORIGIN_FILES):
        return True
    table, format_ = table_and_format(first)
    if rest:
        return table is not None and format_ == "parquet" and rest.endswith(".parquet")
    is_table = table is not None and format_ is not None
    return is_manifest(first) or is_table or format_ == "xlsx"
