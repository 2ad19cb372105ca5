"""From files on disk to the text of a mapping."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.errors import DatasetError
from engine.mapping.suggest import suggest_mapping
from engine.mapping.suggest.suggestion import read_samples
from engine.rulebook import Rulebook
from fixtures.ledgers.ledger import FOLDER, read_ledger
from tests.engine.mapping.suggest.conftest import CODES

# How a workbook of before 2007 begins.
_OLD = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600


@pytest.mark.parametrize(
    "name", ["recycler-stock-ledger", "outlet-takeback-ledger", "recycler-by-step"]
)
def test_files_are_sampled_as_they_stand(tmp_path: Path, name: str) -> None:
    ledger = read_ledger(FOLDER / name)

    samples, unreadable = read_samples(ledger.write(tmp_path / name))

    assert unreadable == []
    wanted = [sheet.sample() for sheet in ledger.sheets]
    assert [(s.file, s.sheet) for s in samples] == [(s.file, s.sheet) for s in wanted]
    for found, expected in zip(samples, wanted, strict=True):
        assert [_cells(row) for row in found.rows] == [_cells(r) for r in expected.rows]


def _cells(row: tuple[str | None, ...]) -> list[str]:
    """Return the filled cells of a row, numbers without zeros behind their point."""
    return [cell.removesuffix(".0") for cell in row if cell]


def test_folder_is_read_as_one_source(tmp_path: Path, rulebook: Rulebook) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "in.csv").write_text(
        f"单号,入库日期,电池编码\nA1,2026-05-01,{CODES[0]}\n"
    )
    (source / "out.csv").write_text(
        f"单号,出库日期,电池编码\nB1,2026-05-09,{CODES[0]}\n"
    )
    (source / "notes.txt").write_text("nothing here\n")
    (source / "old.xls").write_bytes(_OLD)

    text = suggest_mapping(source, rulebook, "en", scratch=tmp_path)

    assert "    - file: in.csv\n" in text
    assert "    - file: out.csv\n" in text
    assert (
        "# like none of our tables, or not to be opened: notes.txt, old.xls\n" in text
    )


def test_keys_of_json_are_heads(tmp_path: Path, rulebook: Rulebook) -> None:
    source = tmp_path / "a.jsonl"
    record = {"recordId": "R1", "bizType": "入库", "bizTime": "2026-05-01"}
    source.write_text(json.dumps({**record, "packCode": CODES[0]}))

    text = suggest_mapping(source, rulebook, "en")

    assert "        battery_code: packCode " in text
    assert "header" not in text


def test_source_without_a_known_head_is_refused(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    source = tmp_path / "a.csv"
    source.write_text("x,y\n1,2\n")

    with pytest.raises(DatasetError) as found:
        suggest_mapping(source, rulebook, "en")

    assert str(found.value) == (
        "a.csv: no table has heads that are known.\n"
        "Write the mapping by hand (engine/mapping/README.md)."
    )


def test_source_that_cannot_be_opened_says_why(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    source = tmp_path / "old.xls"
    source.write_bytes(_OLD)

    with pytest.raises(DatasetError, match=r"old\.xls"):
        suggest_mapping(source, rulebook, "en")


def test_rules_without_words_know_the_names_of_ours_alone(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    source = tmp_path / "a.csv"
    source.write_text(
        f"记录编号,事件,发生日期,电池编码,净重\nA1,电池接收入库,2026-05-01,{CODES[0]},400\n"
    )

    text = suggest_mapping(source, rulebook, "en", rules=tmp_path)

    assert "record_id: 记录编号 " in text
    assert "# heads not used: 净重\n" in text
