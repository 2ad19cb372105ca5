"""A link that is over is told in words, with a way out."""

from __future__ import annotations

from sqlalchemy import select

from portal.database.models import Membership
from tests.portal.accounts.test_invitations import FIRST, link
from tests.portal.conftest import Portal, send

WORDS = "已使用、已撤回"


def test_a_link_that_is_over_leads_on(portal: Portal) -> None:
    address = link(portal)
    send(portal.client(), address, FIRST)
    member = portal.db.scalars(select(Membership)).one()

    outside, inside = (
        portal.client(who).get(address).text.partition("<main")[2]
        for who in (None, member)
    )

    assert (WORDS in outside, 'href="/sign-in"' in outside) == (True, True)
    assert 'href="/datasets"' in inside
    # A form that was open meanwhile, and an address that lost its end.
    late = send(portal.client(), address, FIRST)
    assert (late.status_code, WORDS in late.text) == (404, True)
    assert WORDS in portal.client().get(address[:-3]).text
