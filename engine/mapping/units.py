"""The units in which the numbers of a source may stand, and what they are in ours.

The unit of a column of ours is the end of its name: `_kg`, `_kwh`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

# How many of ours one of theirs is (International System of Units; 1 斤 is 500 g).
_KILOGRAMS = {
    "t": Decimal(1000), "吨": Decimal(1000), "kg": Decimal(1), "千克": Decimal(1),
    "公斤": Decimal(1), "g": Decimal("0.001"), "克": Decimal("0.001"), "斤": Decimal("0.5"),
}  # fmt: skip
_KILOWATT_HOURS = {
    "MWh": Decimal(1000), "兆瓦时": Decimal(1000), "kWh": Decimal(1),
    "千瓦时": Decimal(1), "度": Decimal(1), "Wh": Decimal("0.001"), "瓦时": Decimal("0.001"),
}  # fmt: skip
_BY_ENDING: dict[str, Mapping[str, Decimal]] = {
    "_kg": _KILOGRAMS,
    "_kwh": _KILOWATT_HOURS,
}
NAMES = (*_KILOGRAMS, *_KILOWATT_HOURS)


def of(column: str) -> Mapping[str, Decimal]:
    """Return the units for a column, each with its size in ours; empty: it has none."""
    return next(
        (units for ending, units in _BY_ENDING.items() if column.endswith(ending)), {}
    )
