"""`packlaw rules show`, `diff` and `adopt`, as lawyers type them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli import commands

TEA = Path(__file__).parents[2] / "packs" / "teahouse"
INBOUND = "order-73/24-7-inbound-report"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands(), ["rules", *map(str, words)])


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TEA / "rules", tmp_path / "rules"))


def test_show_reads_the_rule_in_both_languages() -> None:
    output = run("show", INBOUND, "--language", "both").output

    assert "的，应当自次日起三十日内报送。" in output
    assert "it must be reported within 30 days (counted from the day after)." in output
    assert "be_reported" not in output
    assert output.endswith(f"{INBOUND}.yaml\n")


def test_show_keeps_to_one_language() -> None:
    output = run("show", INBOUND, "--language", "en").output

    assert output.startswith("A utilization enterprise reports inbound")
    assert "应当" not in output


def test_show_prints_the_file_where_asked() -> None:
    assert "be_reported: {within: 30 days}" in run("show", INBOUND, "--file").output


def test_show_quotes_the_adopted_text(rules: Path) -> None:
    run("adopt", "tea-order", TEA / "order.txt", "--on", "2026-05-01", "--rules", rules)

    words = ("show", "tea-order/3-1-report", "--rules", rules, "--language", "both")
    output = run(*words).output

    assert (
        "第三条第（一）项，2026年5月1日取得的条文：\n"
        "  > 第三条　茶馆应当报送下列信息：\n"
        "  > （一）接收茶叶的，自接收之日起十五日内报送；\n"
    ) in output
    assert "Article 3(1), in the text taken on 2026-05-01:\n  > 第三条" in output


def test_show_says_where_the_adopted_text_lacks_the_article(
    rules: Path, tmp_path: Path
) -> None:
    text = tmp_path / "text.txt"
    text.write_text("第一条 甲\n", "utf-8")
    run("adopt", "tea-order", text, "--on", "2026-05-01", "--rules", rules)

    output = run("show", "tea-order/3-1-report", "--rules", rules).output

    assert "2026年5月1日取得的条文中没有第三条第（一）项。" in output


def test_show_says_which_rule_an_id_of_old_leads_to(rules: Path) -> None:
    instrument = rules / "tea-order" / "instrument.yaml"
    alias = "aliases: {tea-order/label: tea-order/labelled}\narticles:"
    text = instrument.read_text("utf-8").replace("articles:", alias, 1)
    instrument.write_text(text, "utf-8")

    result = run("show", "tea-order/label", "--rules", rules)

    assert result.output.startswith("tea-order/label → tea-order/labelled\n")


def test_diff_ends_with_zero_where_the_rules_say_the_same(rules: Path) -> None:
    result = run("diff", TEA / "rules", rules, "--language", "en")

    assert (result.exit_code, result.output) == (0, "The two rulebooks say the same.\n")


def test_diff_ends_with_one_where_they_differ(rules: Path) -> None:
    (rules / "tea-order" / "3-1-report.yaml").write_text(
        (TEA / "rules" / "tea-order" / "3-1-report.yaml")
        .read_text("utf-8")
        .replace("force: binding", "force: advisory"),
        "utf-8",
    )

    result = run("diff", TEA / "rules", rules, "--language", "both")

    assert result.exit_code == 1
    assert "效力：约束性 → 提示性" in result.output
    assert "Force: Binding → Advisory" in result.output


def test_diff_ends_with_two_where_a_folder_holds_no_rules(tmp_path: Path) -> None:
    result = run("diff", TEA / "rules", tmp_path, "--language", "en")

    assert result.exit_code == 2
    assert "No rule files stand here." in result.stderr


def test_adopt_ends_with_two_where_the_day_is_missing(rules: Path) -> None:
    result = run("adopt", "tea-order", TEA / "order.txt", "--rules", rules)

    assert result.exit_code == 2
    assert "Missing option '--on'" in result.stderr


def test_adopt_prints_the_checklist_in_the_language_asked(rules: Path) -> None:
    words = ("adopt", "tea-order", TEA / "order.txt", "--on", "2026-05-01",
             "--rules", rules)  # fmt: skip

    zh, en = run(*words).output, run(*words, "--language", "en").output

    assert "1. 条文与引用它的规则" in zh
    assert "1. Articles and the rules that cite them" in en


@pytest.mark.parametrize("command", ["show", "diff", "adopt"])
def test_help_shows_how_it_is_typed(command: str) -> None:
    assert f"packlaw rules {command} " in run(command, "--help").output
