"""What is sent to the pages of cases beside what their forms send."""

from __future__ import annotations

from io import BytesIO

import pytest

from portal.database.cases import Case, CaseEntry
from portal.database.models import Membership
from tests.portal.cases.laid import PDF, case_file, lay_case
from tests.portal.conftest import Portal, send


@pytest.fixture
def officer(portal: Portal) -> Membership:
    return portal.member("虚构电池综合利用", "company", "officer")


@pytest.mark.both_databases
def test_queries_that_no_form_sends_are_answered(
    portal: Portal, officer: Membership
) -> None:
    case = lay_case(portal, officer, portal.finished_run(officer))
    client = portal.client(officer)

    for query in (
        "owner=²", "owner=99999999999999999999", "owner=" + "9" * 200, "until=abc",
        "sort=x", "page=-1", "page=" + "9" * 5000, "state=x", "run=x&act=x",
        "list=%FF",
        "list=text%3Da%2500x", "moved=x", "text=%ED%A0%80", "text=%25_",
    ):  # fmt: skip
        for path in ("/cases", f"/cases/{case.key}"):
            assert client.get(f"{path}?{query}").status_code == 200, query
    for query in ("text=a%00b", "rule=%00", "owner=%00"):
        assert client.get(f"/cases?{query}").status_code == 400, query
    assert client.get("/cases/a%00b").status_code == 400
    assert client.get("/trail?person=99999999999999999999").status_code != 500
    refused = send(client, f"/cases/{case.key}/moves/answer", {"text": "a\0b"})
    assert refused.status_code == 400


@pytest.mark.both_databases
def test_an_entry_keeps_only_what_its_act_asks_for(
    portal: Portal, officer: Membership
) -> None:
    case = lay_case(portal, officer, portal.finished_run(officer))
    client = portal.client(officer)
    more = {
        "reason": "invented" * 100, "corrector": "x" * 50_000, "day": "2999-01-01",
    }  # fmt: skip

    send(client, f"/cases/{case.key}/entries", {"text": "问过。", **more})
    send(client, f"/cases/{case.key}/moves/answer", {"text": "补报。", **more})

    portal.db.expire_all()
    entries = portal.db.query(CaseEntry).order_by(CaseEntry.id).all()
    assert [each.text for each in entries] == ["问过。", "补报。"]
    assert {(each.reason, each.day) for each in entries} == {(None, None)}
    assert portal.db.get_one(Case, case.id).corrector is None
    assert client.get(f"/cases/{case.key}").status_code == 200


def test_as_many_move_at_once_as_is_said(portal: Portal, officer: Membership) -> None:
    run = portal.finished_run(officer)
    cases = [lay_case(portal, officer, run) for _ in range(120)]
    form = {"case": [each.key for each in cases], "move": "answer", "text": "补报。"}

    client = portal.client(officer)
    # As the form with a file sends it: each key is a part.
    moved = send(client, "/cases/moves", form, content_type="multipart/form-data")

    assert "120" in client.get(moved.headers["Location"]).text
    assert portal.db.query(CaseEntry).filter_by(act="answer").count() == 120


def test_files_of_cases_take_room_of_the_organisation(
    portal: Portal, officer: Membership
) -> None:
    case = lay_case(portal, officer, portal.finished_run(officer))
    case_file(portal, case).size_bytes = portal.settings.max_storage_mb * 1_000_000
    portal.db.commit()
    client = portal.client(officer)

    for path in ("entries", "moves/answer"):
        form = {"text": "补报。", "file": (BytesIO(PDF), "proof.pdf")}
        answer = send(client, f"/cases/{case.key}/{path}", form)
        assert (answer.status_code, "存储" in answer.text) == (400, True), path
    assert send(client, f"/cases/{case.key}/entries", {"text": "补报。"}).location
