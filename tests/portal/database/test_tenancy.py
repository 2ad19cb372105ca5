"""The fence: what a regulator sees of what companies handed in, and what it does not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sqlalchemy import select

from portal.database.models import (
    Dataset,
    IssuedReport,
    KeptMapping,
    Membership,
    Run,
)
from portal.database.remit import remit_of
from portal.database.submission import Submission
from portal.database.tenancy import Viewer
from tests.portal.conftest import Portal
from tests.portal.fenced import seen_by

pytestmark = pytest.mark.both_databases


def seen(portal: Portal, member: Membership, table: type) -> set[int]:
    """Return the ids of the rows of a table that a member sees."""
    organisation = member.organisation
    viewer = Viewer(
        member.user_id, organisation.id, organisation.kind, member.role,
        remit=remit_of(organisation),
    )  # fmt: skip
    with seen_by(portal, viewer) as db:
        return {row.id for row in db.scalars(select(table))}


def company(portal: Portal, regions: Iterable[str] = ("4201",)) -> Membership:
    member = portal.member()
    member.organisation.regions = frozenset(regions)
    member.organisation.roles = frozenset({"seller"})
    portal.db.commit()
    return member


def test_a_dataset_is_private_until_it_is_submitted(portal: Portal) -> None:
    dataset, regulator = portal.dataset(company(portal)), portal.regulator()
    other = portal.regulator("另一监管")
    assert seen(portal, regulator, Dataset) == set()

    portal.submission(dataset, regulator)

    assert seen(portal, regulator, Dataset) == {dataset.id}
    assert seen(portal, other, Dataset) == set()
    assert seen(portal, other, Submission) == set()


@pytest.mark.parametrize(
    ("regions", "roles", "is_seen"),
    [
        (["42"], [], True),
        (["42"], ["seller", "carrier"], True),
        (["4202", "11"], [], False),
        (["42"], ["carrier"], False),
    ],
)
def test_what_was_submitted_is_seen_inside_the_remit(
    portal: Portal, regions: list[str], roles: list[str], is_seen: bool
) -> None:
    dataset = portal.dataset(company(portal))
    regulator = portal.regulator(regions=regions, roles=roles)

    portal.submission(dataset, regulator)

    assert (seen(portal, regulator, Dataset) == {dataset.id}) == is_seen


def test_of_what_is_submitted_the_companys_checks_and_mappings_stay_private(
    portal: Portal,
) -> None:
    member, regulator = company(portal), portal.regulator()
    run = portal.finished_run(member)
    portal.kept_mapping(member)
    portal.issued_report(run, member)

    portal.submission(run.dataset, regulator)

    for table in (Run, KeptMapping, IssuedReport):
        assert seen(portal, regulator, table) == set()


def test_who_holds_a_report_on_a_check_sees_it_and_what_it_compares_with(
    portal: Portal,
) -> None:
    member, regulator = company(portal), portal.regulator(regions=["42"])
    run = portal.finished_run(member)
    earlier = Run(
        organisation_id=member.organisation_id, dataset=run.dataset,
        started_by_id=member.user_id,
    )  # fmt: skip
    portal.db.add(earlier)
    portal.db.commit()
    portal.submission(run.dataset, regulator)

    portal.issued_report(run, regulator, against_id=earlier.id)

    assert seen(portal, regulator, Run) == {run.id, earlier.id}
    regulator.organisation.regions = frozenset({"11"})
    portal.db.commit()
    assert seen(portal, regulator, Run) == set()


def test_a_check_of_its_own_goes_with_the_dataset(portal: Portal) -> None:
    dataset, regulator = (
        portal.dataset(company(portal)),
        portal.regulator(regions=["42"]),
    )
    portal.submission(dataset, regulator)
    portal.db.add(
        Run(
            organisation_id=regulator.organisation_id, dataset_id=dataset.id,
            started_by_id=regulator.user_id,
        )
    )  # fmt: skip
    portal.db.commit()
    assert len(seen(portal, regulator, Run)) == 1

    regulator.organisation.regions = frozenset({"11"})
    portal.db.commit()

    assert seen(portal, regulator, Run) == set()


def test_what_a_regulator_took_in_itself_is_seen_whatever_the_remit(
    portal: Portal,
) -> None:
    regulator = portal.regulator(regions=["11"])

    run = portal.finished_run(regulator)

    assert seen(portal, regulator, Dataset) == {run.dataset_id}
    assert seen(portal, regulator, Run) == {run.id}
