"""A view writes every table completely, and its sums add up."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from engine.custody import View, view_custody
from engine.errors import UsageError
from engine.rulebook import Span
from fixtures.fleet import write_fleet
from tests.house import ROOT

LIVES = ROOT / "fixtures" / "lives"
LIBRARY = ROOT / "tests" / "packs" / "library"


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> tuple[View, Path]:
    """A view of a fleet with shuffled rows, and the folder it wrote."""
    folder = tmp_path_factory.mktemp("fleet")
    write_fleet(folder / "in", 300, seed=3, format="parquet", shuffle=True)
    return view_custody(folder / "in", folder / "out"), folder / "out"


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    return pq.read_table(folder / f"{name}.parquet").to_pylist()


def test_every_record_is_of_a_listed_battery_or_has_no_code(
    fleet: tuple[View, Path],
) -> None:
    records, batteries = fleet[0].summary["records"], table(fleet[1], "batteries")

    assert sum(row["records"] for row in batteries) == records["of_batteries"]
    assert records["seen"] == records["of_batteries"] + records["without_code"]
    assert records["accepted"] == (
        records["seen"] + records["corrected"] + records["not_seen"]
    )
    assert records["read"] == (
        records["accepted"] + records["rejected"] + records["repeated"]
    )


def test_every_battery_is_listed_once_in_one_state(fleet: tuple[View, Path]) -> None:
    counts, rows = fleet[0].summary["batteries"], table(fleet[1], "batteries")

    codes = [row["battery_code"] for row in rows]
    assert codes == sorted(set(codes))
    assert len(codes) == counts["listed"]
    for state in ("held", "on_the_way", "released", "ended", "unknown"):
        assert counts[state] == sum(row["state"] == state for row in rows)


def test_what_came_in_went_out_or_is_there(fleet: tuple[View, Path]) -> None:
    for row in table(fleet[1], "enterprises"):
        came = row["received"] + row["without_receipt"]
        kept = row["on_hand"] + row["found_elsewhere"]
        assert came == row["handed_on"] + row["ended"] + kept


def test_gaps_of_a_battery_are_the_gaps_listed(fleet: tuple[View, Path]) -> None:
    batteries, gaps = table(fleet[1], "batteries"), table(fleet[1], "gaps")

    for kind in ("not_received", "from_nobody", "used_after_end"):
        listed = sum(gap["gap"] == kind and gap["is_sure"] for gap in gaps)
        assert sum(row[kind] for row in batteries) == listed
        assert fleet[0].summary["gaps"][kind]["sure"] == listed


def test_parties_of_a_gap_are_named_though_they_had_no_battery(tmp_path: Path) -> None:
    view_custody(LIVES / "one-day-late", tmp_path)

    (gap,) = table(tmp_path, "gaps")
    (recipient,) = table(tmp_path, "enterprises")
    assert gap["from_id"] != gap["to_id"] == recipient["entity_id"]
    assert {name: text for name, text in gap.items() if "_name" in name} == {
        "from_name": "虚构电池回收网点有限公司", "from_name_en": "Invented Battery Outlet",
        "to_name": recipient["name"], "to_name_en": recipient["name_en"],
    }  # fmt: skip


def test_party_that_no_register_names_has_a_gap_without_names(tmp_path: Path) -> None:
    life = tmp_path / "life"
    shutil.copytree(LIVES / "one-day-late", life)
    (life / "entities.csv").unlink()

    view_custody(life, tmp_path / "out")

    (gap,) = table(tmp_path / "out", "gaps")
    assert gap["from_id"]
    assert gap["to_id"]
    assert {gap[name] for name in gap if "_name" in name} == {None}


def test_folder_holds_what_its_summary_lists(fleet: tuple[View, Path]) -> None:
    folder = fleet[1]
    written = json.loads((folder / "custody.json").read_text("utf-8"))

    tables = {f"{name}.{form}" for name in ("batteries", "enterprises", "flows", "gaps")
              for form in ("csv", "parquet")}  # fmt: skip
    assert set(written["files"]) == tables
    assert {file.name for file in folder.iterdir()} == {
        *written["files"],
        "custody.json",
    }


def test_correction_counts_from_the_day_it_was_written(tmp_path: Path) -> None:
    life = LIVES / "corrected-after-inspection"
    view_custody(life, tmp_path / "before", as_of=date(2026, 6, 30))
    view_custody(life, tmp_path / "after", as_of=date(2026, 7, 1))

    ids = [table(tmp_path / day, "batteries")[0]["record_id"]
           for day in ("before", "after")]  # fmt: skip
    assert ids == ["r1", "r2"]


def test_later_view_replaces_the_earlier_one_and_nothing_else(tmp_path: Path) -> None:
    life, out = LIVES / "recycled-and-sold-again", tmp_path / "out"
    view_custody(life, out, formats=("csv",))
    (out / "note.txt").write_text("mine", "utf-8")

    view_custody(life, out, formats=("parquet",))

    assert (out / "batteries.parquet").exists()
    assert not (out / "batteries.csv").exists()
    assert (out / "note.txt").read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["life", ".", "link"])
def test_dataset_is_not_written_over_by_its_own_view(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    life = tmp_path / "life"
    shutil.copytree(LIVES / "vanished-between-two-companies", life)
    (tmp_path / "link").symlink_to(life)
    monkeypatch.chdir(life if name == "." else tmp_path)

    with pytest.raises(UsageError) as refused:
        view_custody(life, Path(name), progress=lambda *step: pytest.fail("it read"))

    assert str(refused.value) == (
        f"{name}: this is the dataset, whose tables have the names of those to be "
        "written. Name another folder."
    )


def test_register_of_another_dataset_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "batteries.csv").write_text("a register", "utf-8")

    with pytest.raises(UsageError) as refused:
        view_custody(LIVES / "one-day-late", tmp_path)

    assert str(refused.value) == (
        f"{tmp_path}: this would write over files that no custody.json there lists as "
        "its own: batteries.csv. Move them away, or name another folder."
    )
    assert [file.name for file in tmp_path.iterdir()] == ["batteries.csv"]
    assert (tmp_path / "batteries.csv").read_text("utf-8") == "a register"


def test_what_is_printed_beside_the_tables_is_listed_with_them(tmp_path: Path) -> None:
    def print_reports(folder: Path) -> None:
        assert (folder / "custody.json").exists()
        (folder / "extra.pdf").write_text("printed", "utf-8")

    view_custody(LIVES / "one-day-late", tmp_path / "out", print_reports=print_reports)

    written = json.loads((tmp_path / "out" / "custody.json").read_text("utf-8"))
    assert "extra.pdf" in written["files"]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"formats": ("parquet", "pdf")},
         "No format pdf. Formats: parquet, csv, jsonl, xlsx."),
        ({"formats": ()},
         "No format is named. Formats: parquet, csv, jsonl, xlsx."),
        ({"silent_for": Span(5, "working days")},
         "silent for 5 working days: a silence is counted in days, months or years, "
         "such as 18 months."),
        ({"rules": LIBRARY / "rules"},
         "The vocabulary library does not say which events move a battery, so nobody "
         "can be said to have one.\n  Add the key custody to vocabulary/library.yaml: "
         "custody: {receives: [EVENT, …], hands_on: [EVENT, …]}. rules/README.md says "
         "what may stand there."),
    ],
)  # fmt: skip
def test_request_that_cannot_be_served_is_refused_and_nothing_is_written(
    tmp_path: Path, asked: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError) as refused:
        view_custody(LIBRARY / "dataset", tmp_path / "out", **asked)

    assert str(refused.value) == message
    assert not (tmp_path / "out").exists()
