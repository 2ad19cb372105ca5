"""`packlaw verify` shows every check with what it proves, and ends with 0, 1 or 2."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.command import packlaw
from reports.sealing import seal
from tests.house import ENGLISH
from tests.reports.sealing.authorities import stored
from tests.reports.sealing.conftest import KeyOf, People


def run(*words: str | Path) -> Result:
    return CliRunner(env=ENGLISH).invoke(packlaw(), ["verify", *map(str, words)])


@pytest.fixture
def sealed(report: Path, people: People, key_of: KeyOf) -> Path:
    seal(report, key_of(people.sealer))
    return report


@pytest.mark.parametrize(
    ("language", "lines", "end"),
    [
        (
            "zh",
            ("说明", "通过", "通过", "通过", "说明", "通过", "通过"),
            "结论：所作核对全部通过",
        ),
        (
            "en",
            ("noted", "passed", "passed", "passed", "noted", "passed", "passed"),
            "Result: every check passed",
        ),
    ],
)
def test_sealed_report_passes(
    language: str, lines: tuple[str, ...], end: str, sealed: Path, people: People,
    tmp_path: Path,
) -> None:  # fmt: skip
    root = stored(tmp_path, "root.pem", people.authority.pem())

    result = run(sealed, "--trust", root, "--signed", "--language", language)

    assert result.exit_code == 0
    shown = result.stdout.splitlines()
    assert (shown[0], shown[-1]) == (str(sealed), end)
    assert re.fullmatch(r"SHA-256 [0-9a-f]{64}", shown[1])
    assert tuple(line.split()[0] for line in shown[2:-1] if line[0] != " ") == lines


def test_failures_are_counted_and_end_with_1(sealed: Path) -> None:
    content = bytearray(sealed.read_bytes())
    content[content.index(b"/MediaBox") + 12] ^= 1
    sealed.write_bytes(content)

    result = run(sealed)

    assert result.exit_code == 1
    assert (
        "failed  Seal “packlaw”: what it covers was changed after it was made\n"
        "        At least one byte differs. To learn which part, hold it against its run "
        "(--run).\n"
    ) in result.stdout
    assert result.stdout.endswith("Result: 2 checks failed\n")


def test_report_without_a_seal_fails(report: Path) -> None:
    result = run(report)

    assert result.exit_code == 1
    assert "failed  The file is not sealed, and no run or dataset" in result.stdout


def test_file_that_is_no_pdf_ends_with_2(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_text("no PDF")

    result = run(file, "--language", "zh")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"packlaw: {file}：这不是 PDF 文件")
