"""pm4py on the patterns of `patterns.py`, run by the environment that has pm4py in it.

Needs nothing of packlaw. Prints how many batteries break each pattern, as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pm4py
from pm4py.algo.filtering.pandas.ltl import ltl_checker

COLUMNS = {
    "battery_code": "case:concept:name",
    "event": "concept:name",
    "occurred_on": "time:timestamp",
}


def read(fleet: Path) -> pd.DataFrame:
    """Read the records that have a battery, as pm4py wants them: by battery and day."""
    records = pd.read_parquet(fleet / "records.parquet", columns=list(COLUMNS))
    records = records.dropna().rename(columns=COLUMNS)
    records["time:timestamp"] = pd.to_datetime(records["time:timestamp"])
    return pm4py.format_dataframe(records)


def breaking(log: pd.DataFrame, pattern: dict[str, Any]) -> int:
    """Count the batteries with one of `first` but without `then` (or with, if forbidden)."""
    bound = pattern["within_days"]
    limits = [(0, bound * 86_400)] if bound is not None else []
    broken: set[str] = set()
    for first in pattern["first"]:
        for then in pattern["then"]:
            order = [then, first] if pattern["backwards"] else [first, then]
            paired = ltl_checker.eventually_follows(
                log, order, parameters={"timestamp_diff_boundaries": limits}
            )
            with_pair = set(paired["case:concept:name"].unique())
            having = log.loc[log["concept:name"] == first, "case:concept:name"]
            wrong = with_pair if pattern["forbidden"] else set(having) - with_pair
            broken |= wrong
    return len(broken)


if __name__ == "__main__":
    event_log = read(Path(sys.argv[1]))
    patterns = json.loads(sys.argv[2])
    print(json.dumps({p["id"]: breaking(event_log, p) for p in patterns}))
