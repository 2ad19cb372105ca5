"""The log: JSON lines that name no person and no value of a statement."""

from __future__ import annotations

import json
import logging

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from portal.database.models import User
from portal.web.logs import HEADER, JsonLines
from tests.portal.conftest import PASSWORD, Portal, sign_in


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    form = JsonLines()
    return [json.loads(form.format(record)) for record in caplog.records]


def test_request_is_a_line_with_the_name_of_its_page_and_its_id(
    portal: Portal, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "packlaw.requests")

    answer = portal.client().get("/rules?text=secret")

    [line] = lines(caplog)
    assert line["request"] == answer.headers[HEADER]
    assert (line["method"], line["route"], line["status"]) == (
        "GET",
        "rules.index",
        200,
    )
    assert isinstance(line["ms"], int)
    assert set(line) == {
        "at", "level", "from", "said", "request", "method", "route", "status", "ms",
    }  # fmt: skip
    assert "secret" not in str(line)


def test_sign_in_leaves_neither_e_mail_nor_password_in_the_log(
    portal: Portal, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    member = portal.member()

    sign_in(portal.client(), member.user.email)
    sign_in(portal.client(), "other@b.c", "a bold attempt at it")

    told = "\n".join(map(str, lines(caplog)))
    for personal in (member.user.email, PASSWORD, "other@b.c", "bold", "127.0.0.1"):
        assert personal not in told


@pytest.mark.both_databases
def test_failed_insert_tells_where_it_failed_and_no_value(
    portal: Portal, caplog: pytest.LogCaptureFixture
) -> None:
    # PostgreSQL quotes the row that it refuses.
    refused = insert(User).values(
        email="a@b.example", password_hash="$argon2id$secret", is_operator=None
    )
    log = logging.getLogger("packlaw.portal")
    try:
        portal.db.execute(refused)
    except IntegrityError:
        log.exception("A page failed.")
    portal.db.rollback()

    line = json.loads(JsonLines().format(caplog.records[-1]))
    assert (line["said"], line["fault"]) == ("A page failed.", "IntegrityError")
    assert any("test_logs.py" in step for step in line["trace"])
    assert "a@b.example" not in str(line)
    assert "argon2id" not in str(line)


def test_line_is_one_line() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "two\nlines %s", ("行",), None)

    line = JsonLines().format(record)

    assert "\n" not in line
    assert json.loads(line)["said"] == "two\nlines 行"
