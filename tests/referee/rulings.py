"""The ruling on one duty, and how a due day leads to one."""

from dataclasses import dataclass
from datetime import date

from .days import NO_DEADLINE
from .kleene import Kleene


@dataclass(frozen=True)
class Ruling:
    """A verdict with its days and its witness."""

    verdict: str
    due_on: date | None = None
    done_on: date | None = None
    days: int | None = None
    witness_id: str | None = None


UNDETERMINED = Ruling("undetermined")
PENDING = Ruling("pending")
COMPLIANT = Ruling("compliant")
BREACH = Ruling("breach")


def ruling_of(demand: Kleene) -> Ruling:
    """Turn a plain answer into a ruling."""
    if demand is None:
        return UNDETERMINED
    return COMPLIANT if demand else BREACH


def ruling_by_due_day(
    due: date, done_on: date | None, judged_on: date, as_of: date
) -> Ruling:
    """Judge an act that had to be done by a day: in time, late, missing or pending.

    Where nothing is done and the records end before it could be missed, it is
    undetermined.
    """
    due_on = None if due == NO_DEADLINE else due
    if done_on is not None:
        days = (done_on - due).days if done_on > due else None
        return Ruling("compliant" if days is None else "breach", due_on, done_on, days)
    if judged_on > due:
        return Ruling("breach", due_on, days=(judged_on - due).days)
    return UNDETERMINED if as_of > due else Ruling("pending", due_on)
