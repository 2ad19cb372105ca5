"""`packlaw dataset template` writes a workbook, and says what to put beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from engine.cli import commands
from tests.house import ENGLISH, RULES


def run(*words: str | Path) -> Result:
    arguments = ["dataset", "template", *map(str, words)]
    return CliRunner(env=ENGLISH).invoke(commands(), arguments)


def test_workbook_is_written_and_the_manifest_shown(tmp_path: Path) -> None:
    out = tmp_path / "return.xlsx"

    result = run(out, "--role", "utilization_enterprise")

    assert result.exit_code == 0
    assert openpyxl.load_workbook(out).sheetnames[1:-1] == [
        "records", "entities", "credentials",
    ]  # fmt: skip
    assert result.output == (
        f"{out}: records, entities, credentials\n"
        "When it is filled in, put a file dataset.yaml beside it (with your own days):\n\n"
        "title: Records of our company, first half of 2026\n"
        "source: company ledger, taken out on 2026-07-05\n"
        "complete: {from: YYYY-MM-DD, until: YYYY-MM-DD}\n"
        "vocabulary: order-73\n\n"
        "complete: no record between these days is missing; leave from out where you "
        "cannot say since when.\n"
        f"Next: packlaw dataset validate {tmp_path}\n"
    )


def test_language_is_that_of_the_workbook_and_of_what_is_said(tmp_path: Path) -> None:
    result = run(tmp_path / "t.xlsx", "--language", "zh")

    assert "vocabulary: order-73" in result.output
    assert f"下一步：packlaw dataset validate {tmp_path}" in result.output
    assert "记录" in openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames


def test_role_that_is_none_is_refused_with_the_nearest(tmp_path: Path) -> None:
    result = run(tmp_path / "t.xlsx", "--role", "utilisation_enterprise")

    assert result.exit_code == 2
    assert result.stderr.startswith(
        "packlaw: utilisation_enterprise is not a role.  Did you mean "
        "utilization_enterprise (综合利用企业)?\nRoles: battery_enterprise, "
    )
    assert list(tmp_path.iterdir()) == []


def test_file_that_may_have_been_filled_in_is_not_replaced(tmp_path: Path) -> None:
    out = tmp_path / "t.xlsx"
    out.write_bytes(b"filled in")

    result = run(out)

    assert result.exit_code == 2
    assert result.stderr == (
        f"packlaw: {out}: this file is there, and may have been filled in; it is not "
        "replaced.\nName another file, or move this one away first.\n"
    )
    assert out.read_bytes() == b"filled in"


def test_file_that_is_no_workbook_by_its_name_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "t.xls"

    assert run(out).stderr == (
        f"packlaw: {out}: a template is a workbook; give its file a name that ends in "
        ".xlsx.\n"
    )


@pytest.fixture
def two_vocabularies(tmp_path: Path) -> Path:
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules)
    text = (rules / "vocabulary" / "order-73.yaml").read_text("utf-8")
    other = text.replace("name: order-73", "name: other", 1)
    (rules / "vocabulary" / "other.yaml").write_text(other, "utf-8")
    return rules


def test_one_of_several_vocabularies_is_to_be_named(
    tmp_path: Path, two_vocabularies: Path
) -> None:
    given = (tmp_path / "t.xlsx", "--rules", two_vocabularies)

    assert run(*given).stderr == (
        "packlaw: The rules have more than one vocabulary: order-73, other.\n"
        "Name one of them with --vocabulary.\n"
    )
    assert run(*given, "--vocabulary", "othr").stderr == (
        "packlaw: othr is not a vocabulary.  Did you mean other "
        "(动力电池全生命周期记录用词表)?\nVocabularies: order-73, other\n"
    )
    assert "vocabulary: other" in run(*given, "--vocabulary", "other").output
