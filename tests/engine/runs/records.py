"""The `run.json` of invented runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.evaluation.finding_ids import KIND


def run_json(files: Mapping[str, str], **dataset: Any) -> dict[str, Any]:
    """Return the content of a `run.json` with these rule files, for 30 June 2026."""
    complete = {"from": None, "until": None}
    return {
        "finding_ids": KIND,
        "rulebook": {"fingerprint": "0", "files": dict(files)},
        "dataset": {
            "path": "dataset", "hash": "0", "title": "", "vocabulary": "",
            "complete": complete, **dataset,
        },
        "as_of": "2026-06-30",
        "versions": {},
        "options": {"entities": [], "rule_ids": [], "formats": [], "all": False},
        "findings": {"rows": 0, "hash": "0"},
    }  # fmt: skip
