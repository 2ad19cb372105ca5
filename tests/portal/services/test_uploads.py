"""Taking uploads in: the dataset and its check are entered together, or neither."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from engine.rulebook.model import Completeness
from portal.database.models import AuditEntry, Dataset, Membership
from portal.errors import NotAllowedError, RefusalError
from portal.services.checks import latest_of
from portal.services.uploads import TakeIn, take_in
from tests.portal.conftest import LEDGER, Portal
from tests.portal.working import work_of

DAY = date(2026, 5, 1)


@pytest.fixture
def member(portal: Portal) -> Membership:
    return portal.member()


def handed_in(name: str, content: bytes = b"PK\x03\x04", size: int = 0) -> TakeIn:
    file = FileStorage(BytesIO(content), filename=name)
    return TakeIn([file], DAY, Completeness(), size)


def test_dataset_and_check_are_entered_with_what_was_done(
    portal: Portal, member: Membership
) -> None:
    taken = take_in(work_of(portal, member), handed_in("q3.zip"))

    assert taken.run is not None
    assert (taken.run.dataset_id, taken.run.as_of) == (taken.dataset.id, DAY)
    assert portal.db.execute(select(AuditEntry.action, AuditEntry.subject)).all() == [
        ("dataset-uploaded", taken.dataset.key), ("check-started", taken.run.key),
    ]  # fmt: skip


def test_tables_without_a_mapping_are_entered_without_a_check(
    portal: Portal, member: Membership
) -> None:
    taken = take_in(work_of(portal, member), handed_in("Goods in.csv", LEDGER.encode()))

    assert (taken.dataset.is_source, taken.dataset.title) == (True, "Goods in")
    assert taken.run is None


def test_nothing_is_entered_where_the_check_is_refused(
    portal: Portal, member: Membership
) -> None:
    with pytest.raises(RefusalError) as caught:
        take_in(work_of(portal, member, max_open_checks=0), handed_in("q3.zip"))

    assert caught.value.key == "runs.many_open"
    assert portal.db.scalar(select(func.count(Dataset.id))) == 0
    assert portal.db.scalar(select(func.count(AuditEntry.id))) == 0


def test_nothing_is_stored_of_who_may_not_or_has_no_room(
    portal: Portal, member: Membership
) -> None:
    reader = work_of(portal, portal.member(role="reader"))
    full = work_of(portal, member, max_storage_mb=1)

    with pytest.raises(NotAllowedError):
        take_in(reader, handed_in("q3.zip"))
    with pytest.raises(RefusalError, match="storage_full"):
        take_in(full, handed_in("q3.zip", size=1_000_001))

    assert not (portal.settings.data / "datasets").exists()


@pytest.mark.parametrize(
    ("sent", "title"),
    [("\u202efdp.zip", "fdp.zip"), ("a\x7f b.zip", "a b.zip")],
)
def test_title_of_an_upload_has_nothing_that_is_not_seen(
    portal: Portal, member: Membership, sent: str, title: str
) -> None:
    assert take_in(work_of(portal, member), handed_in(sent)).dataset.title == title


def test_newest_check_of_each_dataset(portal: Portal, member: Membership) -> None:
    work = work_of(portal, member)
    taken = take_in(work, handed_in("q3.zip"))
    unchecked = portal.dataset(member)
    again = TakeIn(handed_in("q3.zip").files, date(2026, 4, 1), Completeness())

    newer = take_in(work, again).run

    assert newer is not None
    assert newer != taken.run
    assert latest_of(work, [taken.dataset, unchecked]) == {taken.dataset.id: newer}
