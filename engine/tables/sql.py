"""Names, values and statements as SQL text: the one place where anything is quoted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path


def name(identifier: str) -> str:
    """Quote a table or column name."""
    return '"' + identifier.replace('"', '""') + '"'


def text(value: str) -> str:
    """Write a string literal; raises ValueError on NUL, which SQL text cannot hold."""
    if "\0" in value:
        raise ValueError("a NUL character cannot be part of a query")
    return "'" + value.replace("'", "''") + "'"


def texts(values: Iterable[str]) -> str:
    """Write a list of string literals in parentheses, as written after IN or ENUM."""
    return "(" + ", ".join(text(value) for value in values) + ")"


def struct(fields: Mapping[str, str]) -> str:
    """Write a struct; the values of `fields` are SQL expressions."""
    parts = (f"{name(key)} := {value}" for key, value in fields.items())
    return f"struct_pack({', '.join(parts)})"


def copy(query: str, file: Path, options: str = "FORMAT parquet") -> str:
    """Write the statement that writes the rows of a query to a file."""
    return f"COPY ({query}) TO {text(str(file))} ({options})"
