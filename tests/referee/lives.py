"""Short lives written by hand, and the one ruling that each of them asks for."""

from datetime import date
from typing import Any

from . import WorkingDays, judge

AS_OF = date(2026, 12, 31)

# 24 September and the first week of October are off, 29 and 30 September are worked.
AUTUMN_2018 = WorkingDays(
    {date(2018, 9, 24), *(date(2018, 10, day) for day in range(1, 8))},
    {date(2018, 9, 29), date(2018, 9, 30)},
    {2018},
)
VOCABULARY = {
    "events": {"act": {}, "next": {}, "first": {}, "out": {}},
    "fields": {
        "grade": {"type": "code"},
        "kg": {"type": "number"},
        "way": {"type": "code"},
    },
}


def ruling(
    rule: dict[str, Any],
    *records: dict[str, Any],
    as_of: date = AS_OF,
    roll_over: bool = False,
    complete: dict[str, str] | None = None,
    rejected: dict[str, list[dict[str, Any]]] | None = None,
    absent: dict[str, list[str]] | None = None,
    **registers: list[dict[str, Any]],
) -> dict[str, Any] | None:
    """Return the duty of the first record, whose event is `act`, if there is one."""
    filled = [
        {"record_id": f"r{n}", "event": "act", "actor_id": "A", "battery_code": "B"}
        | {"occurred_on": "2018-09-20"}
        | record
        for n, record in enumerate(records, start=1)
    ]
    dataset = {"records": filled, "complete": complete or {}, **registers}
    dataset |= {"rejected": rejected or {}, "absent": absent or {}}
    whole = {"id": "x/y", "source": {"instrument": "x"}, "effective": {}} | rule
    duties = judge(
        [{"who": "anyone", "when": "act"} | whole],
        dataset,
        as_of,
        AUTUMN_2018,
        vocabulary=VOCABULARY,
        instruments={"x": {"counting": {"roll_over": roll_over}}},
    )
    return next((duty for duty in duties if duty["record_id"] == "r1"), None)


def verdict(rule: dict[str, Any], *records: dict[str, Any], **given: Any) -> str:
    found = ruling(rule, *records, **given)
    return found["verdict"] if found else "no_duty"
