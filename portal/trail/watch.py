"""Refuses to commit a change that has no entry on the trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import event, inspect
from sqlalchemy.orm import (
    DeclarativeBase,
    ORMExecuteState,
    SessionTransaction,
    UOWTransaction,
)
from sqlalchemy.orm import Session as DatabaseSession

from portal.trail.chain import (
    add_noted,
    drop_with_rollback,
    has_noted,
    savepoint_of,
)
from portal.trail.tables import AuditEntry

_CHANGED = "changed"
EVERY_COLUMN: Final = frozenset({"*"})

UNTOLD: Final[Mapping[str, frozenset[str]]] = {
    # The trail itself.
    "audit_entry": EVERY_COLUMN,
    "trail_head": EVERY_COLUMN,
    "trail_repeat": EVERY_COLUMN,
    # Tries are counted; what comes of them is an entry.
    "lane": EVERY_COLUMN,
    # Who goes to the provider; what comes of it is an entry.
    "errand": EVERY_COLUMN,
    # When a session was last used, written with a page that it reads.
    "session": frozenset({"seen_at"}),
    # In which language a person reads, and a second factor that is only offered yet.
    "user": frozenset({"language", "factor_secret"}),
    # Whose turn it is in the queue.
    "organisation": frozenset({"served_at"}),
    # How far a job is, and who does it; how it ends is an entry.
    "run": frozenset({"state", "attempts", "lease_until", "phase", "done", "total"}),
    "issued_report": frozenset({"state", "attempts", "lease_until"}),
    # Read from dataset.yaml by a check, which tells of itself.
    "dataset": frozenset({"title"}),
}
"""What may change without an entry, by table: these columns of its rows, or all."""


class UntoldChangeError(RuntimeError):
    """Tables were changed in a transaction that leaves no entry on the trail."""


def watch(session_class: type[DatabaseSession]) -> None:
    """Let sessions of this class chain their entries and refuse what is not told."""
    drop_with_rollback(session_class)
    event.listen(session_class, "before_flush", _see_objects)
    event.listen(session_class, "do_orm_execute", _see_statement)
    event.listen(session_class, "before_commit", _tell)
    event.listen(session_class, "after_soft_rollback", _forget)


def _tell(db: DatabaseSession) -> None:
    if db.in_nested_transaction():
        return
    db.flush()
    changed: set[str] = db.info.pop(_CHANGED, set())
    if changed and not has_noted(db) and getattr(db, "is_watched", True):
        raise UntoldChangeError(
            f"Changed without an entry on the trail: {', '.join(sorted(changed))}.  "
            "Call trail.record (or visitor.note) in the same transaction."
        )
    add_noted(db)


def _forget(db: DatabaseSession, ended: SessionTransaction) -> None:
    # What was changed before a savepoint is still there after its rollback.
    if savepoint_of(ended) is None:
        db.info.pop(_CHANGED, None)


def _see_objects(db: DatabaseSession, context: UOWTransaction, given: object) -> None:
    for row in (*db.dirty, *db.deleted):
        if isinstance(row, AuditEntry) and (row in db.deleted or db.is_modified(row)):
            raise RuntimeError("An audit entry is never changed or deleted.")
    for row in (*db.new, *db.deleted):
        _see(db, row.__tablename__, ("*",))
    for row in db.dirty:
        _see(db, row.__tablename__, _changed_columns(row))


def _changed_columns(row: DeclarativeBase) -> list[str]:
    state = inspect(row)
    columns = state.mapper.column_attrs.keys()
    return [name for name in columns if state.attrs[name].history.has_changes()]


def _see_statement(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    mapper = state.bind_mapper
    # One that may change nothing says `is_told`: its caller enters what it changes.
    if mapper is None or state.execution_options.get("is_told"):
        return
    _see(state.session, mapper.local_table.name, _columns_of(state))


def _columns_of(state: ORMExecuteState) -> list[str]:
    """Return what a statement sets: every column, unless it is an update that names them.

    One that is given parameters may set them as well.
    """
    # Nothing public of a statement tells it.
    values = getattr(state.statement, "_values", None)
    is_named = state.is_update and values and not state.parameters
    return [column.key for column in values or ()] if is_named else ["*"]


def _see(db: DatabaseSession, table: str, columns: Iterable[str]) -> None:
    untold = UNTOLD.get(table, frozenset())
    if untold != EVERY_COLUMN and not untold.issuperset(columns):
        db.info.setdefault(_CHANGED, set()).add(table)
