"""What is least and most in a row group, against what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from engine.dataset.raw_table import ReadContext, SourceColumn


@dataclass(frozen=True)
class Claim:
    """What is so, or is said to be so, of one column in one row group."""

    low: object
    high: object
    empty: object

    @property
    def bounds(self) -> tuple[object, object]:
        return self.low, self.high


def denied(
    context: ReadContext, found: SourceColumn, truths: Mapping[int, tuple[Claim, Claim]]
) -> list[int]:
    """List the row groups whose footer denies what was found, the first one first.

    What a footer leaves open, it does not deny. Nearly always it says in the same
    words what was found; only where not are the two compared by their order.
    """
    doubted = [
        (group, truth.low, said.low, truth.high, said.high)
        for group, (truth, said) in truths.items()
        if truth.bounds != said.bounds or "\\" in f"{said.bounds}"
    ]
    denied = [
        group
        for group, (truth, said) in truths.items()
        if said.empty is not None and str(truth.empty) != str(said.empty)
    ]
    return sorted(denied + _out_of_order(context, found, doubted))


def _out_of_order(
    context: ReadContext, found: SourceColumn, doubted: Sequence[tuple[object, ...]]
) -> list[int]:
    """Compare bounds by their order; each has its row group before it."""
    if not doubted:
        return []
    names = ("group_number", "low", "said_low", "high", "said_high")
    types = (pa.int64(), *[pa.string()] * 4)
    columns = map(pa.array, zip(*doubted, strict=True), types)
    context.connection.register("_doubted", pa.table(list(columns), list(names)))
    wrong = f"{_beyond('low', '<', found)} OR {_beyond('high', '>', found)}"
    denied = context.run(f"SELECT group_number FROM _doubted WHERE {wrong}")
    context.connection.unregister("_doubted")
    return [int(str(group)) for (group,) in denied]


def _beyond(bound: str, sign: str, found: SourceColumn) -> str:
    """Ask whether a true bound lies beyond the one that is said, or cannot be told."""
    said = f"said_{bound}"
    unknown = f"({bound} IS NOT NULL AND {said} IS NOT NULL)"
    octets = f"encode({bound}) {sign} TRY_CAST({said} AS BLOB)"
    if found.type == "BLOB":
        return f"coalesce({octets}, {unknown})"
    ordered = f"CAST({bound} AS {found.type}) {sign} TRY_CAST({said} AS {found.type})"
    if found.type != "VARCHAR":
        return f"coalesce({ordered}, {unknown})"
    # Bytes that are no text are shown as \x: as text or as bytes, it must hold.
    return f"({ordered} OR (contains({said}, '\\x') AND coalesce({octets}, true)))"
