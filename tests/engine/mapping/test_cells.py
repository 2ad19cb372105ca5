"""What stands in a column of ours: words, numbers, days and ids of the source."""

from __future__ import annotations

import pytest

from tests.engine.mapping.conftest import HEADS, PLAIN, Work


def test_words_of_the_source_are_translated_or_rejected(work: Work) -> None:
    work.csv(
        HEADS
        + "1, in ,2026-05-01,P1,,,,\n2,out,2026-05-01,P1,,,,\n3,lost,2026-05-01,P1,,,,\n"
        "4,,2026-05-01,P1,,,,\n"
    )

    mapped = work.map(
        "    columns:\n      record_id: Line\n      occurred_on: Day\n"
        "      actor_id: {column: Pack, values: {P1: W1}}\n"
        "      event: {column: Kind, values: {in: battery.received, "
        "out: battery.handed_over}}\n"
    )

    assert work.records("record_id", "event", "actor_id") == [
        ("1", "battery.received", "W1"),
        ("2", "battery.handed_over", "W1"),
    ]
    (value,) = mapped.untranslated
    assert (value.table, value.column, value.value, value.rows) == (
        "records", "event", "lost", 1,
    )  # fmt: skip
    assert value.reason_en == "the values of the mapping do not list this word"
    # The row is in the table without that word, so that it is known of.
    assert [a["outcome"] for a in work.accounts()] == [
        "mapped", "mapped", "rejected", "mapped",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("", [("ev",), (None,), (None,)]),
        (", otherwise: empty", [("ev",), (None,), (None,)]),
        (", default: other", [("ev",), ("other",), (None,)]),
    ],
)
def test_words_not_listed(
    work: Work, rest: str, expected: list[tuple[str | None]]
) -> None:
    work.csv(
        HEADS + "1,car,2026-05-01,P1,,,,\n2,x,2026-05-01,P1,,,,\n3,,2026-05-01,P1,,,,\n"
    )
    columns = PLAIN[PLAIN.index("    columns:") :]

    mapped = work.map(
        columns + f"      intended_use: {{column: Kind, values: {{car: ev}}{rest}}}\n"
    )

    accepted = expected if rest else [expected[0], expected[2]]
    assert work.records('"field.intended_use"') == accepted
    assert len(mapped.untranslated) == (0 if rest else 1)


def test_empty_cell_by_the_list_and_words_that_stay(work: Work) -> None:
    work.csv(HEADS + "1,,2026-05-01,P1,,,,\n2,ev,2026-05-01,P1,,,,\n")
    columns = PLAIN[PLAIN.index("    columns:") :]

    work.map(
        columns + "      intended_use: {column: Kind, values: {'': other}, "
        "otherwise: keep}\n"
    )

    assert work.records('"field.intended_use"') == [("other",), ("ev",)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cell", "how", "expected"),
    [
        ("2", "unit: t", "2000"), ("0.0015", "unit: t", "1.5"), ("3", "unit: 斤", "1.5"),
        ("7", "unit: kg", "7"), ("1.25", "unit: g", "0.00125"),
        ('"1,234.5"', 'written: "1,234.5"', "1234.5"), ("12", 'written: "1,234.5"', "12"),
        ('"1.234,5"', 'written: "1.234,5"', "1234.5"), ("1e2", "unit: t", "100000"),
        ('"1,234"', 'written: "1,234.5", unit: t', "1234000"),
    ],
)  # fmt: skip
def test_number_in_another_unit_or_writing(
    work: Work, cell: str, how: str, expected: str
) -> None:
    work.csv(HEADS + f"1,,2026-05-01,P1,{cell},,,\n")
    columns = PLAIN[PLAIN.index("    columns:") :]

    work.map(columns + f"      quantity_kg: {{column: Weight, {how}}}\n")

    assert work.records('CAST("field.quantity_kg" AS DOUBLE)') == [(float(expected),)]


@pytest.mark.parametrize(
    ("cell", "how"),
    [("x", "unit: t"), ('"1,2345"', 'written: "1,234.5"'), ("12.5", 'written: "1.234,5"')],
)  # fmt: skip
def test_number_that_is_none(work: Work, cell: str, how: str) -> None:
    work.csv(HEADS + f"1,,2026-05-01,P1,{cell},,,\n2,,2026-05-01,P1,,,,\n")
    columns = PLAIN[PLAIN.index("    columns:") :]

    mapped = work.map(columns + f"      quantity_kg: {{column: Weight, {how}}}\n")

    assert [(v.column, v.value) for v in mapped.untranslated] == [
        ("quantity_kg", cell.strip('"'))
    ]
    assert work.records("record_id") == [("2",)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cell", "written", "expected"),
    [
        ("1/5/2026", "day-month-year", "2026-05-01"),
        ("01.05.2026 09:30", "day-month-year", "2026-05-01"),
        ("2026-05-03", "day-month-year", "2026-05-03"),
        ("1/5/2026", "month-day-year", "2026-01-05"),
        ("20260501093000", "digits", "2026-05-01"),
        ("202605010930", "digits", "2026-05-01"),
        ("20260501", "digits", "2026-05-01"),
        ("46143", "serial", "2026-05-01"), ("46143.5", "serial", "2026-05-01"),
    ],
)  # fmt: skip
def test_day_in_another_writing(
    work: Work, cell: str, written: str, expected: str
) -> None:
    work.csv(HEADS + f"1,,{cell},P1,,,,\n")

    work.map(text=PLAIN.replace("Day", f"{{column: Day, written: {written}}}"))

    assert work.records("CAST(occurred_on AS VARCHAR)") == [(expected,)]


def test_impossible_day_is_rejected_as_it_stands(work: Work) -> None:
    work.csv(HEADS + "1,,31/2/2026,P1,,,,\n2,,1/2/2026,P1,,,,\n")

    work.map(text=PLAIN.replace("Day", "{column: Day, written: day-month-year}"))

    assert work.records("record_id") == [("2",)]


def test_ids_made_of_columns_stay_the_same(work: Work) -> None:
    columns = PLAIN[PLAIN.index("    columns:") :].replace(
        "record_id: Line", "record_id: {made_of: [Line, Pack], prefix: R}"
    )
    work.csv(HEADS + "1,,2026-05-01,P1,,,,\n,,2026-05-01,P2,,,,\n2,,2026-05-01,,,,,\n")
    work.map(columns)
    first = work.records("record_id")
    work.csv(HEADS + "2,,2026-05-01,,,,,\n1,,2026-05-01,P1,9,,,\n,,2026-05-01,P2,,,,\n")
    work.map(columns)

    assert sorted(first) == sorted(work.records("record_id"))
    assert first == [("R-1-P1",), ("R--P2",), ("R-2-",)]


def test_formula_without_a_result_is_not_taken_for_empty(work: Work) -> None:
    work.workbook(
        "a.xlsx",
        A=[["Line", "Kind", "Day", "Pack", "Out"],
           [1, "x", "2026-05-01", "P1", "=A1"], ["=A2", "", "2026-05-01", "P2", None]],
    )  # fmt: skip

    mapped = work.map(
        text=PLAIN.replace(
            "    columns:",
            "    leave_out: {column: Out, filled: false, reason: still here}\n    columns:",
        )
    )

    # Nobody can say whether the first row is to be left out.
    assert [(a["row"], a["outcome"]) for a in work.accounts()] == [
        ("2", "mapped"), ("3", "left out"),
    ]  # fmt: skip
    assert mapped.tables == {"records": 1}
