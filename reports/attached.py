"""A file that a report carries within it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Attached:
    """A file to embed in a report: name, content, media type, what it is to a reader.

    `relationship` is that of PDF/A-3 to what the pages show: the `Source` that these
    were made from, or the `Data` that they show a part of.
    """

    name: str
    content: bytes
    media_type: str
    description: str
    relationship: Literal["Data", "Source"]
