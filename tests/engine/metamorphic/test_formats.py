"""A dataset is the same dataset, and found the same in, whatever its format."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.dataset import open_dataset
from engine.rulebook import load_rulebook, shipped_rules
from engine.rulebook.columns import REGISTERS
from engine.runs import CheckRequest, check
from tests.engine.metamorphic.formats import FORMATS, write_in_every_format

VOCABULARIES = load_rulebook(shipped_rules()).vocabularies


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return write_in_every_format(tmp_path_factory.mktemp("formats") / "in", 60, 7)


def tables_of(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with open_dataset(folder, VOCABULARIES) as opened:
        return {
            table: opened.connection.execute(f'FROM "{table}" ORDER BY ALL').fetchall()
            for table in ("records", *REGISTERS)
        }


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS[1:])
def test_accepted_rows_are_the_same_from_every_format(
    name: str, folders: dict[str, Path]
) -> None:
    assert tables_of(folders[name]) == tables_of(folders["csv"])


@pytest.mark.slow
def test_findings_hash_alike_by_either_evaluator_from_another_format(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    live, sweep = (
        check(
            CheckRequest(folders[name], tmp_path / name, engine=engine, every_duty=True)
        )
        for name, engine in (("csv", "live"), ("xlsx", "sweep"))
    )

    assert live.summary["findings"] == sweep.summary["findings"]
    assert live.summary["findings"]["rows"] > 100
