"""Incremental runs: only the duties that changed records may affect are evaluated."""

from engine.runs.incremental.earlier_run import EarlierRun, open_earlier_run
from engine.runs.incremental.update import update_findings

__all__ = ["EarlierRun", "open_earlier_run", "update_findings"]
