"""Runs: a dataset checked against the rules, and what that leaves in a folder.

`check` executes a `CheckRequest` and returns a `Run`; `read_run` reads the `run.json`
of a run folder, `incomplete_reason` says what a folder lacks, `read_evidence` returns
the records that findings rest on,
`read_watched` what became of the duties that a request watched.
"""

from engine.files.limits import Limits
from engine.runs.evidence import Evidence, read_evidence
from engine.runs.execution import Run, check, raise_failures
from engine.runs.folder import (
    RUN,
    SUMMARY,
    IncompleteRunError,
    NoRunError,
    RunRecord,
    RunRecordError,
    UnreadableRunError,
    incomplete_reason,
    read_run,
    read_summary,
)
from engine.runs.outputs import FORMATS
from engine.runs.request import CheckRequest, Engine
from engine.runs.summary import Summary
from engine.runs.watched import read_watched

__all__ = [
    "FORMATS",
    "RUN",
    "SUMMARY",
    "CheckRequest",
    "Engine",
    "Evidence",
    "IncompleteRunError",
    "Limits",
    "NoRunError",
    "Run",
    "RunRecord",
    "RunRecordError",
    "Summary",
    "UnreadableRunError",
    "check",
    "incomplete_reason",
    "raise_failures",
    "read_evidence",
    "read_run",
    "read_summary",
    "read_watched",
]
