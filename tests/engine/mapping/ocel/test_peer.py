"""pm4py reads a log in each of its forms, and counts in it what was written."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.dataset import open_dataset
from engine.mapping.ocel import LogContents, write_log
from engine.mapping.ocel.model import Entry
from engine.rulebook import Vocabulary
from fixtures.fleet import write_fleet
from tests.bench.patterns import log_command, ready_environment
from tests.house import ROOT

FORMS = ("json", "xml", "sqlite")


@pytest.mark.slow
def test_pm4py_counts_what_was_written(
    vocabularies: Mapping[str, Vocabulary], tmp_path: Path
) -> None:
    write_fleet(tmp_path / "fleet", 100, 4)
    with open_dataset(tmp_path / "fleet", vocabularies) as opened:
        every = "SELECT * RENAME (row AS number) FROM records"
        contents = LogContents(opened, every, with_corrects=False)
        logs = [tmp_path / f"log.{form}" for form in FORMS]
        for log in logs:
            write_log(contents, log)
        expected = told(list(contents.objects()), list(contents.events()))

    assert by_pm4py(logs) == [expected] * len(FORMS)


def told(objects: list[Entry], events: list[Entry]) -> dict[str, Any]:
    """Count as pm4py does: it keeps no object that no event names."""
    named = {id_ for event in events for id_, _ in event.related}
    kept = [one for one in objects if one.id in named]
    between = [what for one in kept for other, what in one.related if other in named]
    first = min(event.time for event in events)
    return {
        "events": Counter(event.type.name for event in events),
        "objects": Counter(one.type.name for one in kept),
        "relations": Counter(what for event in events for _, what in event.related),
        "between_objects": Counter(between),
        # Midnight in China, as pm4py shows it.
        "first": f"{day_before(first[:10])} 16:00:00+00:00",
        "broken": [],
    }


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def by_pm4py(logs: list[Path]) -> list[dict[str, Any]]:
    environment = ROOT / "build" / "peer"
    ready_environment(environment)
    ended = subprocess.run(
        log_command(environment, logs), capture_output=True, text=True, check=True
    )
    # It greets before it counts.
    found: list[dict[str, Any]] = json.loads(ended.stdout.splitlines()[-1])
    return found
