"""A template opens in a spreadsheet, and filled in it is read as a dataset."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from engine.authoring.template import Template, manifest_of, plan, write
from engine.dataset import Dataset, open_dataset
from engine.errors import Language
from engine.rulebook import Rulebook
from tests.engine.agreement.judges import rulebook_of
from tests.engine.agreement.pieces import rule
from tests.engine.agreement.words import Trade
from tests.engine.authoring.template.conftest import Plan

LAST = 1_048_576
FILLED: dict[Language, dict[str, list[dict[str, Any]]]] = {
    "zh": {
        "记录": [
            {"记录编号": "1", "事件": "电池接收入库", "发生日": date(2026, 5, 1),
             "主体": "911000000000000001", "电池状态": "废旧", "数量（千克）": 1.5},
            {"记录编号": "2", "事件": "电池综合利用", "发生日": "2026年5月2日",
             "主体": "911000000000000001", "符合所用领域质量标准": "是"},
        ],
        "企业": [{"统一社会信用代码": "911000000000000001",
                  "角色": "综合利用企业;梯次利用企业（公告至 2026-07-30）"}],
    },
    "en": {
        "records": [
            {"record_id": "1", "event": "battery.received", "occurred_on": date(2026, 5, 1),
             "actor_id": "911000000000000001", "battery_condition": "waste",
             "quantity_kg": 1.5},
            {"record_id": "2", "event": "battery.utilized", "occurred_on": "2026-05-02",
             "actor_id": "911000000000000001", "quality_certified": "yes"},
        ],
        "entities": [{"entity_id": "911000000000000001",
                      "roles": "utilization_enterprise;cascade_user"}],
    },
}  # fmt: skip


def written(template: Template, folder: Path) -> Workbook:
    write(template, folder / "return.xlsx")
    return openpyxl.load_workbook(folder / "return.xlsx")


def below(page: Worksheet, title: str) -> DataValidation:
    """Return the validation of the cells below a head."""
    (head,) = (cell for cell in page[1] if cell.value == title)
    cells = f"{head.column_letter}2:{head.column_letter}{LAST}"
    (found,) = (
        v for v in page.data_validations.dataValidation if str(v.sqref) == cells
    )
    return found


def listed(book: Workbook, validation: DataValidation) -> list[str]:
    """Return the words of a drop-down list that is a named range."""
    ((sheet, cells),) = book.defined_names[validation.formula1].destinations
    first, _, last = cells.replace("$", "").partition(":")
    return [row[0].value for row in book[sheet][f"{first}:{last or first}"]]


@pytest.mark.parametrize(
    ("language", "sheets"),
    [("zh", ["说明", "记录", "企业", "资质", "代码"]),
     ("en", ["Help", "records", "entities", "credentials", "Codes"])],
)  # fmt: skip
def test_workbook_has_its_sheets_with_nothing_below_the_heads(
    planned: Plan, tmp_path: Path, language: Language, sheets: list[str]
) -> None:
    template = planned(language, "utilization_enterprise")

    book = written(template, tmp_path)

    assert book.sheetnames == sheets
    for sheet in template.sheets:
        page = book[sheet.title]
        assert [cell.value for cell in page[1]] == [head.title for head in sheet.heads]
        assert [cell.comment.text for cell in page[1]] == [h.note for h in sheet.heads]
        assert page.max_row == 1
        assert page.freeze_panes == "B2"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_drop_down_lists_hold_exactly_the_words(
    planned: Plan, tmp_path: Path, language: Language
) -> None:
    template = planned(language)
    book = written(template, tmp_path)

    checked = 0
    for sheet in template.sheets:
        for head in filter(lambda head: head.words, sheet.heads):
            found = listed(book, below(book[sheet.title], head.title))
            assert head.words is not None
            assert found == [word for word, _ in head.words.words]
            checked += 1
    assert checked == len(book.defined_names) == 11
    codes = [row[1:] for row in book.worksheets[-1].iter_rows(2, values_only=True)]
    assert codes == [pair for words in template.lists for pair in words.words]


def test_cells_are_validated_and_formatted_by_their_type(
    planned: Plan, tmp_path: Path
) -> None:
    page = written(planned("en"), tmp_path)["records"]
    letters = {cell.value: cell.column_letter for cell in page[1]}
    formats = {
        name: page.column_dimensions[letter].number_format
        for name, letter in letters.items()
        if letter in page.column_dimensions
    }

    day, number = below(page, "occurred_on"), below(page, "quantity_kg")
    assert (day.type, day.operator, day.formula1, day.formula2) == (
        "date", None, "1", "2958465",
    )  # fmt: skip
    assert (number.type, number.operator) == ("decimal", None)
    assert float(number.formula1) == -1e26
    assert below(page, "battery_present").formula1 == '"yes,no"'
    assert day.error == "A day from 1900 to 9999 stands here, such as 2026-05-01."
    assert formats["battery_code"] == formats["record_id"] == "@"
    assert formats["occurred_on"] == formats["reported_on"] == "yyyy-mm-dd"
    assert formats["quantity_kg"] == "General"


def test_word_off_the_list_is_asked_about_and_several_roles_are_let_through(
    planned: Plan, tmp_path: Path
) -> None:
    book = written(planned("zh"), tmp_path)

    event, roles = below(book["记录"], "事件"), below(book["企业"], "角色")
    assert (event.errorStyle, event.showErrorMessage) == ("warning", True)
    assert (roles.errorStyle, roles.showErrorMessage) == ("warning", False)


@pytest.fixture
def read(tmp_path: Path, shipped: Rulebook) -> Iterator[Any]:
    opened: list[Dataset] = []

    def dataset(template: Template, *, without: tuple[str, ...] = ()) -> Dataset:
        """Fill a template in, lay dataset.yaml beside it, and read both."""
        book = written(template, tmp_path)
        for title, rows in FILLED[template.language].items():
            page = book[title]
            places = {cell.value: cell.column for cell in page[1]}
            for number, row in enumerate(rows, 2):
                for head, value in row.items():
                    page.cell(number, places[head], value)
        for title in without:
            del book[title]
        book.save(tmp_path / "return.xlsx")
        lines = manifest_of(template.vocabulary).in_language(template.language)
        lines = lines.replace("YYYY-MM-DD", "2026-01-01", 1)
        lines = lines.replace("YYYY-MM-DD", "2026-06-30", 1)
        (tmp_path / "dataset.yaml").write_text(lines, "utf-8")
        opened.append(open_dataset(tmp_path, shipped.vocabularies))
        return opened[-1]

    yield dataset
    for dataset_ in opened:
        dataset_.close()


@pytest.mark.parametrize(
    ("language", "role"), [("zh", None), ("en", "utilization_enterprise")]
)
def test_filled_template_is_a_dataset(
    planned: Plan, read: Any, language: Language, role: str | None
) -> None:
    dataset = read(planned(language, role))

    assert dataset.counts["records"] == {
        "read": 2, "accepted": 2, "rejected": 0, "repeated": 0,
    }  # fmt: skip
    rows = dataset.connection.execute(
        'SELECT record_id, event, occurred_on, actor_id, "field.battery_condition", '
        '"field.quantity_kg", "field.quality_certified" FROM records ORDER BY record_id'
    ).fetchall()
    actor = "911000000000000001"
    assert rows == [
        ("1", "battery.received", date(2026, 5, 1), actor, "waste", 1.5, None),
        ("2", "battery.utilized", date(2026, 5, 2), actor, None, None, True),
    ]
    roles = dataset.connection.execute("SELECT roles FROM entities").fetchall()
    assert roles == [(["utilization_enterprise", "cascade_user"],)]
    assert {w.code for w in dataset.warnings} == {"columns-empty"}


def test_sheet_that_was_left_empty_says_nothing(planned: Plan, read: Any) -> None:
    dataset = read(planned("zh"))

    assert dataset.present == {"entities"}
    assert set(dataset.absent_columns) == {"records", "entities"}
    assert dataset.counts["credentials"]["read"] == 0


def test_any_vocabulary_makes_a_workbook(tmp_path: Path) -> None:
    trade = Trade({"grade": "=1+1", "crate.sealed": "=2", "packer": "{x}", "kg": "Day"})
    book = rulebook_of(
        [trade.said(rule(must={"be_reported": {}}, who="packer"))], trade
    )

    template = plan(book, book.vocabularies["crates"], "en", "{x}")
    page = written(template, tmp_path)["records"]

    assert listed(page.parent, below(page, "event")) == ["=2"]
    assert {cell.data_type for cell in page[1]} == {"s"}
