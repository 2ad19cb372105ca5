"""Makes the JSON Schema of rule files from the keys that the reader uses.

`rules/rule.schema.json` is the output of `schema_text`; editors complete keys and words
from it. Words of a vocabulary are not in the schema and are checked on loading.
"""

from __future__ import annotations

import json
from typing import Any

from engine.rulebook.choices import CHOICES, TESTS
from engine.rulebook.columns import REGISTERS
from engine.rulebook.forms import form_shapes, must, must_not
from engine.rulebook.instrument_keys import (
    ADOPTED,
    ARTICLE,
    COUNTING,
    INSTRUMENT,
    SANCTION,
)
from engine.rulebook.keys import (
    COMPLETE,
    CUSTODY,
    EFFECTIVE,
    EXAMPLE,
    FIELD,
    REVIEW,
    RULE,
    SOURCE,
    TEXT,
    VOCABULARY,
    Shape,
)

Schema = dict[str, Any]
_BEFORE_FORMS = (TEXT, SOURCE, EFFECTIVE, REVIEW)
_AFTER_FORMS = (
    COMPLETE, EXAMPLE, RULE, COUNTING, ARTICLE, SANCTION, ADOPTED, INSTRUMENT, FIELD,
    CUSTODY, VOCABULARY,
)  # fmt: skip
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string", "minLength": 1}
_DATE: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_NUMBER: Schema = {"type": "number"}
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
_NULL: Schema = {"type": "null"}


def rule_schema() -> Schema:
    """Return the schema of a rule; instruments and vocabularies are under `$defs`."""
    return {
        "$schema": _DIALECT,
        "title": RULE.meaning,
        "description": (
            "An instrument.yaml is described by #/$defs/an%20instrument, a "
            "vocabulary by #/$defs/a%20vocabulary.  Keys stand in this order."
        ),
        "$ref": _address(RULE.name),
        "$defs": {
            **{shape.name: _shape(shape) for shape in shapes()},
            **{kind: _choice(kind) for kind in CHOICES},
            **_kinds(),
        },
    }


def shapes() -> tuple[Shape, ...]:
    """Return every mapping whose keys the language fixes, in the order of the schema."""
    return (*_BEFORE_FORMS, *form_shapes(), must(), must_not(), *_AFTER_FORMS)


def schema_text() -> str:
    """Return the text of `rules/rule.schema.json`."""
    return json.dumps(rule_schema(), ensure_ascii=False, indent=2) + "\n"


def _address(kind: str) -> str:
    return f"#/$defs/{kind.replace(' ', '%20')}"


def _ref(kind: str) -> Schema:
    return {"$ref": _address(kind)}


def _shape(shape: Shape) -> Schema:
    schema: Schema = {
        "type": "object",
        "description": shape.meaning,
        "properties": {
            key.name: {**_ref(key.kind), "description": key.meaning}
            for key in shape.keys
        },
        "required": [key.name for key in shape.keys if key.required],
        "additionalProperties": False,
    }
    if shape.exclusive:
        schema["oneOf"] = [{"required": [name]} for name in shape.exclusive]
    return schema


def _choice(kind: str) -> Schema:
    return {
        "oneOf": [
            {"const": word, "description": meaning}
            for word, meaning in CHOICES[kind].items()
        ]
    }


def _described(meaning: str, schema: Schema) -> Schema:
    return {"description": meaning, **schema}


def _many(kind: str, least: int = 0) -> Schema:
    return {"type": "array", "items": _ref(kind), "minItems": least}


def _one_or_many(kind: str) -> Schema:
    return {"oneOf": [_ref(kind), _many(kind, least=1)]}


def _by_name(kind: str) -> Schema:
    return {"type": "object", "additionalProperties": _ref(kind)}


def _kinds() -> dict[str, Schema]:
    """Return the kinds of value that are neither shapes nor fixed words."""
    return {
        **_scalars(),
        **_collections(),
        **_conditions(),
        **_rows(),
        "both": _ref("a text in both languages"),
        "instrument": _ref(INSTRUMENT.name),
        "vocabulary": _ref(VOCABULARY.name),
    }


