"""The referee: the rule language once more, slow and plain, to check the engine by.

It is written from the specification alone and shares no code with the engine, so a
misreading has to be made twice before it goes unnoticed. `read_folder` reads CSV
files, as plainly.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from .datasets import read_folder
from .days import WorkingDays
from .duties import duties_of
from .examples import faults_of_examples, verdict_of_example
from .folder import read_rules, read_working_days
from .world import World

__all__ = [
    "WorkingDays",
    "faults_of_examples",
    "judge",
    "read_folder",
    "read_rules",
    "read_working_days",
    "verdict_of_example",
]


def judge(
    rules: Iterable[Mapping[str, Any]],
    dataset: Mapping[str, Any],
    as_of: date,
    working_days: WorkingDays,
    *,
    vocabulary: Mapping[str, Any],
    instruments: Mapping[str, Mapping[str, Any]] | None = None,
) -> list[dict[str, Any]]:
    """Judge a dataset and return every duty, in the words of the conformance cases.

    `rules`, `vocabulary` and `instruments` (by name, for their `counting`) are parsed
    rule files. `dataset` has `records`, optionally `complete`, and only those registers
    that exist; cells are texts or typed values, and an empty or missing one is unknown.
    `rejected` holds rejected rows by table, each with the cells that can be read, and
    `absent` the columns by table that no file has; without them there are none.
    """
    world = World(dataset, as_of, working_days, vocabulary)
    return [
        duty
        for rule in rules
        for duty in duties_of(
            world, rule, (instruments or {}).get(rule["source"]["instrument"], {})
        )
    ]
