"""`packlaw custody` shows where the batteries are, in both languages, and calls no breach."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from engine.cli import commands
from engine.cli.printing import PrintReport
from engine.errors import ReportError
from engine.runs.folder import incomplete_reason
from portal.command import print_custody
from tests.house import ENGLISH, ROOT

VANISHED = ROOT / "fixtures" / "lives" / "vanished-between-two-companies"


def run(*words: str | Path, printer: PrintReport | None = None) -> Result:
    told = ["custody", *map(str, words)]
    packlaw = commands(print_custody=printer)
    return CliRunner(env={**ENGLISH, "COLUMNS": "120"}).invoke(packlaw, told)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("在库：最后的持有人仍持有", "已移交而接收方从未登记", "无记录超过 18 个月",
                "不是结论", "→", "不明", "可见 2 = 属于所列电池 2 + 无电池编码 0")),
        ("en", ("held: the last known holder has it", "handed over, never received",
                "silent for longer than 18 months", "no verdict", "not known",
                "2 seen = 2 of the batteries listed + 0 without a battery code")),
    ],
)  # fmt: skip
def test_view_is_shown_in_words(language: str, words: tuple[str, ...]) -> None:
    result = run(VANISHED, "--language", language, "--silent-for", "18 months")

    assert result.exit_code == 0
    assert [word for word in words if word not in result.output] == []


def test_tables_are_left_where_and_as_asked(tmp_path: Path) -> None:
    result = run(VANISHED, "--out", tmp_path / "out", "--format", "jsonl, xlsx")

    assert result.output.endswith(f"{tmp_path / 'out'}/\n")
    found = {file.name for file in (tmp_path / "out").iterdir()}
    assert {"batteries.jsonl", "flows.xlsx", "custody.json"} <= found
    assert "batteries.csv" not in found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "title"),
    [("zh", "动力电池去向报告"), ("en", "Battery custody report")],
)
def test_view_is_also_set_on_paper_in_its_language(
    tmp_path: Path, language: str, title: str
) -> None:
    out = tmp_path / "out"

    result = run(VANISHED, "--out", out, "--language", language, printer=print_custody)

    assert result.exit_code == 0
    assert title in str(PdfReader(out / "custody.pdf").metadata.title)
    assert (
        "custody.pdf" in json.loads((out / "custody.json").read_text("utf-8"))["files"]
    )
    assert incomplete_reason(out, "custody.json") is None


def test_view_without_paper_takes_away_that_of_the_earlier_one(tmp_path: Path) -> None:
    run(VANISHED, "--out", tmp_path, printer=print_custody)
    assert (tmp_path / "custody.pdf").exists()

    run(VANISHED, "--out", tmp_path, "--no-pdf", printer=print_custody)

    assert (tmp_path / "custody.json").exists()
    assert not (tmp_path / "custody.pdf").exists()


def test_nothing_is_printed_where_nothing_is_left() -> None:
    result = run(VANISHED, "--format", "csv", printer=print_custody)

    assert result.exit_code == 0


def test_view_stands_and_says_so_where_it_cannot_be_printed(tmp_path: Path) -> None:
    def without_libraries(folder: Path, out: Path, language: str) -> Path:
        raise ReportError("reports.no-glyphs", places="no glyph")

    result = run(VANISHED, "--out", tmp_path, printer=without_libraries)

    assert (result.exit_code, result.stderr) == (
        2,
        "packlaw: no glyph\n",
    )
    assert (tmp_path / "custody.json").exists()
    assert not (tmp_path / "custody.pdf").exists()


def test_paper_without_the_tables_it_is_made_from_is_refused_at_once(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"

    result = run(VANISHED, "--out", out, "--format", "csv", printer=print_custody)

    assert (result.exit_code, result.stderr) == (
        2,
        "packlaw: custody.pdf is made from the Parquet tables: add parquet to "
        "--format, or leave the report out with --no-pdf.\n",
    )
    assert not out.exists()


def test_own_folder_of_the_dataset_is_refused(tmp_path: Path) -> None:
    for file in VANISHED.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())

    result = run(tmp_path, "--out", tmp_path)

    assert (result.exit_code, result.stderr) == (
        2,
        f"packlaw: {tmp_path}: this is the dataset, whose tables have the names of "
        "those to be written. Name another folder.\n",
    )
    assert {file.name for file in tmp_path.iterdir()} == {
        file.name for file in VANISHED.iterdir()
    }


def test_no_format_is_refused(tmp_path: Path) -> None:
    result = run(VANISHED, "--out", tmp_path / "out", "--format", " ,", "--no-pdf")

    assert (result.exit_code, result.stderr) == (
        2,
        "packlaw: No format is named. Formats: parquet, csv, jsonl, xlsx.\n",
    )
    assert not (tmp_path / "out").exists()


def test_silence_of_no_span_is_refused() -> None:
    result = run(VANISHED, "--silent-for", "long")

    assert result.exit_code == 2
    assert result.stderr == (
        "packlaw: --silent-for long: this is no span of time. Write a whole number and "
        "its unit, such as '90 days', '18 months' or '2 years'.\n"
    )


def test_day_must_be_given_when_the_dataset_names_none(tmp_path: Path) -> None:
    for file in VANISHED.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    label = "title: t\nsource: s\ncomplete: {from: 2018-08-01}\nvocabulary: order-73\n"
    (tmp_path / "dataset.yaml").write_text(label, "utf-8")

    result = run(tmp_path)

    assert result.exit_code == 2
    assert "add --as-of YYYY-MM-DD" in result.stderr
    assert run(tmp_path, "--as-of", "2026-04-21").exit_code == 0
