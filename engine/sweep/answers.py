"""What the records answer, in one table or two; what comes after reads these alone.

What looks up little is asked of every record in one pass. What looks up much is
asked of the few records that it concerns, in a pass of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from engine.conditions import Column
from engine.questions import Needs
from engine.rulings import Rulings
from engine.sweep import rows
from engine.sweep.asking import Asking
from engine.sweep.keys import Keys
from engine.sweep.rows import Numbered
from engine.sweep.scan import Scan, Step
from engine.sweep.sides import Side

_LITTLE = {"actor", "counterparty"}


class Answers:
    """The answers to rules of single records, and of records as sides of pairings.

    `pairs`: which columns of sides are held against each other.
    """

    def __init__(
        self,
        scan: Scan,
        rules: Sequence[Numbered],
        sides: Iterable[Side],
        pairs: Iterable[tuple[str, str]],
    ) -> None:
        self._scan = scan
        sides = list(dict.fromkeys(sides))
        self._keys = Keys(sides, pairs)
        self._askings = [
            Asking(
                scan, name,
                [r for r in rules if _is_little(rows.needs(r[1])) is little],
                [s for s in sides if _is_little(Needs.of(s.condition)) is little],
                self._keys,
            )
            for name, little in (("answers", True), ("answers_of_few", False))
        ]  # fmt: skip

    @property
    def apart(self) -> list[str]:
        """The columns that records must share to be held against each other at all."""
        return self._scan.apart

    def steps(self, rulings: Rulings) -> Iterator[Step]:
        """Yield the passes over the records."""
        yield self._keep_keys
        for asking in self._askings:
            if asking.asks:
                yield partial(asking.keep, rulings)

    def of(self, side: Side) -> Column:
        """Return what is kept of the records on a side (see `asking`).

        `sure`: its condition is true of them; it is unknown of the others.
        """
        (asking,) = (asking for asking in self._askings if side in asking.sides)
        return asking.of(side)

    def _keep_keys(self) -> None:
        self._keys.keep(self._scan.records, self._scan.bench)


def _is_little(needs: Needs) -> bool:
    return needs.registers <= _LITTLE
