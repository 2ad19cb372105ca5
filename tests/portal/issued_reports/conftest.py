"""Someone who may ask for reports, and a run to report on."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from portal.database.models import Membership, Run
from tests.portal.conftest import Portal


@pytest.fixture
def editor(portal: Portal) -> Membership:
    return portal.member(role="officer")


@pytest.fixture
def run(portal: Portal, editor: Membership) -> Run:
    return portal.finished_run(editor)


@pytest.fixture
def client(portal: Portal, editor: Membership) -> FlaskClient:
    return portal.client(editor)
