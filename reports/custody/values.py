"""The values that the template of the report on custody prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.errors import Language
from reports.dataset import DatasetTexts


@dataclass(frozen=True)
class Party:
    """A party: its name, and its id unless that stands for the name."""

    name: str
    id: str


@dataclass(frozen=True)
class Term:
    """One number of a sum, with its label."""

    label: str
    count: str


@dataclass(frozen=True)
class States:
    """The batteries by state: `rows` has label and count of each."""

    note: str
    rows: Sequence[tuple[str, str]]
    total: str
    is_empty: bool


@dataclass(frozen=True)
class Column:
    """A column of a table of gaps; `key` is that of its cells."""

    key: str
    head: str


@dataclass(frozen=True)
class GapRow:
    """One gap: its battery, its day, and its other cells by key."""

    battery: str
    day: str
    cells: Mapping[str, str | Party]


@dataclass(frozen=True)
class GapGroup:
    """The gaps of a kind that the records show, or those they may show."""

    name: str
    rows: Sequence[GapRow]


@dataclass(frozen=True)
class GapKind:
    """One kind of gap; `counts` are those that are sure and those that are not.

    `rest` says how many gaps are not listed, "" where all are.
    """

    name: str
    title: str
    meaning: str
    counts: Sequence[str]
    day: str
    columns: Sequence[Column]
    groups: Sequence[GapGroup]
    total: int
    rest: str


@dataclass(frozen=True)
class Gaps:
    """All kinds of gaps, and the sums of their counts."""

    title: str
    note: str
    kinds: Sequence[GapKind]
    totals: Sequence[str]


@dataclass(frozen=True)
class ColumnGroup:
    """Columns of figures under a common head, or without one."""

    head: str
    columns: Sequence[str]


@dataclass(frozen=True)
class EnterpriseRow:
    """An enterprise and its figures, in the order of `Enterprises.names`."""

    party: Party
    figures: Sequence[str]


@dataclass(frozen=True)
class Enterprises:
    """The enterprises listed; the last `without_total` figures have no total."""

    note: str
    names: Sequence[str]
    groups: Sequence[ColumnGroup]
    rows: Sequence[EnterpriseRow]
    totals: Sequence[str]
    without_total: int
    total: int
    rest: str


@dataclass(frozen=True)
class FlowRow:
    """A flow: from and to which province, and how often."""

    provinces: Sequence[str]
    passages: str


@dataclass(frozen=True)
class Flows:
    """The flows listed, and how many there are in all."""

    note: str
    rows: Sequence[FlowRow]
    total: int
    rest: str


@dataclass(frozen=True)
class Contents:
    """Everything that the report prints, in its order.

    `words` are the texts of a view in the language, `say` picks one of two texts.
    """

    language: Language
    say: Callable[[str, str], str]
    words: Mapping[str, str]
    title: str
    state: str
    dataset: DatasetTexts
    as_of: str
    judged_on: str
    packlaw: str
    sums: Sequence[Sequence[Term]]
    states: States
    gaps: Gaps
    enterprises: Enterprises
    flows: Flows
    warnings: Sequence[str]
