"""A mapping makes a dataset of a company's own tables, and tells of every row."""

from __future__ import annotations

import json

import pytest

from engine.errors import DatasetError, MappingError, UsageError
from engine.mapping.accounts import OUTCOMES
from tests.engine.mapping.conftest import HEADS, PLAIN, Work


def test_plain_rows(work: Work) -> None:
    work.csv(HEADS + "1,in,2026-05-01,P1,2,,,\n2,in,2026/5/2,P2,3,,,\n")

    mapped = work.map()

    assert mapped.tables == {"records": 2}
    assert work.records("record_id", "event", "CAST(occurred_on AS VARCHAR)", "actor_id",
                        "battery_code") == [
        ("1", "battery.received", "2026-05-01", "W1", "P1"),
        ("2", "battery.received", "2026-05-02", "W1", "P2"),
    ]  # fmt: skip
    assert work.accounts() == [
        {"file": "ledger.csv", "row": "2", "table": "records", "outcome": "mapped",
         "table_row": "1"},
        {"file": "ledger.csv", "row": "3", "table": "records", "outcome": "mapped",
         "table_row": "2"},
    ]  # fmt: skip
    assert mapped.unused_heads == {
        ("ledger.csv", None): ("Kind", "Weight", "Out", "Partner", "Name")
    }
    assert mapped.untranslated == ()


@pytest.mark.parametrize("form", ["parquet", "csv", "xlsx"])
def test_every_format_says_the_same(work: Work, form: str) -> None:
    work.csv(HEADS + '007,in,2026-05-01,"P,""1""",2,,,\n,in,2026-05-01,P2,,,,\n')

    work.map(format=form)

    assert (work.out / f"records.{form}").is_file()
    assert work.records("record_id", "battery_code") == [("007", 'P,"1"')]
    assert (work.out / "dataset.yaml").read_text("utf-8") == (
        "title: Ledger\nsource: source\ncomplete:\n  from: 2026-04-01\n"
        "  until: 2026-09-30\nvocabulary: order-73\n"
    )
    sources = json.loads((work.out / "origin" / "sources.json").read_text("utf-8"))
    assert sources["mapping"]["file"] == "m.yaml"
    assert [f["file"] for f in sources["files"]] == ["ledger.csv"]
    assert [f["rows"] for f in sources["files"]] == [2]
    assert (work.out / "origin" / "mapping.yaml").read_text("utf-8") == PLAIN


def test_rows_left_out_by_a_rule(work: Work) -> None:
    work.csv(HEADS + "1,,2026-05-01,P1,,,,\nTotal,,,,5,,,\n,,2026-05-01,P3,,,,\n")
    work.map(
        text=PLAIN.replace(
            "    columns:",
            "    leave_out:\n      - {column: Line, values: [Total], reason: totals}\n"
            "      - {column: Line, filled: false, reason: no line}\n    columns:",
        )
    )

    assert [(a["row"], a["outcome"], a.get("column")) for a in work.accounts()] == [
        ("2", "mapped", None), ("3", "left out", "Line"), ("4", "left out", "Line"),
    ]  # fmt: skip


_TOTALS = "    leave_out:\n      - {column: Line, values: [Total], reason: totals}\n"


@pytest.mark.parametrize("delimiter", [",", ";", "|"])
@pytest.mark.parametrize(
    "totals", ["Total,,5", '"Total","","5"', "Total,,,,5,,,,,", "Total"]
)
def test_row_of_too_few_or_many_cells_is_left_out_by_a_rule(
    work: Work, totals: str, delimiter: str
) -> None:
    rows = f"{HEADS}1,,2026-05-01,P1,,,,\n{totals}\n2,,2026-05-02,P2\n"
    work.csv(rows.replace(",", delimiter))

    how = f"    delimiter: '{delimiter}'\n{_TOTALS}    columns:"
    mapped = work.map(text=PLAIN.replace("    columns:", how))

    assert [(a["row"], a["outcome"]) for a in work.accounts()] == [
        ("2", "mapped"), ("3", "left out"), ("4", "rejected"),
    ]  # fmt: skip
    assert [(value.value, value.reason_en) for value in mapped.untranslated] == [
        ("2,,2026-05-02,P2".replace(",", delimiter), "fewer cells than the 8 columns")
    ]


