"""The places of rows, and the faults that a mapping found."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from pathlib import Path

import duckdb
import pytest

from engine.dataset import Dataset
from engine.dataset.spark import Cluster
from engine.errors import UsageError
from tests.engine.dataset.origins import (
    BOOK,
    fault,
    place,
    write_origin,
)
from tests.engine.dataset.queries import GOOD, HEADER, ids, rejected, rows

Lay = Callable[..., Path]
Read = Callable[..., Dataset]

AGAIN = "\n  Make the dataset again with packlaw dataset map."
NOT_LISTED = "the list of values does not have this word"
_PLACES = "SELECT row, source_file, source_sheet, source_row FROM rejected"


def test_rows_lead_to_their_places(records: Callable[..., Path], read: Read) -> None:
    folder = records(f"R1,{GOOD}", f"R2,{GOOD}")
    outlets = place("outlets", 1, 5)
    lines = [outlets, place("records", 1, 37), ("records", 2, "b.csv", None, 4)]
    dataset = read(write_origin(folder, rows=lines))

    assert rows(dataset, f"{dataset.places_of('records')} ORDER BY row") == [
        (1, BOOK, "入库", 37), (2, "b.csv", None, 4),
    ]  # fmt: skip


def test_no_places_without_an_origin(records: Callable[..., Path], read: Read) -> None:
    dataset = read(records(f"R1,{GOOD}"))

    query = dataset.connection.sql(dataset.places_of("records"))
    assert query.columns == ["row", "source_file", "source_sheet", "source_row"]
    assert query.fetchall() == []


def test_row_that_the_mapping_rejects_is_rejected(
    records: Callable[..., Path], read: Read
) -> None:
    folder = records(
        f"R1,{GOOD},new", f"R2,{GOOD},", f"R3,{GOOD},", header=f"{HEADER},condition"
    )
    write_origin(
        folder,
        rows=[place("records", n, 36 + n) for n in (1, 2, 3)],
        rejected=[fault("records", 2, 38, "condition", "报废中")],
    )

    dataset = read(folder)

    assert ids(dataset) == ["R1", "R3"]
    assert dataset.counts["records"] == {
        "read": 3, "accepted": 2, "rejected": 1, "repeated": 0,
    }  # fmt: skip
    [found] = rejected(dataset)
    assert (found[0], *found[2:]) == (2, "condition", "报废中", NOT_LISTED)
    assert rows(dataset, _PLACES) == [(2, BOOK, "入库", 38)]
    kept = 'SELECT row, record_id, event, "field.condition" FROM rejected_records'
    assert rows(dataset, kept) == [(2, "R2", "battery.sold", None)]


def test_fault_of_the_mapping_stands_for_the_empty_cell_that_it_left(
    records: Callable[..., Path], read: Read
) -> None:
    folder = records(f"R1,{GOOD}", "R2,,2026-02-30,A")
    write_origin(folder, rejected=[fault("records", 2, 38, "event", "转走")])

    found = [(row[2], row[3]) for row in rejected(read(folder))]

    assert found == [("event", "转走"), ("occurred_on", "2026-02-30")]


def test_row_of_which_nothing_was_written_counts_as_read_and_rejected(
    records: Callable[..., Path], read: Read
) -> None:
    folder = records(f"R1,{GOOD}")
    lines = [
        fault("records", None, 40, None, ""), fault("records", None, 40, "event", "?"),
        fault("records", None, 41, None, ""), fault("outlets", None, 40, None, ""),
    ]  # fmt: skip

    dataset = read(write_origin(folder, rejected=lines))

    counted = {t: (c["read"], c["rejected"]) for t, c in dataset.counts.items()}
    assert counted["records"] == (3, 2)
    assert counted["outlets"] == (1, 1)
    assert ids(dataset) == ["R1"]
    assert rows(dataset, f"{_PLACES} WHERE table_name = 'records' ORDER BY rowid") == [
        (None, BOOK, "入库", 40), (None, BOOK, "入库", 40), (None, BOOK, "入库", 41),
    ]  # fmt: skip
    assert rows(dataset, "FROM rejected_records") == []


def test_row_at_fault_repeats_no_row_whose_cell_is_empty(
    records: Callable[..., Path], read: Read
) -> None:
    # Of the two rows with R1 one has an empty cell, the other a word not listed.
    folder = records(
        f"R1,{GOOD},", f"R1,{GOOD},", f"R1,{GOOD},", header=f"{HEADER},condition"
    )
    faults = [fault("records", n, 36 + n, "condition", "报废中") for n in (2, 3)]

    dataset = read(write_origin(folder, rejected=faults))

    assert dataset.counts["records"] == {
        "read": 3, "accepted": 1, "rejected": 1, "repeated": 1,
    }  # fmt: skip
    assert [(row[0], row[2]) for row in rejected(dataset)] == [
        (2, "condition"), (2, "record_id"),
    ]  # fmt: skip


def test_correction_by_a_row_at_fault_corrects_nothing(
    records: Callable[..., Path], read: Read
) -> None:
    folder = records(
        f"R1,{GOOD},,new", f"R2,{GOOD},R1,", header=f"{HEADER},corrects,condition"
    )

    faults = [fault("records", 2, 38, "condition", "报废中")]
    dataset = read(write_origin(folder, rejected=faults))

    assert ids(dataset) == ["R1"]
    assert rows(dataset, "SELECT corrects FROM rejected_records") == [("R1",)]


def test_row_at_fault_without_any_filled_cell_is_counted(
    records: Callable[..., Path], read: Read
) -> None:
    folder = records(f"R1,{GOOD}", ",,,", f"R3,{GOOD}")
    faults = [fault("records", 2, 38, "event", n) for n in ("转走", "再转")]

    dataset = read(write_origin(folder, rejected=faults))

    assert dataset.counts["records"] == {
        "read": 3, "accepted": 2, "rejected": 1, "repeated": 0,
    }  # fmt: skip
    assert [(row[0], row[3]) for row in rejected(dataset)] == [(2, "再转"), (2, "转走")]


def test_row_that_the_reader_cannot_split_either_is_counted_once(
    lay: Lay, read: Read
) -> None:
    folder = lay(records_csv=f"{HEADER}\nR1,{GOOD}\nR2,battery.sold\n")
    faults = [fault("records", 2, 38, "event", "转走")]

    dataset = read(write_origin(folder, rejected=faults))

    assert dataset.counts["records"] == {
        "read": 2, "accepted": 1, "rejected": 1, "repeated": 0,
    }  # fmt: skip
    assert [row[4] for row in rejected(dataset)] == ["fewer cells than the 4 columns"]


@pytest.mark.parametrize("is_parquet", [False, True])
def test_register_row_that_the_mapping_rejects(
    is_parquet: bool, lay: Lay, read: Read
) -> None:
    texts = {
        "records_csv": f"{HEADER}\nR1,{GOOD}\n",
        "credentials_csv": "entity_id,kind\nA,\nA,eia\n",
    }
    folder = lay(**texts)
    for file in folder.glob("*.csv") if is_parquet else ():
        query = f"FROM read_csv('{file}', all_varchar = true)"
        duckdb.sql(
            f"COPY ({query}) TO '{file.with_suffix('.parquet')}' (FORMAT parquet)"
        )
        file.unlink()

    faults = [fault("credentials", 1, 9, "kind", "环评？")]
    dataset = read(write_origin(folder, rejected=faults))

    assert rows(dataset, "SELECT kind FROM credentials") == [("eia",)]
    kept = "SELECT row, entity_id, kind FROM rejected_credentials"
    assert rows(dataset, kept) == [(1, "A", None)]


def test_rejected_rows_are_written_with_their_places(
    records: Callable[..., Path], read: Read, tmp_path: Path
) -> None:
    folder = records(f"R1,{GOOD}", "R2,battery.stolen,2026-01-01,A")
    bad = ("records", None, "=cmd.csv", None, 3, None, "@x", "理由", "a reason")
    lines = [place("records", 1, 37), place("records", 2, 38)]

    dataset = read(write_origin(folder, rows=lines, rejected=[bad]))
    dataset.write_rejected(tmp_path / "rejected.csv")

    head, own, of_mapping = (
        (tmp_path / "rejected.csv").read_text("utf-8-sig").split("\n")[:3]
    )
    assert head.rstrip().endswith('"source_file","source_sheet","source_row"')
    assert own.rstrip().endswith(f'"{BOOK}","入库","38"')
    assert of_mapping.rstrip().endswith('"\'@x","理由","a reason","\'=cmd.csv","","3"')


def test_rejected_rows_are_written_as_ever_without_an_origin(
    records: Callable[..., Path], read: Read, tmp_path: Path
) -> None:
    dataset = read(records("R1,battery.stolen,2026-01-01,A"))
    dataset.write_rejected(tmp_path / "rejected.csv")

    head = (tmp_path / "rejected.csv").read_text("utf-8-sig").splitlines()[0]
    assert head == (
        '"table","file","row","line","column","value","reason_zh","reason_en"'
    )


def test_texts_are_cut_and_shown_on_one_line(
    records: Callable[..., Path], read: Read
) -> None:
    long = "\x1b[31m\u202e" + "长" * 600
    line = ("records", 1, long, long, 3, "event", long, long, long)

    dataset = read(write_origin(records(f"R1,{GOOD}"), rejected=[line]))

    columns = "source_file, source_sheet, value, reason_zh, reason_en"
    [found] = rows(dataset, f"SELECT {columns} FROM rejected")
    assert [len(text) for text in found] == [255, 255, 200, 500, 500]
    assert all(text.startswith("\ufffd[31m\ufffd长") for text in found)


def test_faults_of_a_mapping_are_refused_on_spark_before_it_starts(
    lay: Lay, read: Read, tmp_path: Path
) -> None:
    folder = lay(records_csv=f"{HEADER}\nR1,{GOOD}\n")
    query = f"FROM read_csv('{folder}/records.csv', all_varchar = true)"
    duckdb.sql(f"COPY ({query}) TO '{folder}/records.parquet' (FORMAT parquet)")
    write_origin(folder, rejected=[fault("records", 1, 37, "vin", "?")])
    cluster = Cluster(nullcontext(), tmp_path, ExitStack(), print, 1, 1)

    with pytest.raises(UsageError) as caught:
        read(folder, load=cluster.load)

    assert str(caught.value) == (
        "records.parquet: rows of it are rejected by the mapping "
        "(origin/rejected.parquet), which --on cannot take into account.\n"
        "  Leave out --on, or mend the mapping and make the dataset again."
    )
