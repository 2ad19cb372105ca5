"""The schema beside the rules is what the parser's own tables give."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from engine.rulebook import (
    Confidence,
    Coverage,
    Expectation,
    FieldType,
    Force,
    Severity,
    rule_schema,
    shipped_rules,
)
from engine.rulebook.choices import CHOICES, TESTS
from engine.rulebook.schema import schema_text, shapes


def test_file_beside_the_rules_is_up_to_date() -> None:
    file = shipped_rules() / "rule.schema.json"

    assert file.read_text("utf-8") == schema_text()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("confidence", Confidence),
        ("force", Force),
        ("severity", Severity),
        ("coverage", Coverage),
        ("field type", FieldType),
    ],
)
def test_words_are_those_of_the_model(kind: str, words: Any) -> None:
    assert tuple(CHOICES[kind]) == get_args(words)


def test_expectations_are_the_verdicts_and_no_duty() -> None:
    verdicts, no_duty = get_args(Expectation)

    assert tuple(CHOICES["expectation"]) == (*get_args(verdicts), *get_args(no_duty))


def references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from ([schema["$ref"]] if "$ref" in schema else [])
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from references(part)


def test_every_reference_leads_somewhere() -> None:
    schema = rule_schema()
    addresses = {f"#/$defs/{name.replace(' ', '%20')}" for name in schema["$defs"]}

    assert set(references(schema)) <= addresses


def test_every_key_is_described() -> None:
    defs = json.loads(schema_text())["$defs"]

    for shape in shapes():
        for key in shape.keys:
            assert (
                defs[shape.name]["properties"][key.name]["description"] == key.meaning
            )
    assert set(defs["tests"]["properties"]) == set(TESTS)


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): as_json(below) for key, below in value.items()}
    if isinstance(value, list):
        return [as_json(below) for below in value]
    return value.isoformat() if isinstance(value, date) else value


def kind_of(file: Path) -> str:
    if file.name == "instrument.yaml":
        return "instrument"
    return "vocabulary" if file.parent.name == "vocabulary" else "a%20rule"


def test_shipped_files_are_valid_by_the_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = rule_schema()
    jsonschema.Draft202012Validator.check_schema(schema)

    for file in sorted(shipped_rules().glob("*/*.yaml")):
        if file.parent.name not in ("calendar", "mapping"):
            part = schema | {"$ref": f"#/$defs/{kind_of(file)}"}
            content = as_json(yaml.safe_load(file.read_text("utf-8")))
            assert not list(jsonschema.Draft202012Validator(part).iter_errors(content))