def test_missing_cell_of_a_short_row_is_empty_for_a_rule(work: Work) -> None:
    work.csv(f"{HEADS}1,,2026-05-01,P1,,,,\nprinted on,2026-07-01\n")
    rule = "    leave_out: {column: Pack, filled: false, reason: no battery}\n"

    work.map(text=PLAIN.replace("    columns:", f"{rule}    columns:"))

    assert [a["outcome"] for a in work.accounts()] == ["mapped", "left out"]


def test_long_row_is_known_by_its_beginning_alone(work: Work) -> None:
    work.csv(f"{HEADS}1,,2026-05-01,P1,,,,\nTotal,{'x' * 200}\n")

    work.map(text=PLAIN.replace("    columns:", f"{_TOTALS}    columns:"))

    assert [a["outcome"] for a in work.accounts()] == ["mapped", "rejected"]


def test_row_with_nothing_that_is_mapped(work: Work) -> None:
    work.csv(HEADS + "1,,2026-05-01,P1,,,,\n,note,,,,,,\n")

    work.map()

    assert [a["outcome"] for a in work.accounts()] == ["mapped", "empty"]


def test_one_row_becomes_several(work: Work) -> None:
    work.csv(
        HEADS + "1,,2026-05-01,P1,,2026-06-01,,\n2,,2026-05-02,P2,,,,\n3,,,P3,,,,\n"
    )
    mapped = work.map(
        "    columns: {actor_id: {constant: W1}, battery_code: Pack}\n    rows:\n"
        "      - when: {column: Day, filled: true}\n"
        "        columns: {record_id: {made_of: Line, prefix: IN}, occurred_on: Day, "
        "event: {constant: battery.received}}\n"
        "      - when: {column: Out, filled: true}\n"
        "        columns: {record_id: {made_of: Line, prefix: OUT}, occurred_on: Out, "
        "event: {constant: battery.handed_over}}\n"
    )

    assert work.records("record_id", "event", "CAST(occurred_on AS VARCHAR)") == [
        ("IN-1", "battery.received", "2026-05-01"),
        ("OUT-1", "battery.handed_over", "2026-06-01"),
        ("IN-2", "battery.received", "2026-05-02"),
    ]
    (value,) = mapped.untranslated
    assert value.reason_en == "none of the mapping's cases (when) holds of this row"
    assert work.accounts()[-1] == {
        "file": "ledger.csv", "row": "4", "table": "records", "outcome": "rejected",
        "table_row": "4",
    }  # fmt: skip


def test_register_of_the_distinct_parties(work: Work) -> None:
    work.csv(
        HEADS
        + "1,,2026-05-01,P1,,,E1,One\n2,,2026-05-01,P1,,,E2,Two\n3,,2026-05-01,P1,,,E1,One\n"
    )
    mapped = work.map(
        text=PLAIN + "  entities:\n    distinct: true\n"
        "    columns: {entity_id: Partner, name: Name}\n"
    )

    assert mapped.tables == {"records": 3, "entities": 2}
    told = [a for a in work.accounts() if a["table"] == "entities"]
    assert [(a["row"], a["outcome"], a["table_row"]) for a in told] == [
        ("2", "mapped", "1"), ("3", "mapped", "2"), ("4", "same", "1"),
    ]  # fmt: skip


def test_events_by_the_sheet(work: Work) -> None:
    heads = ["Line", "Day", "Pack"]
    work.workbook(
        "steps.xlsx",
        **{
            "入库": [heads, [1, "2026-05-01", "P1"]],
            "出库": [heads, [2, "2026-05-02", "P1"]],
            "说明": [["read me"]],
        },
    )

    work.map(
        text=PLAIN.replace("    columns:", "    sheet: ['入*', 出库]\n    columns:")
        .replace(
            "event: {constant: battery.received}",
            "event: {name_of: sheet, values: {入库: battery.received, "
            "出库: battery.handed_over}}",
        )
    )  # fmt: skip

    assert work.records("record_id", "event") == [
        ("1", "battery.received"), ("2", "battery.handed_over"),
    ]  # fmt: skip
    assert [(a["sheet"], a["outcome"]) for a in work.accounts()] == [
        ("入库", "mapped"), ("出库", "mapped"), ("说明", "not read"),
    ]  # fmt: skip


