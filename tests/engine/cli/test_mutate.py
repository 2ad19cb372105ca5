"""`packlaw rules mutate`: its words and its exit statuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli import commands
from tests.house import ENGLISH, RULES

RULE = "order-73/24-7-outbound-report"
LESSON = "  - expect: no_duty                  # handed on as it came: no product"


def mutate(*words: str | Path) -> Result:
    return CliRunner(env=ENGLISH).invoke(
        commands(), ["rules", "mutate", *map(str, words)]
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RULES, tmp_path / "mine"))


def test_zero_where_every_change_is_noticed() -> None:
    result = mutate(RULE, "--language", "en")

    assert result.exit_code == 0
    assert result.output == (
        "Rules 1, changes 10: 10 noticed by an example, 0 not noticed, "
        "0 that no verdict shows.\n"
    )


def test_one_where_a_change_goes_unnoticed(folder: Path) -> None:
    file = folder / f"{RULE}.yaml"
    whole = file.read_text("utf-8")
    file.write_text(whole.split(LESSON)[0], "utf-8")

    result = mutate(RULE, "--rules", folder, "--language", "zh")

    assert result.exit_code == 1
    assert result.output == (
        f"mine/{RULE}.yaml, line 12: when\n"
        "    改动：改为任何事件\n"
        "    缺少的案例：触发记录为其他事件的例子，结论应为 no_duty\n"
        "\n"
        "规则 1 条，改动 10 处：案例发现 9 处，未发现 1 处，结论看不出 0 处。\n"
    )


def test_two_where_the_rules_have_faults(folder: Path) -> None:
    file = folder / f"{RULE}.yaml"
    file.write_text(file.read_text("utf-8").replace("who: ", "whom: "), "utf-8")

    assert mutate("--rules", folder).exit_code == 2


def test_two_where_an_example_is_wrong(folder: Path) -> None:
    file = folder / f"{RULE}.yaml"
    file.write_text(
        file.read_text("utf-8").replace("expect: pending", "expect: breach", 1), "utf-8"
    )

    result = mutate(RULE, "--rules", folder)

    assert result.exit_code == 2
    assert "expected breach, found pending" in result.stderr
