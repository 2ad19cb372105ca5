"""The banner stands above the result, and breaks between words within the terminal."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.console import Console

from engine.cli.gaps import print_gaps
from engine.errors import Language
from tests.engine.runs.test_notices import ROLES, causes, summary


@pytest.mark.parametrize(
    ("language", "heading"),
    [("zh", "请先阅读：数据的缺口"), ("en", "Read this first: gaps")],
)
def test_each_gap_is_a_point_within_eighty_columns(
    language: Language, heading: str, capsys: pytest.CaptureFixture[str]
) -> None:
    content = summary(
        undetermined_by_cause=[ROLES, *causes(8)], unread={"records": 1200}
    )

    print_gaps(Console(width=80), content, language)

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(heading)
    assert sum(line.startswith("  ! ") for line in lines) == 3
    assert sum(line.startswith("    - ") for line in lines) == 6
    assert all(cell_len(line) <= 80 and line == line.rstrip() for line in lines)
    assert "entities.csv" in " ".join(lines)
    assert lines[-2].endswith("summary.json")


def test_nothing_is_printed_where_all_is_known(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_gaps(Console(width=80), summary(), "en")

    assert capsys.readouterr().out == ""
