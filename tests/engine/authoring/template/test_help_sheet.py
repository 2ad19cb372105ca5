"""The page of help says what a template cannot show."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import yaml

from engine.authoring.template import Template, manifest_of, write
from engine.dataset.manifest import read_manifest
from engine.errors import DatasetError, Language
from tests.engine.authoring.template.conftest import Plan


def lines(template: Template, folder: Path) -> list[str]:
    """Return the filled cells of the page, from top to bottom."""
    write(template, folder / "t.xlsx")
    page = openpyxl.load_workbook(folder / "t.xlsx").worksheets[0]
    rows = page.iter_rows(values_only=True)
    return [str(cell) for row in rows for cell in row if cell]


def test_page_says_what_a_row_and_an_empty_cell_are(
    planned: Plan, tmp_path: Path
) -> None:
    found = lines(planned("zh", "utilization_enterprise"), tmp_path)

    assert found[:2] == [
        "填写说明",
        "各表填好后即是一个数据集。用词表：动力电池全生命周期记录用词表。"
        "只列出“综合利用企业”的规则用到的事件和字段。",
    ]
    assert "资质：一家企业的一项资质；有几项写几行" in found
    assert (
        "例外：“报送日”空着 = 没有报送、“所更正的记录”空着 = 不是更正、“有效期止”空着 = "
        "长期有效。不掌握其中某列的，请删去整列，不要空着留下。"
    ) in found
    assert any(line.startswith("· 资质：表中有行时") for line in found)
    assert (
        "已报出的行不要改。另写一行，用新的记录编号，“所更正的记录”写原编号，“填写日”写当天。"
    ) in found
    assert found[-6:] == [
        "R3", "综合利用产品移交出库", "2026-06-01", "000PB00DEFAULT8810000001",
        "91100000DEFAULT08F", "2026-07-01",
    ]  # fmt: skip


def test_page_without_a_role_is_of_everything(planned: Plan, tmp_path: Path) -> None:
    found = lines(planned("en"), tmp_path)

    assert found[1].endswith("All events and fields are listed.")
    assert "outlets: one take-back outlet" in found
    assert any("closed_on left empty = still open" in line for line in found)
    assert any(
        line.startswith("· credentials, outlets: once a row is filled in")
        for line in found
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_and_heads_are_of_the_same_columns(
    planned: Plan, tmp_path: Path, language: Language
) -> None:
    template = planned(language, "repairer")

    found = lines(template, tmp_path)

    filled = {name for row in template.examples for name in row}
    titles = [
        head.title for head in template.records.heads if head.column.name in filled
    ]
    start = found.index(titles[0])
    assert found[start : start + len(titles)] == titles


@pytest.mark.parametrize("language", ["zh", "en"])
def test_lines_of_the_manifest_stand_there_and_are_read_once_the_days_are_put(
    planned: Plan, tmp_path: Path, language: Language
) -> None:
    template = planned(language)
    text = manifest_of(template.vocabulary).in_language(language)
    file = tmp_path / "dataset.yaml"

    assert set(text.splitlines()) <= set(lines(template, tmp_path))
    file.write_text(text, "utf-8")
    with pytest.raises(DatasetError, match="YYYY-MM-DD"):
        read_manifest(file)
    file.write_text(text.replace("YYYY-MM-DD", "2026-06-30"), "utf-8")
    assert read_manifest(file).vocabulary == "order-73"
    assert list(yaml.safe_load(text)) == ["title", "source", "complete", "vocabulary"]
