"""Messages of `rulebook`: faults of rule files, and what lint reports."""

from __future__ import annotations

from engine.errors.catalogue.rulebook import (
    boundaries,
    demands,
    folder,
    instruments,
    lint,
    rules,
    values,
)
from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    **values.MESSAGES,
    **rules.MESSAGES,
    **instruments.MESSAGES,
    **folder.MESSAGES,
    **lint.MESSAGES,
    **demands.MESSAGES,
    **boundaries.MESSAGES,
}
