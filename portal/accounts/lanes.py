"""Delays in place of locks: what guesses use up is given back as time goes by.

Each sign-in takes from the patience of its lanes and gets it back when the password was
right. A lane that has none left makes wait for as long as one try takes to come back,
some seconds. Whoever signed in before from the same browser or address is in a lane of
his own there, so that the guesses of strangers do not reach it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address, ip_network
from math import ceil

from sqlalchemy import case, delete, insert, update
from sqlalchemy.exc import IntegrityError

from portal.clock import now
from portal.database.admission import Lane
from portal.database.session import PortalSession
from portal.errors import TooManyAttemptsError


@dataclass(frozen=True)
class Patience:
    """How many tries a lane has at once, and after how many seconds each comes back."""

    key: str
    tries: int
    seconds: float


def patience(kind: str, *of: str, tries: int, seconds: float) -> Patience:
    """Return the patience with a sort of lane; of what it is for, a hash is kept."""
    key = sha256("\n".join((kind, *of)).encode()).hexdigest()
    return Patience(key, tries, seconds)


def neighbourhood(address: str) -> str:
    """Return what stands for a network address: of IPv6 the 64 bits that one site has."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if known.version == 6:
        return str(ip_network(f"{address}/64", strict=False))
    return str(known)


def take(db: PortalSession, *lanes: Patience) -> None:
    """Take a try from every lane, or from none, and commit.

    TooManyAttemptsError with the seconds to wait, where a lane has none left. Tries are
    taken before a password is compared, so that parallel guesses are all counted.
    """
    moment = now().timestamp()
    _clear(db, moment)
    # In one order, so that two sign-ins never wait for each other.
    for lane in sorted(lanes, key=lambda lane: lane.key):
        wait = _take(db, lane, moment)
        if wait > 0:
            db.rollback()
            raise TooManyAttemptsError("accounts.wait", seconds=ceil(wait))
    db.commit()


def give_back(db: PortalSession, *lanes: Patience) -> None:
    """Give a try back to each lane."""
    for lane in lanes:
        db.execute(
            update(Lane)
            .where(Lane.key == lane.key)
            .values(until=Lane.until - lane.seconds)
        )
    _clear(db, now().timestamp())


def forget(db: PortalSession, lane: Patience) -> None:
    """Give a lane all of its tries back."""
    db.execute(delete(Lane).where(Lane.key == lane.key))


def _clear(db: PortalSession, moment: float) -> None:
    db.execute(delete(Lane).where(Lane.until <= moment))


def _take(db: PortalSession, lane: Patience, moment: float) -> float:
    """Take a try and return 0, or return the seconds until there is one."""
    latest = moment + (lane.tries - 1) * lane.seconds
    taken = (
        update(Lane)
        .where(Lane.key == lane.key, Lane.until <= latest)
        .values(
            until=case((Lane.until > moment, Lane.until), else_=moment) + lane.seconds
        )
        .execution_options(synchronize_session=False)
    )
    while not db.execute(taken).rowcount:
        known = db.get(Lane, lane.key, populate_existing=True)
        if known is not None and known.until > latest:
            return known.until - latest
        _add(db, lane, moment)
    return 0.0


def _add(db: PortalSession, lane: Patience, moment: float) -> None:
    try:
        with db.begin_nested():
            db.execute(insert(Lane).values(key=lane.key, until=moment))
    except IntegrityError:
        pass  # Another try has just added it.
