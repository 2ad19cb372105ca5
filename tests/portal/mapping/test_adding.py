"""A table that nothing is known of is read as a person says, and heads are moved."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.portal.conftest import LEDGER, Portal
from tests.portal.mapping_forms import fields_of, post, shown, upload

STRANGE = "note\nqwx,zzv,bbn\nR1,x1,y1\nR2,x2,y2\n"


@pytest.fixture
def client(portal: Portal) -> FlaskClient:
    return portal.client(portal.member())


def test_a_table_that_is_not_recognised_is_read_as_a_person_says(
    client: FlaskClient,
) -> None:
    path = upload(client, STRANGE).location
    page = shown(client, path)
    assert "No table was recognised" in page
    assert "Which table holds the records" in page
    form = fields_of(page)
    form["add0"], form["addheader0"], form["do"] = "records", "2", "look"

    page = post(client, path.partition("?")[0], form).text
    form = fields_of(page)
    form["h0.1"], form["h0.2"] = "0.a:occurred_on", "0.a:battery_code"
    form["f0.a.event"], form["you"] = "battery.received", "W1"
    page = post(client, path.partition("?")[0], form).text

    text = fields_of(page)["text"]
    assert "- header: 2" in text
    assert "record_id: {made_of: [qwx]}" in text
    assert "occurred_on: zzv" in text
    assert "event: {constant: battery.received}" in text
    assert "fault" not in page


def test_heads_in_another_row_keep_their_columns(client: FlaskClient) -> None:
    path = upload(client, LEDGER).location
    form = fields_of(shown(client, path))
    form["header0"], form["do"] = "2", "look"

    text = fields_of(post(client, path.partition("?")[0], form).text)["text"]

    assert "header: 2" in text
    assert 'occurred_on: "2026-04-03"' in text
    assert "battery_code: F03PA6200FUKB991B0410037" in text


@pytest.mark.parametrize("wrong", ["", "x", "0", "-"])
def test_a_row_that_is_none_changes_nothing(client: FlaskClient, wrong: str) -> None:
    path = upload(client, LEDGER).location
    form = fields_of(shown(client, path))
    form["header0"], form["do"] = wrong, "look"

    text = fields_of(post(client, path.partition("?")[0], form).text)["text"]

    assert text == form["text"]
