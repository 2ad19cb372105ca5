"""An optional source may lack the part or the heads: what it lacks is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from engine.dataset import open_dataset
from engine.errors import MappingError
from engine.mapping import DatasetMapping, MappedDataset, map_dataset
from engine.rulebook import Vocabulary
from tests.engine.mapping.conftest import PLAIN

Read = Callable[[str], DatasetMapping]
LEDGER = "Line,Day,Pack\n1,2026-05-01,P1\n"
MORE = PLAIN.replace("    columns:\n", "    file: a.csv\n    optional: true\n    columns:\n") + (
    "      reported_on: Reported\n"
    "      vin: {made_of: [Pack, Car]}\n"
    "  entities:\n"
    "    file: b.csv\n"
    "    optional: true\n"
    "    leave_out: {column: Kind, values: [x], reason: other}\n"
    "    columns: {entity_id: Site, name: Name}\n"
)  # fmt: skip


@pytest.fixture
def mapped(
    tmp_path: Path, read: Read, vocabularies: Mapping[str, Vocabulary]
) -> Callable[..., MappedDataset]:
    def mapped(text: str = MORE, **files: str) -> MappedDataset:
        source = tmp_path / "source"
        source.mkdir()
        for name, content in files.items():
            (source / f"{name}.csv").write_text(content, "utf-8")
        return map_dataset(source, read(text), vocabularies, tmp_path / "out")

    return mapped


def test_column_whose_head_is_not_there_is_unknown(
    mapped: Callable[..., MappedDataset], vocabularies: Mapping[str, Vocabulary]
) -> None:
    made = mapped(a=LEDGER)

    with open_dataset(made.folder, vocabularies) as opened:
        # Where one of the heads of an id is lacking, so is the id.
        assert {"reported_on", "vin"} <= opened.absent_columns["records"]
        assert "battery_code" not in opened.absent_columns["records"]


def test_table_whose_part_is_not_there_is_not_made(
    mapped: Callable[..., MappedDataset],
) -> None:
    assert mapped(a=LEDGER).tables == {"records": 1}


def test_table_is_not_made_where_a_test_asks_for_what_is_not_there(
    mapped: Callable[..., MappedDataset],
) -> None:
    made = mapped(a=LEDGER, b="Site,Name\nW1,One\n")

    assert made.tables == {"records": 1}
    assert [(a.file, a.outcome) for a in made.accounts if a.table is None] == [
        ("b.csv", "not read")
    ]


def test_table_is_made_where_all_is_there(
    mapped: Callable[..., MappedDataset],
) -> None:
    made = mapped(a=LEDGER, b="Site,Name,Kind\nW1,One,\nW2,Two,x\n")

    assert made.tables == {"records": 1, "entities": 1}


def test_required_column_cannot_be_lacking(
    mapped: Callable[..., MappedDataset],
) -> None:
    with pytest.raises(MappingError) as refused:
        mapped(a="Line,Pack\n1,P1\n")

    assert refused.value.in_language("en") == (
        "m.yaml, line 13\n  a.csv has no head Day.\n  Its heads: Line, Pack\n"
        "  Where the heads are not in the first row, give header."
    )


def test_head_is_asked_for_where_the_source_is_not_optional(
    mapped: Callable[..., MappedDataset],
) -> None:
    text = MORE.replace("    optional: true\n", "", 1)

    with pytest.raises(MappingError) as refused:
        mapped(text, a=LEDGER)

    assert "a.csv has no head Reported." in refused.value.in_language("en")
