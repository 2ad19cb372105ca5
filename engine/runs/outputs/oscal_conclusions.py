"""Conclusions from observations, a party and a binding rule at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import Any, cast

import duckdb

from engine.rulebook import Rule
from engine.runs.outputs.json_stream import Streamed
from engine.runs.outputs.origin import Finding, Origin, both, rows_of
from engine.runs.outputs.oscal_words import TOOL, line, objective_id, props, uuid_of

_ORIGINS = [{"actors": [{"type": "tool", "actor-uuid": TOOL}]}]
_UNKNOWN = both(
    "有义务无法判定是否履行，须由人查明。",
    "Of some duties it cannot be said whether they were met; people must find out.",
)
_PARTY = "(PARTITION BY rule_id, owed_by)"
_JUDGED = (
    "SELECT finding_id, rule_id, owed_by, verdict, "
    f"count(*) FILTER (verdict = 'breach') OVER {_PARTY} AS breaches, "
    f"count(*) FILTER (verdict = 'undetermined') OVER {_PARTY} AS doubts, "
    f"count(*) FILTER (verdict = 'compliant') OVER {_PARTY} AS met, "
    f"count(*) OVER {_PARTY} AS duties FROM findings WHERE force = 'binding'"
)
_DECIDED = "breaches > 0 OR met = duties"
_AT_RISK = (
    "(breaches > 0 AND verdict = 'breach') "
    "OR (breaches = 0 AND doubts > 0 AND verdict = 'undetermined')"
)


class Conclusions:
    """The findings and risks of a run; each is to be read to its end in turn."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, origin: Origin) -> None:
        self._connection = connection
        self._rules = {rule.id: rule for rule in origin.rules}

    def findings(self) -> Iterator[dict[str, Any]]:
        """Yield a finding where a party's duties under a rule can be concluded on."""
        for first, duties in self._parties(_DECIDED):
            rule = self._rules[first["rule_id"]]
            is_met = first["breaches"] == 0
            finding = {
                "uuid": uuid_of("finding", *_key(first)),
                "title": line(rule.title.en),
                "description": both(rule.title.zh, rule.title.en),
                "props": _counted(first),
                "origins": _ORIGINS,
                "target": {
                    "type": "objective-id",
                    "target-id": objective_id(rule.id),
                    "status": {
                        "state": "satisfied" if is_met else "not-satisfied",
                        "reason": "pass" if is_met else "fail",
                    },
                },
            }
            if not is_met:
                risk = uuid_of("risk", *_key(first))
                finding["related-risks"] = [{"risk-uuid": risk}]
            yield {**finding, "related-observations": _observations(duties)}

    def risks(self) -> Iterator[dict[str, Any]]:
        """Yield a risk for each party in breach of a rule, or perhaps in breach."""
        for first, duties in self._parties(_AT_RISK):
            rule = self._rules[first["rule_id"]]
            is_breach = first["breaches"] > 0
            title = both(rule.title.zh, rule.title.en)
            yield {
                "uuid": uuid_of("risk", *_key(first)),
                "title": line(rule.title.en),
                "description": title,
                "statement": title if is_breach else _UNKNOWN,
                "props": _counted(first),
                "status": "open" if is_breach else "investigating",
                "origins": _ORIGINS,
                "remediations": [_remediation(rule, first)],
                "related-observations": _observations(duties),
            }

    def _parties(self, chosen: str) -> Iterator[tuple[Finding, Iterator[Finding]]]:
        """Yield the chosen duties of each party under each rule, with the first."""
        rows = rows_of(
            self._connection,
            f"SELECT * FROM ({_JUDGED}) WHERE {chosen} "
            "ORDER BY rule_id, owed_by, finding_id",
        )
        for _, group in groupby(rows, key=_key):
            duties = iter(group)
            first = next(duties)
            yield first, chain([first], duties)


def _key(duty: Finding) -> tuple[str, ...]:
    named = (duty["rule_id"], duty["owed_by"])
    return cast("tuple[str, ...]", tuple(n for n in named if n is not None))


def _counted(duty: Finding) -> list[dict[str, Any]]:
    return props(
        {
            "rule-id": duty["rule_id"],
            "owed-by": duty["owed_by"],
            "breach": duty["breaches"],
            "undetermined": duty["doubts"],
            "compliant": duty["met"],
        }
    )


def _observations(duties: Iterable[Finding]) -> Streamed:
    return Streamed(
        {"observation-uuid": uuid_of("observation", duty["finding_id"])}
        for duty in duties
    )


def _remediation(rule: Rule, duty: Finding) -> dict[str, Any]:
    return {
        "uuid": uuid_of("remediation", *_key(duty)),
        "lifecycle": "recommendation",
        "title": line(rule.remedy.en),
        "description": both(rule.remedy.zh, rule.remedy.en),
    }
