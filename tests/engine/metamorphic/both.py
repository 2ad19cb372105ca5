"""Lives and their changed selves judged in one pass, and compared life by life."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from engine.evaluation.pipeline import Evaluator
from tests.engine.agreement.judges import Found
from tests.engine.metamorphic.changes import MARK

Life = dict[str, Any]
Duty = tuple[str, str]  # rule id, record_id
Said = tuple[Any, ...]
Duties = dict[Duty, Said]
Judge = Callable[[list[Life]], tuple[dict[Evaluator, Found], list[str]]]


@dataclass(frozen=True)
class Judged:
    """What each evaluator says of lives that were told in several ways."""

    by: dict[Evaluator, list[dict[str, list[Duties]]]]

    def pairs(
        self, one: str, other: str, rules: Iterable[str]
    ) -> list[tuple[Duties, Duties]]:
        """Return the duties under the rules, told one way and the other, of each life.

        A life that was split is put together again.
        """
        chosen = frozenset(rules)
        return [
            (gathered(told[one], chosen), gathered(told[other], chosen))
            for lives in self.by.values()
            for told in lives
        ]


def judge_told(lives: list[Mapping[str, list[Life]]], judge: Judge) -> Judged:
    """Judge every telling of every life, all in one pass."""
    flat = [life for told in lives for way in told.values() for life in way]
    found, labels = judge(flat)
    assert labels == []
    return Judged({name: laid_out(lives, one) for name, one in found.items()})


def laid_out(
    lives: list[Mapping[str, list[Life]]], found: Found
) -> list[dict[str, list[Duties]]]:
    """Lay the duties of all lives out by life and by its telling."""
    of_life: dict[int, Duties] = {}
    for (number, rule_id, record), said in found.duties.items():
        of_life.setdefault(number, {})[rule_id, record] = said
    numbers = count()
    return [
        {
            name: [of_life.get(next(numbers), {}) for _ in way]
            for name, way in told.items()
        }
        for told in lives
    ]


def gathered(parts: Iterable[Duties], rules: frozenset[str]) -> Duties:
    """Put the duties of one life's parts together, under these rules."""
    return {
        key: said for part in parts for key, said in part.items() if key[0] in rules
    }


def unmarked(duties: Duties) -> Duties:
    """Take the mark off every name in what was found."""
    return {
        (rule_id, record.removeprefix(MARK)): tuple(
            word.removeprefix(MARK) if isinstance(word, str) else word for word in said
        )
        for (rule_id, record), said in duties.items()
    }


def of_records(duties: Duties) -> Duties:
    """Leave the duties of strangers out."""
    return {key: said for key, said in duties.items() if not key[1].startswith(MARK)}
