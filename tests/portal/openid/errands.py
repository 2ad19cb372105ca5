"""The way of a browser to the provider and back."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

import requests
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.database.models import AuditEntry, Membership
from tests.portal.conftest import PASSWORD, Portal, send


def gone(answer: TestResponse) -> str:
    """Return the address at the provider that a page goes on to."""
    found = re.search(r'content="0; url=([^"]+)"', answer.text)
    assert found is not None, answer.text
    return unescape(found[1])


def came_back(address: str) -> str:
    """Go to the provider as a browser does; return the address it sends back to."""
    answer = requests.get(address, allow_redirects=False, timeout=10)
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def through(client: FlaskClient, begun: TestResponse) -> TestResponse:
    """Go to the provider and back, from the page that goes on to it."""
    return client.get(came_back(gone(begun)))


def sign_in_there(client: FlaskClient) -> TestResponse:
    return through(client, send(client, "/sign-in/openid"))


def linked(portal: Portal, member: Membership) -> Membership:
    """Link a member's account as the person does it, who is signed in."""
    client = portal.client(member)
    form = {"password": PASSWORD}
    assert through(client, send(client, "/account/identities", form)).location
    return member


def actions(portal: Portal) -> list[tuple[str, str]]:
    portal.db.rollback()
    return [(e.action, e.subject) for e in portal.db.query(AuditEntry)]


def join(portal: Portal, address: str) -> tuple[FlaskClient, TestResponse]:
    client = portal.client()
    return client, through(client, send(client, f"{address}/openid"))
