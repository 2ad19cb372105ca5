"""A torn view is an error that names the file, what is wrong and the way out."""

from __future__ import annotations

import shutil

import pytest

from engine.custody import view_custody
from engine.errors import ReportError
from reports.custody.view_folder import REQUIREMENTS, read_view_folder
from reports.render import CUSTODY
from tests.house import ROOT

SAMPLE = CUSTODY / "sample"


def told(folder):
    with pytest.raises(ReportError) as torn:
        read_view_folder(folder, 20)
    message = str(torn.value)
    assert message.endswith(f".\n{REQUIREMENTS}")
    return message.removesuffix(f".\n{REQUIREMENTS}").replace(f"{folder}", "VIEW")


def test_sample_is_whole():
    view = read_view_folder(SAMPLE, 20)

    assert view.totals["rows"] == view.summary["enterprises"]


@pytest.mark.parametrize("name", ["batteries", "enterprises", "flows", "gaps"])
def test_missing_table_is_named(copy_of, name):
    folder = copy_of(SAMPLE).folder
    (folder / f"{name}.parquet").unlink()

    assert told(folder) == f"VIEW\n  this view is not whole: {name}.parquet is missing"


def test_table_cut_off_is_named(copy_of):
    folder = copy_of(SAMPLE).folder
    (folder / "flows.parquet").write_bytes(b"cut")

    assert told(folder).startswith(
        "VIEW\n  this view is not whole: flows.parquet has 3 bytes, custody.json says "
    )


@pytest.mark.parametrize("name", ["batteries", "enterprises", "flows", "gaps"])
def test_table_that_is_none_is_named(copy, name):
    (copy.folder / f"{name}.parquet").write_bytes(b"no table")

    assert told(copy.folder).startswith(f"VIEW/{name}.parquet\n  it cannot be read (")


def test_missing_summary_is_named(copy):
    (copy.folder / "custody.json").unlink()

    assert told(copy.folder).startswith("VIEW/custody.json\n  it cannot be read (")


def _lack(*keys):
    def lack(summary):
        for key in keys[:-1]:
            summary = summary[key]
        summary.pop(keys[-1])

    return lack


def _put(*keys, to):
    def put(summary):
        for key in keys[:-1]:
            summary = summary[key]
        summary[keys[-1]] = to

    return put


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (_lack("warnings"), "it lacks warnings"),
        (_lack("dataset", "hash"), "its dataset lacks hash"),
        (_put("dataset", to=3), "its dataset lacks complete, hash, source, title"),
        (_lack("records", "seen"), "its records.seen is no number"),
        (_put("gaps", "silent", to=3), "its gaps.silent.sure is no number"),
        (_put("gaps", "silent", "sure", to="83"), "its gaps.silent.sure is no number"),
        (_put("records", "corrected", to=44),
         "its records.accepted is 4379, the parts of it are 4380"),
        (_put("batteries", "held", to=8),
         "its batteries.listed is 409, the parts of it are 408"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_summary_is_said(copy, spoil, what):
    copy.change("custody.json", spoil)

    assert told(copy.folder) == f"VIEW/custody.json\n  {what}"


@pytest.mark.parametrize(
    ("name", "sql", "what"),
    [
        ("batteries", "DELETE FROM batteries WHERE state = 'held'",
         "it has 400 rows, custody.json says 409"),
        ("batteries", "UPDATE batteries SET state = 'held' WHERE state = 'unknown'",
         "it has 19 held, custody.json says 9"),
        ("enterprises", "UPDATE enterprises SET on_hand = 0",
         "it has 0 on_hand, custody.json says 9"),
        ("flows", "DELETE FROM flows", "it has 0 rows, custody.json says 332"),
        ("gaps", "UPDATE gaps SET is_sure = true",
         "it has 16 not_received sure, custody.json says 14"),
        ("gaps", "UPDATE gaps SET gap = 'stolen' WHERE gap = 'used_after_end'",
         "it has 0 used_after_end sure, custody.json says 1"),
    ],
)  # fmt: skip
def test_table_that_does_not_hold_what_was_counted_is_named(copy, name, sql, what):
    copy.change_table(name, sql)

    assert told(copy.folder) == f"VIEW/{name}.parquet\n  {what}"


def test_table_of_a_reader_is_named_where_it_lies(copy):
    assert read_view_folder(copy.folder, 1).files["gaps"] == "gaps.parquet"
    shutil.copy(copy.folder / "gaps.parquet", copy.folder / "gaps.csv")

    assert read_view_folder(copy.folder, 1).files["gaps"] == "gaps.csv"


def test_first_rows_are_the_sure_and_the_earliest():
    gaps = read_view_folder(SAMPLE, 15).gaps["not_received"]

    assert [row["is_sure"] for row in gaps] == [True] * 14 + [False]
    days = [row["happened_on"] for row in gaps[:14]]
    assert days == sorted(days)


def test_parties_of_a_gap_are_named_though_they_had_no_battery(tmp_path):
    view_custody(ROOT / "fixtures" / "lives" / "one-day-late", tmp_path)

    view = read_view_folder(tmp_path, 20)

    (gap,), (enterprise,) = view.gaps["from_nobody"], view.enterprises
    assert gap["from"] == {
        "entity_id": "913401029000000731",
        "name": "虚构电池回收网点有限公司",
        "name_en": "Invented Battery Outlet",
    }
    assert gap["to"] == gap["holder"] == {key: enterprise[key] for key in gap["to"]}


def test_view_whose_gaps_name_nobody_is_made_again(copy):
    copy.change_table("gaps", "ALTER TABLE gaps DROP from_name")

    assert told(copy.folder).startswith("VIEW/gaps.parquet\n  it cannot be read (")
