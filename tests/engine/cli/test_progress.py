"""Progress is shown on a terminal, and nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from engine.cli.progress import ProgressLine
from tests.house import ROOT

SHOWN = (
    "from engine.cli.progress import ProgressLine\n"
    "with ProgressLine() as tell:\n"
    "    tell('reading records.csv', 0, 1)\n"
    "    tell('rules', 3, 4)\n"
)


def test_nothing_is_printed_where_nobody_looks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with ProgressLine() as tell:
        tell("rules", 1, 2)

    assert capsys.readouterr() == ("", "")


def test_phase_and_estimate_are_shown_on_a_terminal() -> None:
    screen, terminal = pty.openpty()
    with os.fdopen(screen, "rb", buffering=0) as looked_at:
        process = subprocess.Popen(
            [sys.executable, "-c", SHOWN], cwd=ROOT, stderr=terminal,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
        )  # fmt: skip
        os.close(terminal)
        shown = _all_of(looked_at.fileno())

    assert process.wait() == 0
    assert "rules" in shown
    assert "-:--:--" in shown or "0:00:00" in shown


def _all_of(screen: int) -> str:
    """Read until the other side of the terminal is closed, which is an error to Linux."""
    shown = b""
    while True:
        try:
            shown += os.read(screen, 4096)
        except OSError:
            return shown.decode("utf-8")


def test_line_goes_when_the_work_fails() -> None:
    with pytest.raises(ValueError, match="broken"), ProgressLine():
        raise ValueError("broken")
