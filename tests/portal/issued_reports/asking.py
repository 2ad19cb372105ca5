"""How a test asks for a report, and reads what came of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.database.models import IssuedReport, Membership, Run
from portal.database.parts import new_key
from portal.storage.run_folder import RunFolder
from tests.portal.conftest import SAMPLE_RUN, Portal, send

DEBTORS = RunFolder(SAMPLE_RUN).debtors
PARTY, ROW = next(iter(DEBTORS.items()))
PLAIN = {"kind": "inspection", "language": "both"}
ENGLISH = {"Accept-Language": "en"}


def ask(client: FlaskClient, run: Run, **form: Any) -> TestResponse:
    return send(client, f"/runs/{run.key}/reports", {**PLAIN, **form}, headers=ENGLISH)


def kept(portal: Portal) -> list[IssuedReport]:
    portal.db.rollback()
    portal.db.expire_all()
    return list(portal.db.scalars(select(IssuedReport).order_by(IssuedReport.id)))


def page(client: FlaskClient, run: Run, language: str = "en", rest: str = "") -> str:
    wanted = {"Accept-Language": language}
    return client.get(f"/runs/{run.key}{rest}", headers=wanted).text


def told(answer: TestResponse) -> str:
    found = re.search(r'role="alert" id="refusal">([^<]+)<', answer.text)
    assert found is not None
    return found[1]


def earlier_run(portal: Portal, member: Membership, days: int = 1) -> Run:
    """Add a run that is done, for a day before that of the runs in these tests."""
    earlier = Run(
        organisation_id=member.organisation_id,
        dataset_id=portal.dataset(member, new_key()).id,
        as_of=date(2026, 10, 15) - timedelta(days=days),
        started_by_id=member.user_id,
        state="done",
        folder="runs/x/1",
    )
    portal.db.add(earlier)
    portal.db.commit()
    return earlier
