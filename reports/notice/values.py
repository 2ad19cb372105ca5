"""The values that the template of the draft order prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.findings import Asked, RuleFindings
from reports.frame import Frame
from reports.outline import Entry


@dataclass(frozen=True)
class Fact:
    """What the records show against one rule: all its breaches, `says` how many and late.

    `number` counts the facts of the order.
    """

    number: str
    says: str
    rule: RuleFindings


@dataclass(frozen=True)
class Provision:
    """A provision that was breached, and the numbers of its facts."""

    cited: str
    facts: str
    basis: str


@dataclass(frozen=True)
class Basis:
    """What lets an order be made; `authority` is "" where it is not known."""

    facts: str
    conduct: str
    cited: str
    authority: str
    basis: str


@dataclass(frozen=True)
class Correction:
    """What has to be put right, and the numbers of the facts that it is about."""

    facts: str
    text: str


@dataclass(frozen=True)
class Contents(Frame):
    """Everything that the draft prints, in its order.

    `code_label` names the code of the party. `without_basis`: the numbers of the facts of
    which no article provides an order, as far as the rules know, "" where there are none.
    `blanks`: what the authority fills in, line by line.
    """

    draft: str
    number: str
    contents: Sequence[Entry]
    party: str
    code_label: str
    code: str
    total: int
    facts: Sequence[Fact]
    provisions: Sequence[Provision]
    bases: Sequence[Basis]
    without_basis: str
    corrections: Sequence[Correction]
    asked_heading: str
    asked: Sequence[Asked]
    blanks: Sequence[str]
