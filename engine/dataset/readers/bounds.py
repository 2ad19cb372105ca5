"""Compares the least and greatest value of a row group with its statistics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from engine.dataset.raw_table import ReadContext, SourceColumn


@dataclass(frozen=True)
class Claim:
    """Least value, greatest value and empty cells of one column in one row group.

    Either as found in the values, or as the footer of the file claims.
    """

    low: object
    high: object
    empty: object

    @property
    def bounds(self) -> tuple[object, object]:
        """The least and the greatest value."""
        return self.low, self.high


def denied(
    context: ReadContext, found: SourceColumn, truths: Mapping[int, tuple[Claim, Claim]]
) -> list[int]:
    """Return the row groups whose footer contradicts the values, in ascending order.

    `truths` has, by row group, what was found and what the footer claims; a claim that
    is absent contradicts nothing. Nearly always both are the same text; only where
    not, they are compared by their order.
    """
    doubted = [
        (group, truth.low, claim.low, truth.high, claim.high)
        for group, (truth, claim) in truths.items()
        if truth.bounds != claim.bounds or "\\" in f"{claim.bounds}"
    ]
    denied = [
        group
        for group, (truth, claim) in truths.items()
        if claim.empty is not None and str(truth.empty) != str(claim.empty)
    ]
    return sorted(denied + _out_of_order(context, found, doubted))


def _out_of_order(
    context: ReadContext, found: SourceColumn, doubted: Sequence[tuple[object, ...]]
) -> list[int]:
    """Return the groups of (group, low, claimed low, high, claimed high) that are false."""
    if not doubted:
        return []
    names = ("group_number", "low", "claimed_low", "high", "claimed_high")
    types = (pa.int64(), *[pa.string()] * 4)
    columns = map(pa.array, zip(*doubted, strict=True), types)
    context.connection.register("_doubted", pa.table(list(columns), list(names)))
    wrong = f"{_beyond('low', '<', found)} OR {_beyond('high', '>', found)}"
    denied = context.run(f"SELECT group_number FROM _doubted WHERE {wrong}")
    context.connection.unregister("_doubted")
    return [int(str(group)) for (group,) in denied]


def _beyond(bound: str, sign: str, found: SourceColumn) -> str:
    """Write the test that a bound lies beyond the claimed one, or cannot be compared."""
    claimed = f"claimed_{bound}"
    unknown = f"({bound} IS NOT NULL AND {claimed} IS NOT NULL)"
    octets = f"encode({bound}) {sign} TRY_CAST({claimed} AS BLOB)"
    if found.type == "BLOB":
        return f"coalesce({octets}, {unknown})"
    ordered = (
        f"CAST({bound} AS {found.type}) {sign} TRY_CAST({claimed} AS {found.type})"
    )
    if found.type != "VARCHAR":
        return f"coalesce({ordered}, {unknown})"
    # Bytes that are no text are shown as \x: the test must hold as text or as bytes.
    return f"({ordered} OR (contains({claimed}, '\\x') AND coalesce({octets}, true)))"
