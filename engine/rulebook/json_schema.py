"""Writes parts of a JSON Schema from the keys that a reader of files uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.rulebook.keys import Shape

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT_VALUE: Schema = {"type": "string", "minLength": 1}
DATE_VALUE: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
NUMBER_VALUE: Schema = {"type": "number"}
SCALAR_VALUE: Schema = {"type": ["string", "number", "boolean"]}
NULL_VALUE: Schema = {"type": "null"}


def address(kind: str) -> str:
    """Return the address of a kind within the schema."""
    return f"#/$defs/{kind.replace(' ', '%20')}"


def reference(kind: str) -> Schema:
    """Return a reference to a kind."""
    return {"$ref": address(kind)}


def shape_schema(shape: Shape) -> Schema:
    """Return the schema of a mapping whose keys are fixed."""
    schema: Schema = {
        "type": "object",
        "description": shape.meaning,
        "properties": {
            key.name: {**reference(key.kind), "description": key.meaning}
            for key in shape.keys
        },
        "required": [key.name for key in shape.keys if key.required],
        "additionalProperties": False,
    }
    if shape.exclusive:
        schema["oneOf"] = [{"required": [name]} for name in shape.exclusive]
    return schema


def choice_schema(words: Mapping[str, str]) -> Schema:
    """Return the schema of a place that allows some words, each with its meaning."""
    return {
        "oneOf": [
            {"const": word, "description": meaning} for word, meaning in words.items()
        ]
    }


def described(meaning: str, schema: Schema) -> Schema:
    """Return a schema with what it means."""
    return {"description": meaning, **schema}


def many(kind: str, least: int = 0) -> Schema:
    """Return the schema of a list of a kind."""
    return {"type": "array", "items": reference(kind), "minItems": least}


def one_or_many(kind: str) -> Schema:
    """Return the schema of a value of a kind, or a list of them."""
    return {"oneOf": [reference(kind), many(kind, least=1)]}


def by_name(kind: str) -> Schema:
    """Return the schema of values of a kind under names that the author chooses."""
    return {"type": "object", "additionalProperties": reference(kind)}
