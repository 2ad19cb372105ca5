"""Draws the OSCAL findings and risks: one for a party and a binding rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import TypedDict, cast

import duckdb

from engine.rulebook import Rule
from engine.runs.outputs.json_stream import Streamed
from engine.runs.outputs.origin import Origin, both, rows_of
from engine.runs.outputs.oscal_words import TOOL, line, objective_id, props, uuid_of

_ORIGINS = [{"actors": [{"type": "tool", "actor-uuid": TOOL}]}]
_UNKNOWN = both(
    "有义务无法判定是否履行，须由人查明。",
    "Of some duties it cannot be said whether they were met; people must find out.",
)
_PARTY = "(PARTITION BY rule_id, owed_by)"
_DUTIES = (
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


class _Duty(TypedDict):
    """A duty under a binding rule, with counts of all that its party owes under it.

    `doubts` counts what is undetermined, `met` what is compliant.
    """

    finding_id: str
    rule_id: str
    owed_by: str | None
    verdict: str
    breaches: int
    doubts: int
    met: int
    duties: int


class Conclusions:
    """The OSCAL findings and risks of a run; read one iterator to its end at a time."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, origin: Origin) -> None:
        self._connection = connection
        self._rules = {rule.id: rule for rule in origin.rules}

    def findings(self) -> Iterator[dict[str, object]]:
        """Yield a finding for each party and rule with a breach, or with all duties met."""
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

    def risks(self) -> Iterator[dict[str, object]]:
        """Yield a risk for each party and rule with a breach or an undetermined duty."""
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

    def _parties(self, chosen: str) -> Iterator[tuple[_Duty, Iterator[_Duty]]]:
        """Yield the first and all of the chosen duties, by party and rule."""
        rows = rows_of(
            self._connection,
            f"SELECT * FROM ({_DUTIES}) WHERE {chosen} "
            "ORDER BY rule_id, owed_by, finding_id",
        )
        for _, group in groupby(cast("Iterator[_Duty]", rows), key=_key):
            duties = iter(group)
            first = next(duties)
            yield first, chain([first], duties)


def _key(duty: _Duty) -> tuple[str, ...]:
    named = (duty["rule_id"], duty["owed_by"])
    return tuple(name for name in named if name is not None)


def _counted(duty: _Duty) -> list[dict[str, str]]:
    return props(
        {
            "rule-id": duty["rule_id"],
            "owed-by": duty["owed_by"],
            "breach": duty["breaches"],
            "undetermined": duty["doubts"],
            "compliant": duty["met"],
        }
    )


def _observations(duties: Iterable[_Duty]) -> Streamed:
    return Streamed(
        {"observation-uuid": uuid_of("observation", duty["finding_id"])}
        for duty in duties
    )


def _remediation(rule: Rule, duty: _Duty) -> dict[str, object]:
    return {
        "uuid": uuid_of("remediation", *_key(duty)),
        "lifecycle": "recommendation",
        "title": line(rule.remedy.en),
        "description": both(rule.remedy.zh, rule.remedy.en),
    }
