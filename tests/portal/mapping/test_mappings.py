"""A company's own tables: proposed, corrected, kept, checked, and applied by themselves."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.database.models import Dataset, KeptMapping, Run
from portal.pages.mappings import MOST_TEXT
from tests.portal.conftest import LEDGER, Portal, send
from tests.portal.mapping_forms import (
    ENGLISH,
    SELF,
    fields_of,
    filled,
    mapped_csv,
    post,
    shown,
    trail,
    upload,
    work,
)


@pytest.fixture
def client(portal: Portal) -> FlaskClient:
    return portal.client(portal.member())


def test_an_upload_without_a_description_asks_what_its_columns_are(
    portal: Portal, client: FlaskClient
) -> None:
    answer = upload(client, LEDGER, **{"from": "2026-04-01"})

    dataset = portal.db.scalars(select(Dataset)).one()
    assert (dataset.is_source, dataset.mapping, dataset.title) == (
        True, None, "Goods in",
    )  # fmt: skip
    assert answer.location == (
        f"/datasets/{dataset.key}/mapping?as_of=2026-09-30&from=2026-04-01"
    )
    assert portal.db.scalars(select(Run)).all() == []
    page = shown(client, answer.location)
    form = fields_of(page)
    assert form["from"] == "2026-04-01"
    assert form["h0.2"] == "0.a:occurred_on"
    assert form["h0.3"] == "0.a:battery_code"
    assert form["as_of"] == "2026-09-30"
    assert "F03PA6200FUKB991B0410037" in page
    assert "rows with them will be rejected" in page


@pytest.mark.slow
def test_from_a_ledger_to_findings(portal: Portal, client: FlaskClient) -> None:
    path = upload(client, LEDGER).location

    answer = post(client, path.partition("?")[0], filled(shown(client, path)))

    dataset = portal.db.scalars(select(Dataset)).one()
    kept = portal.db.scalars(select(KeptMapping)).one()
    run = work(portal)
    assert (answer.location, run.error) == (f"/runs/{run.key}", "")
    assert dataset.mapping is not None
    assert (dataset.mapping["key"], dataset.mapping["by_itself"]) == (kept.key, False)
    assert "complete" not in kept.text
    assert "complete: {from: 2026-04-01, until: 2026-09-30}" in dataset.mapping["text"]
    assert trail(portal) == [
        "dataset-uploaded", "mapping-kept", "check-started", "check-done",
    ]  # fmt: skip
    page = shown(client, f"/runs/{run.key}")
    assert "Read from your own tables by the mapping “Goods in”" in page
    counts = {
        (a["table"], a["outcome"]): a["rows"] for a in run.totals["mapped"]["accounts"]
    }
    assert counts["records", "mapped"] == 3
    assert counts["records", "left out"] == 1
    (finding, *_) = re.findall(
        rf"/runs/{run.key}/findings/\w+", shown(client, f"/runs/{run.key}/findings")
    )
    assert "Goods in.csv" in shown(client, finding)


@pytest.mark.slow
def test_the_next_upload_with_the_same_heads_is_checked_at_once(
    portal: Portal, client: FlaskClient
) -> None:
    path = upload(client, LEDGER).location
    post(client, path.partition("?")[0], filled(shown(client, path)))
    work(portal)
    second = LEDGER.replace("2026-04", "2026-05").replace("Oddity", "=HYPERLINK(1)")

    answer = upload(client, second, until="2026-10-31")

    run = work(portal)
    assert answer.location == f"/runs/{run.key}"
    assert run.options["mapping"]["by_itself"] is True
    assert trail(portal)[4:] == [
        "dataset-uploaded", "mapping-applied", "check-started", "check-done",
    ]  # fmt: skip
    assert "complete: {until: 2026-10-31}" in run.options["mapping"]["text"]
    page = shown(client, f"/runs/{run.key}")
    assert "applied by itself" in page
    assert "<q>=HYPERLINK(1)</q>" in page
    assert {row["outcome"]: row["value"] for row in mapped_csv(client, run)} == {
        "mapped": "", "same": "", "rejected": "'=HYPERLINK(1)",
    }  # fmt: skip


def test_a_head_is_given_another_meaning(client: FlaskClient) -> None:
    path = upload(client, LEDGER).location
    form = fields_of(shown(client, path))
    form["h0.2"], form["do"] = "0.a:reported_on", "look"

    page = post(client, path.partition("?")[0], form).text

    changed = fields_of(page)
    assert changed["h0.2"] == "0.a:reported_on"
    assert "reported_on: Date in" in changed["text"]
    assert "occurred_on: Date in" not in changed["text"]
    assert "f0.a.occurred_on" in page


def test_two_heads_for_one_column_are_refused(
    portal: Portal, client: FlaskClient
) -> None:
    path = upload(client, LEDGER).location
    form = filled(shown(client, path))
    form["h0.5"] = "0.a:battery_code"

    answer = post(client, path.partition("?")[0], form)

    assert answer.status_code == 400
    assert "Pack code" in answer.text
    assert portal.db.scalars(select(Run)).all() == []


def test_what_is_open_is_asked_for_and_not_applied(
    portal: Portal, client: FlaskClient
) -> None:
    path = upload(client, LEDGER).location
    form = filled(shown(client, path))
    form["you"] = ""

    answer = post(client, path.partition("?")[0], form)

    assert answer.status_code == 400
    assert 'href="#you"' in answer.text
    assert portal.db.scalars(select(KeptMapping)).all() == []


def test_own_code_that_seems_mistyped_is_warned_of(client: FlaskClient) -> None:
    path = upload(client, LEDGER).location
    form = filled(shown(client, path))
    form["you"], form["do"] = "9142011530260175X", "look"

    page = post(client, path.partition("?")[0], form).text

    assert "actor_id：9142011530260175X 有 17 位，统一社会信用代码为 18 位。" in page


def test_words_are_translated_by_hand(client: FlaskClient) -> None:
    path = upload(client, LEDGER).location
    form = fields_of(shown(client, path))
    (word,) = [n for n in form if n.startswith("w0") and ".event." in n and not form[n]]
    form[word], form["do"] = "battery.dismantled", "look"

    changed = fields_of(post(client, path.partition("?")[0], form).text)

    assert "Oddity: battery.dismantled" in changed["text"]
    assert changed[word] == "battery.dismantled"


def test_experts_edit_the_file_and_see_faults_with_their_lines(
    portal: Portal, client: FlaskClient
) -> None:
    path = upload(client, LEDGER).location.partition("?")[0]
    text = fields_of(shown(client, path))["text"]
    form = {"by": "text", "as_of": "2026-09-30", "name": "x"}

    wrong = text.replace("Pack code", "Pack cod")
    answer = send(client, path, {**form, "text": wrong, "do": "keep"}, headers=ENGLISH)
    assert answer.status_code == 400
    line = next(n for n, t in enumerate(wrong.splitlines(), 1) if "Pack cod" in t)
    assert f"Line {line}:" in answer.text
    assert "Did you mean Pack code?" in answer.text

    answer = send(client, path, {**form, "text": "- no mapping", "do": "look"})
    assert answer.status_code == 200
    assert 'id="refusal"' in answer.text

    answer = send(client, path, {**form, "text": text, "do": "download"})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.text == text


def test_a_text_may_have_a_megabyte_and_no_more(client: FlaskClient) -> None:
    path = upload(client, LEDGER).location.partition("?")[0]
    text = fields_of(shown(client, path))["text"]
    form = {"by": "text", "as_of": "2026-09-30", "do": "look"}
    room = MOST_TEXT - len(text.encode()) - 2
    padded = text + "# " + "表" * (room // 3)

    assert send(client, path, {**form, "text": padded}).status_code == 200
    assert send(client, path, {**form, "text": padded + "表表"}).status_code == 400
    assert send(client, path, {**form, "text": "表" * 2_000_000}).status_code == 413


def test_other_forms_stay_small(client: FlaskClient) -> None:
    for much, status in ((90_000, 302), (110_000, 413)):
        assert send(client, "/language", {"then": "x" * much}).status_code == status


def test_texts_of_the_upload_are_escaped(client: FlaskClient) -> None:
    evil = "<script>alert(1)</script>"
    ledger = LEDGER.replace("Supplier USCC", evil).replace(
        "Oddity", '"=HYPERLINK(""x"")<b>"'
    )

    page = shown(client, upload(client, ledger).location)

    assert evil not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>" not in page.replace("<b>2</b>", "")
    assert "=HYPERLINK(&#34;x&#34;)" in page


def test_a_changed_head_starts_from_the_kept_mapping(
    portal: Portal, client: FlaskClient
) -> None:
    path = upload(client, LEDGER).location
    post(client, path.partition("?")[0], filled(shown(client, path)))

    answer = upload(client, LEDGER.replace("Pack code", "Battery code of pack"))

    page = shown(client, answer.location)
    assert "Begun from your mapping “Goods in”" in page
    assert "<q>Pack code</q>" in page
    assert "<q>Battery code of pack</q>" in page
    assert fields_of(page)["you"] == SELF


def test_what_cannot_be_read_is_said_without_a_path(
    portal: Portal, client: FlaskClient
) -> None:
    files = {"files": (BytesIO(b"PK\x03\x04 broken"), "ledger.xlsx")}
    answer = send(client, "/datasets", {**files, "as_of": "2026-09-30"})

    page = shown(client, answer.location)

    assert "These files cannot be read" in page
    assert str(portal.settings.data) not in page
    assert "/datasets/" not in re.findall(r"<pre.*?</pre>", page, re.DOTALL)[0]


def test_a_fault_of_the_mapping_is_the_error_of_the_check(portal: Portal) -> None:
    member = portal.member()
    dataset = portal.source(member)
    run = Run(
        organisation_id=member.organisation_id,
        dataset=dataset,
        as_of=date(2026, 9, 30),
        options={"mapping": {"key": "k", "title": "T", "text": "x", "by_itself": True}},
        started_by_id=member.user_id,
    )
    portal.db.add(run)
    portal.db.commit()

    run = work(portal)

    assert run.state == "failed"
    page = shown(portal.client(member), f"/runs/{run.key}")
    assert "T.yaml, line 1" in page
    assert "See or correct the mapping" in page
    assert list((portal.settings.data / "scratch").glob("*")) == []
