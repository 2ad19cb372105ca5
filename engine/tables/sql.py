"""Names and values as SQL text: the one place where anything is quoted."""

from __future__ import annotations

from collections.abc import Iterable


def name(identifier: str) -> str:
    """Quote a table or column name."""
    return '"' + identifier.replace('"', '""') + '"'


def text(value: str) -> str:
    """Write a string literal; a NUL, which SQL cannot hold, is refused."""
    if "\0" in value:
        raise ValueError("a NUL character cannot stand in a query")
    return "'" + value.replace("'", "''") + "'"


def texts(values: Iterable[str]) -> str:
    """Write a list of string literals as it stands after IN."""
    return "(" + ", ".join(text(value) for value in values) + ")"


def struct(fields: dict[str, str]) -> str:
    """Write a struct of SQL expressions."""
    parts = (f"{name(key)} := {value}" for key, value in fields.items())
    return f"struct_pack({', '.join(parts)})"
