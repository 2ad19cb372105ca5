"""Makes the JSON Schema of mapping files from the keys that the reader uses.

`rules/mapping.schema.json` is the output of `schema_text`; editors complete keys from it.
Heads, and the words of a vocabulary, are not in the schema.
"""

from __future__ import annotations

import json

from engine.mapping.keys import (
    CELL,
    CHOICES,
    LEAVE_OUT,
    MAPPING,
    ROW,
    SHAPES,
    TABLE,
)
from engine.rulebook.json_schema import (
    DATE_VALUE,
    DIALECT,
    NULL_VALUE,
    TEXT_VALUE,
    Schema,
    address,
    by_name,
    choice_schema,
    described,
    many,
    one_or_many,
    reference,
    shape_schema,
)
from engine.rulebook.keys import TEXT


def mapping_schema() -> Schema:
    """Return the schema of a mapping file."""
    return {
        "$schema": DIALECT,
        "title": MAPPING.meaning,
        "$ref": address(MAPPING.name),
        "$defs": {
            **{shape.name: shape_schema(shape) for shape in (*SHAPES, TEXT)},
            **{kind: choice_schema(words) for kind, words in CHOICES.items()},
            **_kinds(),
        },
    }


def schema_text() -> str:
    """Return the text of `rules/mapping.schema.json`."""
    return json.dumps(mapping_schema(), ensure_ascii=False, indent=2) + "\n"


def _kinds() -> Schema:
    """Return the kinds of value that are neither shapes nor fixed words."""
    return {
        "text": described("A text that is not empty.", TEXT_VALUE),
        "text or empty": described(
            "A text; '' where the cell really is empty.", {"type": "string"}
        ),
        "date": described("A day, YYYY-MM-DD.", DATE_VALUE),
        "date or null": {"anyOf": [reference("date"), NULL_VALUE]},
        "flag": described("true or false.", {"type": "boolean"}),
        "number": {"type": "integer", "minimum": 0},
        "number or numbers": one_or_many("number"),
        "texts": one_or_many("text"),
        "text or texts": one_or_many("text"),
        "head": described("The head of a column.", TEXT_VALUE),
        "heads": one_or_many("head"),
        "wording": {"anyOf": [reference("text"), reference(TEXT.name)]},
        "writing": {
            "oneOf": [reference("writing of days"), reference("writing of numbers")]
        },
        "translation": by_name("text"),
        "cell or head": {"anyOf": [reference("head"), reference(CELL.name)]},
        "cells": by_name("cell or head"),
        "rows of a source": many(ROW.name),
        "rows to leave out, each": one_or_many(LEAVE_OUT.name),
        "sources of a table": one_or_many(TABLE.name),
        "tables": by_name("sources of a table"),
    }