def test_row_that_cannot_be_split_is_told(work: Work) -> None:
    work.csv(HEADS + "1,,2026-05-01,P1,,,,\n2,,2026-05-01\n")

    mapped = work.map()

    assert [a["outcome"] for a in work.accounts()] == ["mapped", "rejected"]
    assert mapped.tables == {"records": 1}
    assert len(mapped.untranslated) == 1


def test_heads_and_parts_that_are_not_there(work: Work) -> None:
    work.csv(HEADS + "1,,2026-05-01,P1,,,,\n")

    with pytest.raises(MappingError) as found:
        work.map(text=PLAIN.replace("Pack", "Pak").replace("Line", "号"))
    assert str(found.value) == (
        "m.yaml, line 9\n  ledger.csv has no head 号.\n"
        "  Its heads: Line, Kind, Day, Pack, Weight, Out, Partner, Name\n"
        "  Where the heads are not in the first row, give header.\n"
        "m.yaml, line 13\n  ledger.csv has no head Pak.  Did you mean Pack?\n"
        "  Its heads: Line, Kind, Day, Pack, Weight, Out, Partner, Name"
    )
    with pytest.raises(MappingError, match=r"has no 台账\*\.csv"):
        work.map(
            text=PLAIN.replace("    columns:", "    file: 台账*.csv\n    columns:")
        )
    assert not work.out.exists()


def test_no_record_at_all(work: Work) -> None:
    work.csv(HEADS + ",note,,,,,,\n")

    with pytest.raises(DatasetError, match="source: no row became a record"):
        work.map()


def test_folder_with_other_files_is_not_touched(work: Work) -> None:
    work.csv(HEADS + "1,,2026-05-01,P1,,,,\n")
    work.out.mkdir()
    (work.out / "records.parquet").write_text("mine")

    with pytest.raises(UsageError):
        work.map()
    assert (work.out / "records.parquet").read_text() == "mine"


def test_mapping_again_replaces_what_was_made(work: Work) -> None:
    work.csv(HEADS + "1,,2026-05-01,P1,,,,\n")
    work.map(format="csv")

    work.map()

    assert sorted(p.name for p in work.out.iterdir()) == [
        "dataset.yaml", "mapped.csv", "origin", "records.parquet",
    ]  # fmt: skip


def test_outcomes_are_those_of_the_words(work: Work) -> None:
    from engine.errors.catalogue import MESSAGES

    for outcome in OUTCOMES:
        assert f"cli.mapped-{outcome.replace(' ', '-')}" in MESSAGES


def test_optional_source_that_lacks_a_head_others_have(work: Work) -> None:
    work.csv("Line,Day,Pack,Reported\n1,2026-05-01,P1,\n", "a.csv")
    work.csv("Line,Day,Pack\n2,2026-05-01,P1\n", "b.csv")
    text = PLAIN.replace(
        "    columns:", "    optional: true\n    columns:\n      reported_on: Reported"
    )

    with pytest.raises(MappingError, match=r"b\.csv has no head for reported_on"):
        work.map(text=text)


def test_flaw_in_a_column_of_no_use_makes_no_row(work: Work) -> None:
    work.workbook(
        "a.xlsx",
        A=[["Line", "Day", "Pack", "Partner", "Sum"],
           [1, "2026-05-01", "P1", "E1", 1], ["Total", None, None, None, "=SUM(E2)"]],
    )  # fmt: skip
    left_out = "    leave_out: {column: Line, values: [Total], reason: totals}\n"

    mapped = work.map(
        text=PLAIN.replace("    columns:", f"{left_out}    columns:")
        + "  entities:\n    distinct: true\n    columns: {entity_id: Partner}\n"
    )

    assert mapped.tables == {"records": 1, "entities": 1}
    assert [(a["table"], a["outcome"]) for a in work.accounts() if a["row"] == "3"] == [
        ("records", "left out"), ("entities", "empty"),
    ]  # fmt: skip
    assert work.records("record_id") == [("1",)]
