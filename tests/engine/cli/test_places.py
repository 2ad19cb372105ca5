"""The terminal says where rows came from, at 80 columns and in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli.check import check_command
from engine.cli.datasets import dataset_group
from engine.errors import Language
from engine.explanation.model import Explanation
from engine.explanation.source import explain
from engine.explanation.text import render
from tests.brought_in import AS_OF, OTHER, REPORT, WORD, write_brought_in
from tests.engine.dataset.origins import BOOK, MAPPING, sha256

Say = Callable[..., str]
DIGITS = sha256(MAPPING.encode())[:12]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_brought_in(tmp_path_factory.mktemp("brought-in") / "dataset")


@pytest.fixture(scope="module")
def check(dataset: Path) -> Say:
    """Check a dataset by one rule and return what the terminal shows, on one line."""

    def shown(language: str, *options: str, dataset: Path = dataset) -> str:
        out = dataset.parent / f"out-{language}"
        arguments = [
            str(dataset), "--out", str(out), "--as-of", f"{AS_OF}", "--rule", REPORT,
            "--language", language, *options,
        ]  # fmt: skip
        asked = CliRunner(env={"COLUMNS": "80"}).invoke(check_command(None), arguments)
        assert asked.exit_code == 1, asked.output
        return "".join(asked.output.split())

    return shown


@pytest.fixture(scope="module")
def explanation(dataset: Path) -> Explanation:
    return explain(dataset, battery=OTHER, as_of=AS_OF)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("zh", [
            "最严重的违规及其来源：\n综合利用企业接收废旧动力电池后三十日内报送入库信息：",
            f"来源：{BOOK}，工作表 入库，第 37 行",
            f"数据由映射 mapping.yaml（SHA-256 {DIGITS}）导入：{BOOK}、出库.csv",
        ]),
        ("en", [
            "The gravest breaches, and where they stand:\nA utilization enterprise "
            "reports inbound waste batteries within 30 days of receipt:",
            f"source: {BOOK}, sheet 入库, row 37",
            f"Brought in by mapping mapping.yaml (SHA-256 {DIGITS}): {BOOK}, 出库.csv",
        ]),
    ],
)  # fmt: skip
def test_check_shows_where_the_gravest_breaches_stand(
    language: str, lines: list[str], check: Say
) -> None:
    shown = check(language)

    for line in lines:
        assert squeezed(line) in shown


def test_check_says_nothing_of_sources_without_an_origin(
    check: Say, tmp_path: Path
) -> None:
    plain = write_brought_in(tmp_path / "dataset", has_origin=False)

    shown = check("en", dataset=plain)

    assert "source:" not in shown
    assert "gravest" not in shown
    assert "mapping" not in shown


def test_check_without_findings_to_read_names_the_mapping_alone(
    dataset: Path, check: Say
) -> None:
    shown = check("en", "--format", "csv", "--no-pdf")

    assert "gravest" not in shown
    assert "Broughtinbymapping" in shown


@pytest.mark.parametrize(
    ("language", "listed"),
    [
        ("zh", [
            f"records.csv，第 3 条，第 4 行：event {WORD}", "  对照表中没有这个词",
            f"  来源：{BOOK}，工作表 入库，第 38 行",
            "records：????", "  对照表中没有这个词",
            f"  来源：{BOOK}，工作表 入库，第 39 行",
        ]),
        ("en", [
            f"records.csv, row 3, line 4: event {WORD}",
            "  the list of values does not have this word",
            f"  source: {BOOK}, sheet 入库, row 38",
            "records: ????", "  the list of values does not have this word",
            f"  source: {BOOK}, sheet 入库, row 39",
        ]),
    ],
)  # fmt: skip
def test_validate_lists_rejected_rows_with_their_places(
    language: str, listed: list[str], dataset: Path
) -> None:
    arguments = ["validate", str(dataset), "--language", language]

    asked = CliRunner().invoke(dataset_group, arguments)

    assert asked.exit_code == 1
    assert asked.output.splitlines()[-6:] == listed


@pytest.mark.parametrize(
    ("language", "source", "label"),
    [
        ("zh", "来源：出库.csv，第 12 行", "来源 出库.csv，第 12 行"),
        ("en", "source: 出库.csv, row 12", "Source row 出库.csv, row 12"),
    ],
)
def test_explanation_shows_the_place_of_each_record(
    language: Language, source: str, label: str, explanation: Explanation
) -> None:
    text = render(explanation, language)

    assert [line.strip() for line in text.splitlines()].count(source) == 1
    assert label in text
