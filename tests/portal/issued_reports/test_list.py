"""The list of reports of a run: their states, their download, and who may see it."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.database.models import AuditEntry, Membership, Run
from tests.portal.conftest import Portal
from tests.portal.issued_reports.asking import (
    PARTY,
    PLAIN,
    ROW,
    ask,
    earlier_run,
    kept,
    page,
)


@pytest.mark.parametrize(
    ("state", "language", "words"),
    [("queued", "zh", "等待中"), ("running", "zh", "生成中"), ("failed", "zh", "失败"),
     ("queued", "en", "waiting"), ("running", "en", "being printed"),
     ("failed", "en", "failed")],
)  # fmt: skip
def test_state_is_told_in_the_readers_language(
    portal: Portal, client: FlaskClient, run: Run, editor: Membership,
    state: str, language: str, words: str,
) -> None:  # fmt: skip
    portal.issued_report(run, editor, state=state, error="")

    shown = page(client, run, language)

    assert f'<span class="state {state}">{words}</span>' in shown


def test_why_it_failed_is_told_with_a_way_to_ask_again(
    portal: Portal, client: FlaskClient, run: Run, editor: Membership
) -> None:
    why = '{"zh": "太长。", "en": "Too long."}'
    portal.issued_report(run, editor, state="failed", error=why, entity=PARTY)

    assert "Too long." in page(client, run)
    shown = page(client, run, "zh")
    assert "太长。" in shown
    again = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', shown))
    ask(client, run, **again)
    assert [report.state for report in kept(portal)] == ["failed", "queued"]


def test_done_one_shows_its_number_who_asked_and_when(
    portal: Portal, client: FlaskClient, run: Run, editor: Membership
) -> None:
    report = portal.issued_report(run, editor, entity=PARTY)

    shown = page(client, run)

    row = shown.split(f'id="report-{report.key}"')[1].split("</tr>")[0]
    assert "20260930-55CE4A6C" in row
    assert editor.user.email in row
    assert report.created_at.isoformat(timespec="seconds") in row
    assert f"{ROW['name_en']} ({PARTY})" in row
    assert f"/runs/{run.key}/reports/{report.key}.pdf" in row


def test_download_has_a_name_people_can_file_and_is_in_the_trail(
    portal: Portal, client: FlaskClient, run: Run, editor: Membership
) -> None:
    report = portal.issued_report(run, editor)

    with client.get(f"/runs/{run.key}/reports/{report.key}.pdf") as answer:
        disposition, content = answer.headers["Content-Disposition"], answer.data

    assert content == b"%PDF-1.7 printed"
    assert disposition.endswith("inspection%2020260930-55CE4A6C%20both.pdf")
    entry = portal.db.query(AuditEntry).one()
    assert entry.subject == f"{run.key} inspection 20260930-55CE4A6C both.pdf"


def test_report_that_is_not_done_cannot_be_downloaded(
    portal: Portal, client: FlaskClient, run: Run, editor: Membership
) -> None:
    report = portal.issued_report(run, editor, state="queued")

    answer = client.get(f"/runs/{run.key}/reports/{report.key}.pdf")

    assert answer.status_code == 404


def test_report_is_found_under_its_own_run_alone(
    portal: Portal, client: FlaskClient, run: Run, editor: Membership
) -> None:
    report, other = portal.issued_report(run, editor), earlier_run(portal, editor)

    answer = client.get(f"/runs/{other.key}/reports/{report.key}.pdf")

    assert answer.status_code == 404


def test_list_alone_says_how_many_are_on_the_way(
    portal: Portal, client: FlaskClient, run: Run, editor: Membership
) -> None:
    portal.issued_report(run, editor, state="queued")

    shown = page(client, run, rest="/reports/list")

    assert 'data-waiting="1"' in shown
    assert "1 report is on the way." in shown
    assert "<html" not in shown


def test_run_without_reports_says_so_and_opens_the_form(
    portal: Portal, client: FlaskClient, run: Run
) -> None:
    for language in ("zh", "en"):
        (portal.settings.data / str(run.folder) / f"report.{language}.pdf").unlink()

    shown = page(client, run)

    assert "<h3>No report yet</h3>" in shown
    assert '<details class="card" open>' in shown


def test_reader_reads_and_asks_for_none(portal: Portal, run: Run) -> None:
    reader = portal.client(portal.member(role="reader"))

    assert ask(reader, run).status_code == 403
    assert 'name="kind"' not in page(reader, run)
    assert kept(portal) == []


def test_regulators_report_on_a_run_of_another_is_its_own(
    portal: Portal, client: FlaskClient, run: Run
) -> None:
    regulator = portal.regulator()
    portal.submission(run.dataset, regulator)
    assert ask(portal.client(regulator), run).status_code == 404
    first = portal.issued_report(run, regulator)

    ask(client, run)

    _, second = kept(portal)
    assert second.organisation_id == run.organisation_id
    assert first.key in page(portal.client(regulator), run)
    assert first.key not in page(client, run)
    assert client.get(f"/runs/{run.key}/reports/{first.key}.pdf").status_code == 404


def test_report_that_compares_with_a_run_that_left_the_remit_is_not_there(
    portal: Portal,
) -> None:
    regulator = portal.regulator()
    runs = []
    for name, region in (("甲公司甲", "11"), ("乙公司乙", "42")):
        company = portal.member(name)
        company.organisation.regions = frozenset({region})
        run = portal.finished_run(company)
        run.organisation_id = regulator.organisation_id
        portal.submission(run.dataset, regulator)
        runs.append(run)
    stays, leaves = runs
    report = portal.issued_report(stays, regulator, against_id=leaves.id)
    address = f"/runs/{stays.key}/reports/{report.key}.pdf"
    client = portal.client(regulator)
    with client.get(address) as seen:
        assert seen.status_code == 200
    assert address in page(client, stays)

    regulator.organisation.regions = frozenset({"11"})
    regulator.organisation.is_nationwide = False
    portal.db.commit()

    assert client.get(address).status_code == 404
    assert address not in page(client, stays)


def test_form_without_its_token_is_refused(
    portal: Portal, client: FlaskClient, run: Run
) -> None:
    answer = client.post(f"/runs/{run.key}/reports", data=PLAIN)

    assert answer.status_code == 400
    assert kept(portal) == []


def test_who_is_signed_out_is_sent_to_sign_in(portal: Portal, run: Run) -> None:
    nobody = portal.client()

    assert ask(nobody, run).location == "/sign-in"
    assert nobody.get(f"/runs/{run.key}/reports").location.startswith("/sign-in?then=")
    assert kept(portal) == []
