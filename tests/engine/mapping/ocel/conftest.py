"""A small dataset in which everything is that a log may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from engine.dataset import Dataset, open_dataset
from engine.mapping.ocel import LogContents
from engine.rulebook import Vocabulary

EVERY = "SELECT * RENAME (row AS number) FROM records"
MANIFEST = "title: Two packs\nvocabulary: order-73\n"
RECORDS = """\
record_id,event,occurred_on,battery_code,actor_id,counterparty_id,vin,reported_on,\
corrects,quantity_kg,retired,document
R1,battery.produced,2026-05-01,B1,A,,,2026-05-02,,594.500,,
R2,battery.handed_over,2026-05-03,B1,A,OUT-1,,,,,true,a<b>&c
R3,battery.installed,2026-05-04,B2,C,,V1,,,,,
R4,battery.handed_over,2026-05-05,B1,A,C,,2026-05-06,R2,,,
"""
BATTERIES = """\
battery_code,level,rated_kwh,maker_id,parent_code,produced_on
B1,pack,40.30,A,,2026-05-01
M1,module,,A,B1,
"""
ENTITIES = "entity_id,roles\nC,owner;seller\n"
OUTLETS = "outlet_id,operator_id,run_by,closed_on\nOUT-1,A,C,\nC,A,C,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "dataset"
    made.mkdir()
    (made / "dataset.yaml").write_text(MANIFEST, "utf-8")
    (made / "records.csv").write_text(RECORDS, "utf-8")
    (made / "batteries.csv").write_text(BATTERIES, "utf-8")
    (made / "outlets.csv").write_text(OUTLETS, "utf-8")
    (made / "entities.csv").write_text(ENTITIES, "utf-8")
    return made


@pytest.fixture
def opened(folder: Path, vocabularies: Mapping[str, Vocabulary]) -> Iterator[Dataset]:
    with open_dataset(folder, vocabularies) as dataset:
        yield dataset


def every_record(dataset: Dataset) -> LogContents:
    return LogContents(dataset, EVERY, with_corrects=True)
