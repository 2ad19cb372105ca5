"""Finds identifiers that differ from one another in case alone."""

from __future__ import annotations

from engine.dataset.raw_table import ReadContext
from engine.dataset.validation.notices import DatasetWarning, warning_of

_SHOWN = 5
# What is compared with one another when records are matched or looked up.
_COMPARED = (
    (("records", "battery_code"), ("batteries", "battery_code"),
     ("batteries", "parent_code")),
    (("records", "actor_id"), ("records", "counterparty_id"), ("entities", "entity_id"),
     ("credentials", "entity_id"), ("batteries", "maker_id"), ("vehicles", "maker_id"),
     ("outlets", "outlet_id"), ("outlets", "operator_id"), ("outlets", "run_by")),
    (("records", "vin"), ("vehicles", "vin")),
)  # fmt: skip
_CORRECTED = (
    "SELECT value AS id FROM rejected WHERE table_name = 'records' "
    "AND column_name = 'corrects'"
)


def warnings_of(context: ReadContext, *, has_lower: bool) -> list[DatasetWarning]:
    """Return a warning where identifiers of one kind differ only in case.

    Such identifiers never match. `has_lower`: some have small letters. Of `corrects`
    those are looked at that lead nowhere.
    """
    queries = [
        " UNION ".join(f"SELECT {column} AS id FROM {table}" for table, column in sides)
        for sides in _COMPARED
        if has_lower
    ]
    if context.count(f"SELECT count(*) FROM ({_CORRECTED})"):
        queries.append(
            "SELECT record_id AS id FROM records WHERE lower(record_id) IN "
            f"(SELECT lower(id) FROM ({_CORRECTED})) UNION {_CORRECTED}"
        )
    found = [pair for query in queries for pair in _alike(context, query)]
    if not found:
        return []
    shown = "；".join(found[:_SHOWN]) + ("；…" if len(found) > _SHOWN else "")
    return [warning_of("look-alikes", count=len(found), ids=shown)]


def _alike(context: ReadContext, ids: str) -> list[str]:
    """Return the identifiers that are equal but for case, as `a / A`."""
    found = context.run(
        f"SELECT array_to_string(list(id ORDER BY id), ' / ') AS alike FROM ({ids}) "
        "WHERE id IS NOT NULL GROUP BY lower(id) HAVING count(*) > 1 ORDER BY alike"
    )
    return [str(alike) for (alike,) in found]
