"""The contents of a report: its headings, each with the anchor it leads to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A line of the contents; `level` 1 is a section, 2 a part of one."""

    heading: str
    anchor: str
    level: int = 1
