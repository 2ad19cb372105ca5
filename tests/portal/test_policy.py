"""The table of rights: what each role may do, and to whose things."""

from __future__ import annotations

from typing import get_args

import pytest

from portal.database.models import Dataset
from portal.database.parts import ROLES_OF, Kind, Role
from portal.database.remit import remit_of
from portal.database.tenancy import Viewer
from portal.errors import MissingError, NotAllowedError
from portal.policy import (
    ENDPOINTS,
    PUBLIC,
    RIGHTS,
    SIGNED_IN,
    Action,
    allows,
    authorise,
)
from tests.portal.conftest import Portal
from tests.portal.fenced import seen_by

READING = {"dataset.read", "check.read", "mapping.read", "person.read", "case.read"}
ISSUING = READING | {"report.issue", "case.comment"}
REVIEWING = ISSUING | {"dataset.add", "check.start", "check.cancel"}
SEEING = {"personal.read"}
WORKING = REVIEWING | SEEING | {"mapping.change"}
RUNNING = WORKING | {"person.invite", "person.remove", "trail.read"}
MAY = {
    ("company", "administrator"): RUNNING | {"dataset.submit", "case.answer"},
    ("company", "officer"): WORKING | {"dataset.submit", "case.answer"},
    ("company", "reader"): READING,
    ("regulator", "administrator"): RUNNING | {"case.judge", "case.close"},
    ("regulator", "inspector"): WORKING | {"case.judge"},
    ("regulator", "approver"): ISSUING | SEEING | {"case.close"},
    ("regulator", "auditor"): READING | {"trail.read"},
    ("legal", "administrator"): RUNNING,
    ("legal", "reviewer"): REVIEWING,
    ("legal", "reader"): READING,
}


def test_every_action_has_its_right_and_every_address_an_action() -> None:
    actions = set(get_args(Action))

    assert set(RIGHTS) == actions
    assert set(ENDPOINTS.values()) <= actions | {PUBLIC, SIGNED_IN}


def test_every_role_of_every_kind_is_told_of() -> None:
    told = {(kind, role) for kind, roles in ROLES_OF.items() for role in roles}

    assert told == set(MAY)


@pytest.mark.parametrize(("kind", "role"), MAY)
def test_what_a_role_may_do(kind: Kind, role: Role) -> None:
    viewer = Viewer(1, 1, kind, role)

    assert {action for action in RIGHTS if allows(viewer, action)} == MAY[kind, role]


def test_a_role_of_another_kind_of_organisation_may_do_nothing() -> None:
    viewer = Viewer(1, 1, "company", "inspector")

    assert [action for action in RIGHTS if allows(viewer, action)] == []


def test_an_operator_adds_organisations_in_any_role() -> None:
    operator = Viewer(1, 1, "company", "reader", is_operator=True)

    assert allows(operator, "organisation.add")
    assert allows(operator, "organisation.change")
    assert not allows(operator, "dataset.add")


def test_what_is_not_seen_is_missing_rather_than_forbidden(portal: Portal) -> None:
    dataset = portal.dataset(portal.member())
    stranger = Viewer(1, 999, "company", "reader")

    with pytest.raises(MissingError):
        authorise(stranger, "check.start", dataset)


def test_what_is_seen_and_anothers_is_not_changed(portal: Portal) -> None:
    dataset, regulator = portal.dataset(portal.member()), portal.regulator()
    portal.submission(dataset, regulator)
    viewer = Viewer(
        1, regulator.organisation_id, "regulator", "administrator",
        remit=remit_of(regulator.organisation),
    )  # fmt: skip
    with seen_by(portal, viewer) as db:
        found = db.get_one(Dataset, dataset.id)

        authorise(viewer, "check.start", found)
        with pytest.raises(NotAllowedError):
            authorise(viewer, "mapping.change", found)


def test_what_the_fence_did_not_let_through_is_not_seen(portal: Portal) -> None:
    dataset, regulator = portal.dataset(portal.member()), portal.regulator()
    viewer = Viewer(1, regulator.organisation_id, "regulator", "administrator")

    with pytest.raises(MissingError):
        authorise(viewer, "dataset.read", dataset)
