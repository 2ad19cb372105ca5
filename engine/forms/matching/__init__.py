"""What forms share that match the trigger with other records."""

from engine.forms.matching.demand import (
    SAME_BATTERY,
    Crossing,
    Witnessed,
    read_witness,
    witness_shape,
)

__all__ = [
    "SAME_BATTERY",
    "Crossing",
    "Witnessed",
    "read_witness",
    "witness_shape",
]
