"""pm4py on event logs, run by the environment that has pm4py in it.

Needs nothing of packlaw. Reads each log that is named and prints, as JSON, what of it
pm4py counts, and which constraints on the tables of a database it finds broken.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import pm4py
from pm4py.objects.ocel.validation import ocel20_rel_validation


def told(file: str) -> dict[str, Any]:
    """Count what a log has. pm4py keeps no object that no event names."""
    log = pm4py.read_ocel2(file)
    broken = ocel20_rel_validation.apply(file)[1] if file.endswith("sqlite") else []
    return {
        "events": log.events["ocel:activity"].value_counts().to_dict(),
        "objects": log.objects["ocel:type"].value_counts().to_dict(),
        "relations": log.relations["ocel:qualifier"].value_counts().to_dict(),
        "between_objects": log.o2o["ocel:qualifier"].value_counts().to_dict(),
        "first": str(log.events["ocel:timestamp"].min()),
        "broken": broken,
    }


if __name__ == "__main__":
    print(json.dumps([told(file) for file in sys.argv[1:]]))