def _scalars() -> dict[str, Schema]:
    span = "^[0-9]+ (day|working day|month|year)s?$"
    return {
        "text": _described("A text that is not empty.", _TEXT),
        "date": _described("A day, YYYY-MM-DD.", _DATE),
        "flag": _described("true or false.", {"type": "boolean"}),
        "wording or null": {"anyOf": [_ref("wording"), _NULL]},
        "date or null": {"anyOf": [_ref("date"), _NULL]},
        "span": _described(
            "30 days, 15 working days, 6 months or 2 years.",
            {"type": "string", "pattern": span},
        ),
        "bound": _described(
            "A number, or a percentage such as 98 %.",
            {"anyOf": [_NUMBER, {"type": "string", "pattern": "^[0-9.]+ ?%$"}]},
        ),
        "column": _described("A record column or a field of the vocabulary.", _TEXT),
        "party": _described(
            "actor, counterparty or a path to a party, such as battery.maker_id.", _TEXT
        ),
        "wording": _described(
            "Both languages, or one text that serves for both.",
            {"oneOf": [_ref("text"), _ref("both")]},
        ),
    }


def _collections() -> dict[str, Schema]:
    return {
        "texts": _many("text"),
        "ids": _many("text"),
        "columns": _many("column"),
        "wordings": _many("wording"),
        "events": _one_or_many("text"),
        "trigger events": _described(
            "Events, or any_event alone.", _one_or_many("text")
        ),
        "roles": _described("Roles, or anyone alone.", _one_or_many("text")),
        "same columns": _one_or_many("column"),
        "same columns or crossing": {
            "anyOf": [
                _ref("same columns"),
                _described(
                    "The trigger's column: the witness's column.", _by_name("column")
                ),
            ]
        },
        "examples": _many("an example", least=1),
        "articles": _many("an article"),
        "sanctions": _many("a sanction"),
        "words": _by_name("both"),
        "ids by id": _by_name("text"),
        "fields": _by_name("a field"),
        "words by field": _by_name("words"),
    }


def _conditions() -> dict[str, Schema]:
    path: Schema = {
        "type": "object",
        "description": "Another column of the same row.",
        "properties": {"path": {**_TEXT, "description": "The path of the column."}},
        "required": ["path"],
        "additionalProperties": False,
    }
    tests: Schema = {
        "type": "object",
        "description": "Tests of one path, all of which must hold.",
        "properties": {
            name: {**_ref(kind), "description": meaning}
            for name, (kind, meaning) in TESTS.items()
        },
        "minProperties": 1,
        "additionalProperties": False,
    }
    alternatives = _many("conditions", least=1)
    return {
        "path": path,
        "value": {"anyOf": [_SCALAR, _ref("path")]},
        "values": _one_or_many("value"),
        "tests": tests,
        "test": {"anyOf": [_ref("values"), _ref("tests")]},
        "conditions": {
            "type": "object",
            "description": "path: test, all of which must hold.",
            "properties": {
                "any_of": {**alternatives, "description": "One of these is true."},
                "none_of": {**alternatives, "description": "None of these is true."},
            },
            "minProperties": 1,
            "additionalProperties": _ref("test"),
        },
    }


def _rows() -> dict[str, Schema]:
    cell: Schema = {"anyOf": [_SCALAR, _NULL]}
    return {
        "rows": _described(
            "Rows, cell by column; an empty text or null is an empty cell.",
            {
                "type": "array",
                "items": {"type": "object", "additionalProperties": cell},
            },
        ),
        "registers": {
            "type": "object",
            "description": "Register rows, beside the default actor and battery.",
            "properties": {
                table: {**_ref("rows"), "description": f"Rows of {table}."}
                for table in REGISTERS
            },
            "additionalProperties": False,
        },
    }
