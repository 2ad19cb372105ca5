"""The parts of an event log, as every form of OCEL 2.0 has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# The words of OCEL 2.0 for the types of values; all numbers of ours are decimals.
ValueType = Literal["string", "time", "float", "boolean"]
# Since when an object has its first values, by the specification.
EPOCH = "1970-01-01T00:00:00Z"


@dataclass(frozen=True)
class Attribute:
    """A named value of events or objects."""

    name: str
    type: ValueType


@dataclass(frozen=True)
class LogType:
    """A type of events or of objects, with its attributes in order."""

    name: str
    attributes: tuple[Attribute, ...]


@dataclass(frozen=True)
class Entry:
    """An event or an object.

    `values` are texts in the order of its type's attributes: an ISO moment, a decimal,
    `true` or `false`, or any text; None: there is no value. `related` has the id of
    each object that it is related to, and as what. `time` is empty for an object.
    """

    id: str
    type: LogType
    values: tuple[str | None, ...]
    related: tuple[tuple[str, str], ...]
    time: str = ""

    @property
    def filled(self) -> list[tuple[Attribute, str]]:
        """The attributes that have a value, with it."""
        pairs = zip(self.type.attributes, self.values, strict=True)
        return [(attribute, value) for attribute, value in pairs if value is not None]
