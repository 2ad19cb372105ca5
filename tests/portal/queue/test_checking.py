"""A check apart keeps to the bounds of the settings, and says which one it broke."""

from __future__ import annotations

import json
import resource
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.errors import EvaluationError
from portal.queue.check_work import Checked, CheckOrder, check_here
from portal.queue.checking import check_apart
from portal.queue.jobs import LeaseLostError
from portal.settings import Settings
from portal.storage.custody_folder import view_path
from portal.storage.store import Store
from tests.portal.conftest import Portal

LIFE = Path(__file__).parents[3] / "fixtures" / "lives" / "one-day-late"
HASH = "b" * 64


def ignore(*given: object) -> None:
    """Take in progress, and keep every check."""


def order(settings: Settings, as_of: date = date(2026, 10, 15)) -> CheckOrder:
    return CheckOrder(HASH, {}, as_of, settings.data / "runs" / "k" / "1", settings)


def lay(settings: Settings, change: Callable[[Path], None] | None = None) -> None:
    """Put an invented life where the dataset of the order lies, and change it."""
    folder = Store(settings.data).dataset(HASH)
    shutil.copytree(LIFE, folder)
    if change:
        change(folder)


def said(checked: Checked, language: str = "en") -> str:
    assert checked.totals is None
    return str(json.loads(checked.error)[language])


def many_texts(rows: int, length: int) -> Callable[[Path], None]:
    """Return what makes the records Parquet of so many different texts, well packed."""

    def write(folder: Path) -> None:
        (folder / "records.csv").unlink()
        cells = {
            "record_id": [f"R{number}" for number in range(rows)],
            "event": ["battery.received"] * rows,
            "occurred_on": ["2026-05-01"] * rows,
            "battery_code": [f"F{number}" for number in range(rows)],
            "actor_id": ["913607029000000813"] * rows,
            "counterparty_id": ["913401029000000731"] * rows,
            "reported_on": ["2026-06-01"] * rows,
            "battery_condition": ["waste"] * rows,
            "note": [f"{number:07}" + "备" * length for number in range(rows)],
        }
        pq.write_table(pa.table(cells), folder / "records.parquet", compression="zstd")

    return write


@pytest.mark.slow
def test_check_apart_leaves_run_and_view_and_nothing_else(portal: Portal) -> None:
    settings, told = portal.settings, []
    lay(settings)

    checked = check_apart(order(settings), lambda *step: told.append(step[0]), ignore)

    out = order(settings).out
    assert checked.totals is not None
    assert checked.totals["binding"]["breach"] == 1
    assert (checked.error, checked.custody_error) == ("", "")
    assert {"reading", "printing", "custody"} <= set(told)
    assert (out / "report.zh.pdf").is_file()
    assert (view_path(out) / "custody.json").is_file()
    assert [*(settings.data / "scratch").iterdir()] == []
    assert {entry.name for entry in out.parent.iterdir()} == {"1", "1-custody"}


@pytest.mark.slow
def test_check_that_takes_too_long_says_how_far_it_came(portal: Portal) -> None:
    lay(portal.settings)
    settings = replace(portal.settings, check_seconds=1)

    text = said(check_apart(order(settings), ignore, ignore))

    assert text.startswith(
        "The check was not done within 1 second and was ended; it had"
    )
    assert "PACKLAW_CHECK_SECONDS" in text


@pytest.mark.slow
def test_check_that_takes_too_much_memory_is_ended_below_twice_the_bound(
    portal: Portal,
) -> None:
    settings = replace(portal.settings, check_mb=300)
    lay(settings, many_texts(200_000, 300))

    checked = check_apart(order(settings), ignore, ignore)

    assert "超过 300 MB" in said(checked, "zh")
    assert "PACKLAW_CHECK_MB" in said(checked)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    assert peak < 2_000_000_000


@pytest.mark.slow
def test_parquet_that_takes_gigabytes_is_refused_within_the_default_bounds(
    portal: Portal,
) -> None:
    def repeat(folder: Path) -> None:
        (folder / "records.csv").unlink()
        rows = 100_000
        again = pa.array([0] * rows, pa.int32())
        cells: dict[str, Any] = {
            name: pa.DictionaryArray.from_arrays(again, [text])
            for name, text in {
                "record_id": "R1", "event": "battery.received",
                "occurred_on": "2026-05-01", "battery_code": "F" * 80_000,
                "actor_id": "913607029000000813",
            }.items()
        }  # fmt: skip
        pq.write_table(
            pa.table(cells), folder / "records.parquet", compression="zstd",
            row_group_size=rows, write_statistics=False,
        )  # fmt: skip

    lay(portal.settings, repeat)

    checked = check_apart(order(portal.settings), ignore, ignore)

    assert "unpack to 8,000,000,000 bytes" in said(checked)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    assert peak < 2_000_000_000


@pytest.mark.slow
def test_check_that_is_wanted_no_more_is_ended(portal: Portal) -> None:
    lay(portal.settings)

    def lose() -> None:
        raise LeaseLostError

    with pytest.raises(LeaseLostError):
        check_apart(order(portal.settings), ignore, lose)

    assert [*(portal.settings.data / "scratch").iterdir()] == []


def test_rows_beyond_the_bound_are_refused(portal: Portal) -> None:
    settings = replace(portal.settings, max_rows=1)
    lay(settings)

    text = said(check_here(order(settings), ignore))

    assert text.startswith("entities.csv: 2 rows; at most 1 of a table are read.")


def test_zip_that_says_more_than_the_bound_is_refused_before_it_is_unpacked(
    portal: Portal,
) -> None:
    settings = replace(portal.settings, check_scratch_mb=1)
    folder = Store(settings.data).dataset(HASH)
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "dataset.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(LIFE.iterdir()):
            packed.write(file, file.name)
        packed.writestr("notes.csv", bytes(1_000_000))

    text = said(check_here(order(settings), ignore))

    assert "at most 1,000,000 are read" in text


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (EvaluationError("files.memory-short", reason="x", scratch="y"),
         "more than 2,000 MB of memory and was ended; it had come to: Judging by the "
         "rules 3 / 7."),
        (OSError(28, "No space left on device"), "The server's disk is full"),
        (EvaluationError("files.disk-full", reason="max_temp_directory_size", scratch="y"),
         "more than 20,000 MB of scratch space"),
        (MemoryError(), "more than 2,000 MB of memory"),
    ],
)  # fmt: skip
def test_lack_of_the_machine_is_told_as_the_bound_of_the_portal(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, fault: Exception, words: str
) -> None:
    def fail(*given: Any, progress: Any, **named: Any) -> None:
        progress("rules", 3, 7)
        raise fault

    monkeypatch.setattr("portal.queue.check_work.check", fail)

    assert words in said(check_here(order(portal.settings), ignore))
