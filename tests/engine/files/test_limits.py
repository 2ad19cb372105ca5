"""Commands leave half of a machine to others, and a container's limit is its machine's."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli import commands
from engine.files.limits import command_limits
from engine.files.memory import allowed_by, memory_of_machine
from tests.house import ENGLISH, ROOT

LIFE = ROOT / "fixtures" / "lives" / "one-day-late"
GIB = 1024**3


def bytes_of(memory: str | None) -> int:
    assert memory is not None
    return int(memory.removesuffix("MiB")) * 1024**2


def test_command_takes_half_of_the_memory_of_the_machine() -> None:
    taken = bytes_of(command_limits().memory)

    assert taken <= memory_of_machine() / 2
    assert taken > memory_of_machine() / 2 - 1024**2 or taken == 16 * GIB
    assert command_limits("7GB").memory == "7GB"


@pytest.mark.parametrize(("gib", "taken"), [(3, 1.5), (500, 16)])
def test_command_takes_no_more_than_it_needs_of_a_large_machine(
    monkeypatch: pytest.MonkeyPatch, gib: int, taken: float
) -> None:
    monkeypatch.setattr("engine.files.limits.memory_of_machine", lambda: gib * GIB)

    assert bytes_of(command_limits().memory) == taken * GIB


def test_limits_of_control_groups_hold_with_those_above(tmp_path: Path) -> None:
    second, first = tmp_path / "system.slice" / "packlaw", tmp_path / "memory" / "jobs"
    second.mkdir(parents=True)
    first.mkdir(parents=True)
    (second / "memory.max").write_text("max\n")
    (second.parent / "memory.max").write_text(f"{4 * GIB}\n")
    (first / "memory.limit_in_bytes").write_text(f"{2 * GIB}\n")
    groups = "12:cpu:/\n4:memory:/jobs\n0::/system.slice/packlaw\n"

    assert sorted(allowed_by(groups, tmp_path)) == [2 * GIB, 4 * GIB]


def test_table_of_more_rows_than_a_command_takes_is_refused_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.files.limits.MOST_ROWS", 1)
    words = ["check", str(LIFE), "--out", str(tmp_path / "out"), "--no-pdf"]

    refused = CliRunner(env=ENGLISH).invoke(commands(), words)
    more = CliRunner(env=ENGLISH).invoke(commands(), [*words, "--max-rows", "100"])

    assert refused.exit_code == 2
    assert "2 rows; at most 1 of a table are read" in refused.stderr
    assert "--max-rows" in refused.stderr
    assert more.exit_code == 1
