"""Kills at random moments: nothing is lost, doubled or left behind.

`make kills` plays the same rounds by the hundred.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.portal.kills.rounds import play

KILLS = int(os.environ.get("KILLS", "5"))
SEED = int(os.environ.get("SEED", "15"))

pytestmark = [pytest.mark.slow, pytest.mark.both_databases]


def test_kills_lose_double_and_leave_nothing(tmp_path: Path, database_url: str) -> None:
    played = play(tmp_path / "round", SEED, KILLS, database_url)

    assert played.faults == []
    struck = (played.struck[f"{whom} killed"] for whom in ("server", "worker", "child"))
    assert sum(struck) == KILLS
