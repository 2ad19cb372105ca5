"""Services without a page: what they are given of a person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from portal.database.models import Membership
from portal.database.tenancy import Viewer
from portal.services.work import Work
from tests.portal.conftest import Portal


def work_of(portal: Portal, member: Membership, **settings: Any) -> Work:
    """Return the work of a member, whose session here is fenced to no rows."""
    own, user = member.organisation, member.user
    viewer = Viewer(user.id, own.id, own.kind, member.role, user.is_operator)
    return Work(viewer, portal.db, replace(portal.settings, **settings), "")
