"""The table store: what every place that computes tables offers, whatever its engine."""

from __future__ import annotations

from typing import Any

Column = Any  # an Ibis value; Ibis gives its expressions no narrower public type
