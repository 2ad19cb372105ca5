"""Runs in every format, and the schemas that their files must satisfy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import xmlschema

from engine.runs import CheckRequest, check
from fixtures.fleet import write_fleet
from tests.house import ROOT

SCHEMAS = ROOT / "tests" / "schemas"
LIBRARY = ROOT / "tests" / "packs" / "library"
FORMATS = ("parquet", "sarif", "junit", "oscal")
HEAD = (
    "record_id,event,occurred_on,battery_code,actor_id,counterparty_id,vin,"
    "reported_on,region,corrects,recorded_on,shelf,deposit\n"
)
AWKWARD = 'a\x01 "<&]]>\u200d\U0001f4d6'


def write_library(folder: Path, records: str, title: str = "Loans") -> Path:
    """Write a dataset of loans with these rows."""
    folder.mkdir()
    (folder / "records.csv").write_text(HEAD + records, "utf-8", newline="")
    (folder / "entities.csv").write_bytes(
        (LIBRARY / "dataset" / "entities.csv").read_bytes()
    )
    (folder / "dataset.yaml").write_text(
        f"title: {json.dumps(title)}\nsource: invented\nvocabulary: library\n"
        "complete: {from: 2025-01-01, until: 2025-06-30}\n",
        "utf-8",
    )
    return folder


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over four loans that lists every duty."""
    folder = tmp_path_factory.mktemp("run")
    return check(CheckRequest(
        LIBRARY / "dataset", folder, rules=LIBRARY / "rules", formats=FORMATS,
        every_duty=True,
    )).folder  # fmt: skip


@pytest.fixture(scope="session")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over texts that JSON, XML or OSCAL cannot hold unchanged."""
    place = tmp_path_factory.mktemp("awkward")
    rows = (
        f'"{AWKWARD.replace(chr(34), chr(34) * 2)}",'
        "book.lent,2025-01-02,b 1,L1,N1,,,310000,,,open,\n"
        '"two\nlines ",book.lent,2025-01-03,b 1,L1,N1,,,310000,,,rare,\n'
    )
    dataset = write_library(place / "in", rows, "Loans\nof  one day ")
    return check(CheckRequest(
        dataset, place / "out", rules=LIBRARY / "rules", formats=FORMATS,
        every_duty=True,
    )).folder  # fmt: skip


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that finds nothing: its one duty is met."""
    place = tmp_path_factory.mktemp("empty")
    rows = (
        "a1,book.lent,2025-01-02,b 1,L1,N1,,,310000,,,open,\n"
        "a2,book.returned,2025-01-03,b 1,N1,L1,,,310000,,,open,\n"
    )
    dataset = write_library(place / "in", rows)
    return check(
        CheckRequest(dataset, place / "out", rules=LIBRARY / "rules", formats=FORMATS)
    ).folder


@pytest.fixture(scope="session")
def unjudged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run in which no duty is judged."""
    place = tmp_path_factory.mktemp("unjudged")
    row = "a1,book.returned,2025-01-02,b 1,N1,L1,,,310000,,,open,\n"
    dataset = write_library(place / "in", row)
    return check(CheckRequest(
        dataset, place / "out", rules=LIBRARY / "rules", formats=FORMATS,
        every_duty=True,
    )).folder  # fmt: skip


@pytest.fixture(scope="session")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over an invented fleet by the shipped rules, yearly duties included."""
    place = tmp_path_factory.mktemp("fleet")
    write_fleet(place / "in", 40, 1)
    return check(
        CheckRequest(place / "in", place / "out", formats=FORMATS, every_duty=True)
    ).folder


Faults = Callable[[Path], Iterator[Any]]


@pytest.fixture(scope="session")
def faults() -> Faults:
    """Return a function that yields the schema errors of a file."""
    sarif = jsonschema.Draft4Validator(
        json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8")),
        format_checker=jsonschema.FormatChecker(),
    )
    # NIST's patterns are Unicode classes, which the other validator cannot read.
    oscal = jsonschema_rs.validator_for(
        json.loads(
            (SCHEMAS / "oscal_assessment-results_schema.json").read_text("utf-8")
        ),
        validate_formats=True,
    )
    junit = xmlschema.XMLSchema(SCHEMAS / "jenkins-junit.xsd")
    validators = {".sarif": sarif, ".json": oscal}

    def found(file: Path) -> Iterator[Any]:
        if file.suffix == ".xml":
            return junit.iter_errors(file)
        document = json.loads(file.read_text("utf-8"))
        return iter(validators[file.suffix].iter_errors(document))

    return found
