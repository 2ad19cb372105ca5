"""`packlaw custody` shows where the batteries are, in both languages, and calls no breach."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli import commands
from tests.house import ROOT

VANISHED = ROOT / "fixtures" / "lives" / "vanished-between-two-companies"


def run(*words: str | Path) -> Result:
    told = ["custody", *map(str, words)]
    return CliRunner(env={"COLUMNS": "120"}).invoke(commands(), told)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("在库：最后的持有人仍持有", "已移交而接收方从未登记", "无记录超过 18 个月",
                "不是结论", "自", "不明", "可见 2 = 属于所列电池 2 + 无电池编码 0")),
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
