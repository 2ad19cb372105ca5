"""durable-rules as its own documentation uses it, given our compiled rules and facts."""

from __future__ import annotations

import json
import time
from typing import Any

from durable import engine as durable

from engine.evaluation.live.groups import keep_groups
from engine.evaluation.live.rulesets import Ruleset, compile_rulesets
from engine.evaluation.predicates import PredicateIndex
from engine.tables.store import TableStore

_made = 0


class QuietHost(durable.Host):
    """A host whose timer threads never start; they crash the core beside our calls."""

    def _run(self) -> None:
        return


def judge_bare(tables: TableStore, predicates: PredicateIndex) -> float:
    """Assert the same facts into the same rules; return the seconds that alone took."""
    rulesets, attributes = compile_rulesets(predicates)
    seconds = 0.0
    for ruleset in rulesets:
        keep_groups(tables.connection, ruleset, attributes, "facts")
        groups = [
            json.loads(f"[{facts.rstrip(',')}]")
            for (facts,) in tables.connection.execute(
                "SELECT facts FROM groups"
            ).fetchall()
        ]
        seconds += _assert_all(ruleset, groups)
    return seconds


def _assert_all(ruleset: Ruleset, groups: list[list[dict[str, Any]]]) -> float:
    global _made
    _made += 1
    name = f"bare{_made}"
    matched: list[object] = []
    definition = json.loads(ruleset.definition)
    for rule in definition.values():
        rule["run"] = lambda context: matched.append(context._m)
    host = QuietHost()
    host.register_rulesets({name: definition})
    markers = [
        {"f": 1, "id": f"m{n}", "sid": "0", "end": n}
        for n in ruleset.markers_of(1) or [1000]
    ]
    start = time.perf_counter()
    for facts in groups:
        host.assert_facts(name, [*facts, *markers])
        host.delete_state(name, "0")
    return time.perf_counter() - start
