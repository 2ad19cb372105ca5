"""Makes the JSON Schema of rule files from the keys that the reader uses.

`rules/rule.schema.json` is the output of `schema_text`; editors complete keys and words
from it. Words of a vocabulary are not in the schema and are checked on loading.
"""

from __future__ import annotations

import json

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
from engine.rulebook.json_schema import (
    DATE_VALUE,
    DIALECT,
    NULL_VALUE,
    NUMBER_VALUE,
    SCALAR_VALUE,
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

_BEFORE_FORMS = (TEXT, SOURCE, EFFECTIVE, REVIEW)
_AFTER_FORMS = (
    COMPLETE, EXAMPLE, RULE, COUNTING, ARTICLE, SANCTION, ADOPTED, INSTRUMENT, FIELD,
    CUSTODY, VOCABULARY,
)  # fmt: skip


def rule_schema() -> Schema:
    """Return the schema of a rule; instruments and vocabularies are under `$defs`."""
    return {
        "$schema": DIALECT,
        "title": RULE.meaning,
        "description": (
            "An instrument.yaml is described by #/$defs/an%20instrument, a "
            "vocabulary by #/$defs/a%20vocabulary.  Keys stand in this order."
        ),
        "$ref": address(RULE.name),
        "$defs": {
            **{shape.name: shape_schema(shape) for shape in shapes()},
            **{kind: choice_schema(words) for kind, words in CHOICES.items()},
            **_kinds(),
        },
    }


def shapes() -> tuple[Shape, ...]:
    """Return every mapping whose keys the language fixes, in the order of the schema."""
    return (*_BEFORE_FORMS, *form_shapes(), must(), must_not(), *_AFTER_FORMS)


def schema_text() -> str:
    """Return the text of `rules/rule.schema.json`."""
    return json.dumps(rule_schema(), ensure_ascii=False, indent=2) + "\n"


def _kinds() -> dict[str, Schema]:
    """Return the kinds of value that are neither shapes nor fixed words."""
    return {
        **_scalars(),
        **_collections(),
        **_conditions(),
        **_rows(),
        "both": reference("a text in both languages"),
        "instrument": reference(INSTRUMENT.name),
        "vocabulary": reference(VOCABULARY.name),
    }


def _scalars() -> dict[str, Schema]:
    span = "^[0-9]+ (day|working day|month|year)s?$"
    return {
        "text": described("A text that is not empty.", TEXT_VALUE),
        "date": described("A day, YYYY-MM-DD.", DATE_VALUE),
        "flag": described("true or false.", {"type": "boolean"}),
        "wording or null": {"anyOf": [reference("wording"), NULL_VALUE]},
        "date or null": {"anyOf": [reference("date"), NULL_VALUE]},
        "span": described(
            "30 days, 15 working days, 6 months or 2 years.",
            {"type": "string", "pattern": span},
        ),
        "bound": described(
            "A number, or a percentage such as 98 %.",
            {"anyOf": [NUMBER_VALUE, {"type": "string", "pattern": "^[0-9.]+ ?%$"}]},
        ),
        "column": described(
            "A record column or a field of the vocabulary.", TEXT_VALUE
        ),
        "party": described(
            "actor, counterparty or a path to a party, such as battery.maker_id.",
            TEXT_VALUE,
        ),
        "wording": described(
            "Both languages, or one text that serves for both.",
            {"oneOf": [reference("text"), reference("both")]},
        ),
    }


def _collections() -> dict[str, Schema]:
    return {
        "texts": many("text"),
        "ids": many("text"),
        "columns": many("column"),
        "wordings": many("wording"),
        "events": one_or_many("text"),
        "trigger events": described("Events, or any_event alone.", one_or_many("text")),
        "roles": described("Roles, or anyone alone.", one_or_many("text")),
        "same columns": one_or_many("column"),
        "same columns or crossing": {
            "anyOf": [
                reference("same columns"),
                described(
                    "The trigger's column: the witness's column.", by_name("column")
                ),
            ]
        },
        "examples": many("an example", least=1),
        "articles": many("an article"),
        "sanctions": many("a sanction"),
        "words": by_name("both"),
        "ids by id": by_name("text"),
        "fields": by_name("a field"),
        "words by field": by_name("words"),
    }


def _conditions() -> dict[str, Schema]:
    path: Schema = {
        "type": "object",
        "description": "Another column of the same row.",
        "properties": {
            "path": {**TEXT_VALUE, "description": "The path of the column."}
        },
        "required": ["path"],
        "additionalProperties": False,
    }
    tests: Schema = {
        "type": "object",
        "description": "Tests of one path, all of which must hold.",
        "properties": {
            name: {**reference(kind), "description": meaning}
            for name, (kind, meaning) in TESTS.items()
        },
        "minProperties": 1,
        "additionalProperties": False,
    }
    alternatives = many("conditions", least=1)
    return {
        "path": path,
        "value": {"anyOf": [SCALAR_VALUE, reference("path")]},
        "values": one_or_many("value"),
        "tests": tests,
        "test": {"anyOf": [reference("values"), reference("tests")]},
        "conditions": {
            "type": "object",
            "description": "path: test, all of which must hold.",
            "properties": {
                "any_of": {**alternatives, "description": "One of these is true."},
                "none_of": {**alternatives, "description": "None of these is true."},
            },
            "minProperties": 1,
            "additionalProperties": reference("test"),
        },
    }


def _rows() -> dict[str, Schema]:
    cell: Schema = {"anyOf": [SCALAR_VALUE, NULL_VALUE]}
    return {
        "rows": described(
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
                table: {**reference("rows"), "description": f"Rows of {table}."}
                for table in REGISTERS
            },
            "additionalProperties": False,
        },
    }
