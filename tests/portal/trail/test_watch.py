"""No change is committed without an entry on the trail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from portal import trail
from portal.database.models import AuditEntry, Organisation, User
from portal.database.session import PortalSession
from portal.trail.verifying import verify
from portal.trail.watch import UntoldChangeError
from tests.portal.conftest import Portal
from tests.portal.trails import watched

pytestmark = pytest.mark.both_databases


def _new(db: PortalSession) -> None:
    db.add(Organisation(name="丙公司", kind="company"))


def _changed(db: PortalSession) -> None:
    db.query(User).one().is_operator = True


def _deleted(db: PortalSession) -> None:
    db.delete(db.query(Organisation).filter_by(name="乙公司").one())


def _by_statement(db: PortalSession) -> None:
    db.execute(update(User).values(is_operator=True))


def _by_statement_for_many(db: PortalSession) -> None:
    user_id = db.scalar(select(User.id))
    db.execute(update(User), [{"id": user_id, "is_operator": True}])


def _before_a_savepoint(db: PortalSession) -> None:
    _new(db)
    savepoint = db.begin_nested()
    savepoint.rollback()


def _before_a_savepoint_that_fails(db: PortalSession) -> None:
    _new(db)
    savepoint = db.begin_nested()
    _new(db)
    with pytest.raises(IntegrityError):
        db.flush()
    savepoint.rollback()


def _deleted_by_statement(db: PortalSession) -> None:
    db.execute(delete(Organisation).where(Organisation.name == "乙公司"))


CHANGES = [
    _new,
    _changed,
    _deleted,
    _by_statement,
    _by_statement_for_many,
    _before_a_savepoint,
    _before_a_savepoint_that_fails,
    _deleted_by_statement,
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("is_told", [True, False])
def test_no_change_goes_without_an_entry(
    portal: Portal, change: Callable[[PortalSession], None], is_told: bool
) -> None:
    portal.member()
    portal.db.add(Organisation(name="乙公司", kind="company"))
    portal.db.commit()
    before = _state(portal)

    with watched(portal) as db:
        change(db)
        if is_told:
            trail.record(db, "organisation-added")
            db.commit()
        else:
            with pytest.raises(UntoldChangeError, match="Changed without an entry"):
                db.commit()
            db.rollback()

    assert (_state(portal) != before) == is_told
    assert verify(portal.db).entries == (1 if is_told else 0)


def _state(portal: Portal) -> list[object]:
    portal.db.rollback()
    portal.db.expire_all()
    names = portal.db.scalars(select(Organisation.name).order_by(Organisation.id))
    return [*names, *portal.db.scalars(select(User.is_operator))]


def test_what_needs_no_entry_goes_without(portal: Portal) -> None:
    portal.member()
    portal.queued_run(portal.db.query(User).one().memberships[0])

    with watched(portal) as db:
        db.query(User).one().language = "en"
        db.commit()
    assert portal.queue().claim() is not None

    assert verify(portal.db).entries == 0


def test_entries_go_with_what_is_rolled_back(portal: Portal) -> None:
    with watched(portal) as db:
        trail.record(db, "downloaded", "never")
        db.rollback()
        trail.record(db, "downloaded", "outside")
        savepoint = db.begin_nested()
        trail.record(db, "downloaded", "inside")
        savepoint.rollback()
        db.commit()

    assert list(portal.db.scalars(select(AuditEntry.subject))) == ["outside"]


def test_entry_from_before_a_savepoint_that_fails_stays(portal: Portal) -> None:
    with watched(portal) as db:
        _new(db)
        trail.record(db, "organisation-added", "outside")
        savepoint = db.begin_nested()
        trail.record(db, "organisation-added", "inside")
        _new(db)
        with pytest.raises(IntegrityError):
            db.flush()
        savepoint.rollback()
        db.commit()

    assert list(portal.db.scalars(select(AuditEntry.subject))) == ["outside"]


def test_how_a_job_ends_is_on_the_trail(portal: Portal) -> None:
    run = portal.queued_run(portal.member())
    claim = portal.queue().claim()
    assert claim is not None

    portal.queue().fail(claim, "")

    entry = portal.db.query(AuditEntry).one()
    assert (entry.action, entry.subject) == ("check-failed", run.key)
    assert (entry.user_id, entry.organisation_id) == (None, run.organisation_id)
