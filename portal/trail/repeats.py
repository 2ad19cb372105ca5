"""Enters what happens again and again once an hour, with how often it did."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session as DatabaseSession

from portal import trail
from portal.clock import now
from portal.trail.tables import TrailRepeat

SPAN: Final = timedelta(hours=1)
MOST_CLOSED = 50


@dataclass(frozen=True)
class Repeated:
    """An action as `trail.record` takes it; two that are equal are one and the same."""

    action: str
    subject: str = ""
    user_id: int | None = None
    organisation_id: int | None = None
    owner_id: int | None = None
    address: str = ""

    @property
    def key(self) -> str:
        """The hash of all that makes two of them alike."""
        return sha256(json.dumps(asdict(self)).encode()).hexdigest()


def record_hourly(
    db: DatabaseSession, action: Repeated, *, is_counted: bool = True
) -> bool:
    """Enter an action unless it was entered within SPAN, and return whether it was.

    Those between are counted where `is_counted`, and an entry with their number follows
    once SPAN is over. Where it returns False and `is_counted` is not asked for, nothing
    was written.
    """
    moment = now()
    is_open = TrailRepeat.key == action.key, TrailRepeat.since > moment - SPAN
    if not is_counted and db.scalar(select(exists().where(*is_open))):
        return False
    more = update(TrailRepeat).where(*is_open).values(more=TrailRepeat.more + 1)
    if is_counted and _changes(db, more):
        return False
    close_repeats(db, moment)
    insert = _insert_of(db)(TrailRepeat).values(
        key=action.key, since=moment, more=0, **asdict(action)
    )
    if not _changes(db, insert.on_conflict_do_nothing(index_elements=["key"])):
        return False
    trail.record(db, **asdict(action))
    return True


def close_repeats(db: DatabaseSession, moment: datetime) -> None:
    """Enter how often happened again what was entered longer than SPAN ago."""
    over = db.execute(
        delete(TrailRepeat)
        .where(
            TrailRepeat.id.in_(
                select(TrailRepeat.id)
                .where(TrailRepeat.since <= moment - SPAN)
                .limit(MOST_CLOSED)
            )
        )
        .returning(
            TrailRepeat.more,
            *(getattr(TrailRepeat, name) for name in Repeated.__dataclass_fields__),
        )
        .execution_options(synchronize_session=False)
    )
    for row in over.mappings().all():
        if row["more"]:
            given = {name: row[name] for name in Repeated.__dataclass_fields__}
            trail.record(db, **given, times=row["more"])


def _changes(db: DatabaseSession, statement: Any) -> bool:
    done: Any = db.execute(statement.execution_options(synchronize_session=False))
    return bool(done.rowcount)


def _insert_of(db: DatabaseSession) -> Any:
    is_sqlite = db.get_bind().dialect.name == "sqlite"
    return sqlite.insert if is_sqlite else postgresql.insert
