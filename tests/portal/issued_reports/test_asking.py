"""Reports that people ask for: what they may ask, and what they are refused."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from portal.database.models import AuditEntry, Membership, Run
from portal.services import reports
from portal.services.reports import MOST_WAITING
from portal.storage.run_folder import RunFolder
from reports.choices import KIND_NAMES as NAMES
from reports.kinds import KINDS
from tests.portal.conftest import Portal
from tests.portal.issued_reports.asking import (
    DEBTORS,
    PARTY,
    ROW,
    ask,
    earlier_run,
    kept,
    page,
    told,
)

pytestmark = pytest.mark.both_databases


def test_asking_queues_a_report_and_leads_back_to_the_list(
    portal: Portal, client: FlaskClient, run: Run, editor: Membership
) -> None:
    answer = ask(client, run, party=PARTY)

    assert answer.location == f"/runs/{run.key}#reports"
    [report] = kept(portal)
    assert (report.kind, report.entity, report.language) == (
        "inspection",
        PARTY,
        "both",
    )
    assert (report.state, report.asked_by_id) == ("queued", editor.user_id)


def test_asking_is_in_the_trail(
    portal: Portal, client: FlaskClient, run: Run, editor: Membership
) -> None:
    ask(client, run, party=PARTY)

    [report] = kept(portal)
    entry = portal.db.query(AuditEntry).one()
    assert (entry.action, entry.user_id) == ("report-issued", editor.user_id)
    assert entry.subject == f"{run.key} {report.key} inspection both {PARTY}"


@pytest.mark.parametrize("column", ["name", "name_en"])
def test_party_may_be_given_by_its_name(
    portal: Portal, client: FlaskClient, run: Run, column: str
) -> None:
    ask(client, run, party=f" {ROW[column]} ")

    assert kept(portal)[0].entity == PARTY


def test_same_report_is_offered_instead_of_a_second_one(
    portal: Portal, client: FlaskClient, run: Run
) -> None:
    ask(client, run, party=PARTY)

    again = ask(client, run, party=ROW["name"])

    [report] = kept(portal)
    assert again.location == f"/runs/{run.key}?existing={report.key}#reports"
    shown = page(client, run, rest=f"?existing={report.key}")
    assert "This report exists already; none was made a second time." in shown
    assert f'href="#report-{report.key}"' in shown
    assert portal.db.query(AuditEntry).count() == 1


@pytest.mark.parametrize(
    "other", [{"language": "zh"}, {"party": ""}, {"party": list(DEBTORS)[1]}], ids=str
)
def test_other_report_is_a_second_one(
    portal: Portal, client: FlaskClient, run: Run, other: dict[str, str]
) -> None:
    ask(client, run, party=PARTY)

    ask(client, run, **{"party": PARTY, **other})

    assert len(kept(portal)) == 2


def test_the_database_itself_refuses_a_second_one(
    portal: Portal, client: FlaskClient, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two requests at the same moment: neither sees the row of the other."""
    ask(client, run)
    look, unseen = reports._same, iter([None])
    monkeypatch.setattr(
        "portal.services.reports._same",
        lambda db, wanted: next(unseen, look(db, wanted)),
    )

    again = ask(client, run)

    [report] = kept(portal)
    assert again.location == f"/runs/{run.key}?existing={report.key}#reports"


def test_two_that_compare_with_the_same_run_are_one(
    portal: Portal, client: FlaskClient, run: Run, editor: Membership
) -> None:
    earlier = earlier_run(portal, editor)

    ask(client, run, against=earlier.key)
    ask(client, run, against=earlier.key)
    ask(client, run)

    assert [one.against_id for one in kept(portal)] == [earlier.id, None]


def test_failed_one_does_not_stand_in_the_way(
    portal: Portal, client: FlaskClient, run: Run, editor: Membership
) -> None:
    portal.issued_report(run, editor, state="failed", error="")

    ask(client, run)

    assert [report.state for report in kept(portal)] == ["failed", "queued"]


def test_report_of_the_check_is_offered_where_it_is_the_one_asked_for(
    portal: Portal, client: FlaskClient, run: Run
) -> None:
    answer = ask(client, run, language="en")

    assert answer.location == f"/runs/{run.key}?existing=report-en#reports"
    assert kept(portal) == []
    assert "exists already" in page(client, run, rest="?existing=report-en")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"kind": "none"}, "Choose one of the kinds of report."),
        ({"language": "fr"}, "Choose Chinese, English or both."),
        (
            {"party": "<b>nobody</b>"},
            "“<b>nobody</b>” owes no duty in this check. Give a unified social credit code"
            " or a full name from the list.",
        ),
        (
            {"against": "none"},
            "A report compares with a finished check of the same organisation for the same"
            " day or an earlier one. Choose one from the list.",
        ),
    ],
)
def test_what_cannot_be_had_is_refused_with_its_reason(
    portal: Portal, client: FlaskClient, run: Run, form: dict[str, str], sentence: str
) -> None:
    answer = ask(client, run, **form)

    assert answer.status_code == 400
    assert told(answer) == escape(sentence)
    assert kept(portal) == []


def test_refused_form_keeps_what_was_given(client: FlaskClient, run: Run) -> None:
    answer = ask(client, run, party="nobody", language="zh")

    assert '<details class="card" open>' in answer.text
    assert 'value="nobody"' in answer.text
    assert 'name="language" value="zh" required checked' in answer.text


def test_kind_about_one_enterprise_asks_for_it(
    portal: Portal, client: FlaskClient, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make_of_one_party(monkeypatch)

    answer = ask(client, run)

    assert told(answer) == "This kind of report is about one enterprise. Name it."
    assert kept(portal) == []


def _make_of_one_party(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        KINDS, "inspection", replace(KINDS["inspection"], of_one_party=True)
    )


def test_party_of_a_name_that_several_have_is_asked_for_by_its_id(
    client: FlaskClient, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    twins = {party: {**ROW, "entity_id": party} for party in ("A1", "A2")}
    monkeypatch.setattr(RunFolder, "debtors", twins)

    answer = ask(client, run, party=ROW["name"])

    assert told(answer) == (
        f"Several enterprises are named “{ROW['name']}”."
        " Give the code of the one you mean: A1, A2."
    )


def test_run_from_before_duties_were_counted_says_so(
    portal: Portal, client: FlaskClient, run: Run
) -> None:
    (portal.settings.data / str(run.folder) / "duty_counts.parquet").unlink()

    answer = ask(client, run, party=PARTY)

    assert told(answer) == (
        "This check was made before duties were counted by enterprise, or nobody owes any."
        " Check again for the same day to get reports about one enterprise."
    )
    assert 'id="party"' not in answer.text


def test_organisation_may_have_so_many_on_the_way(
    portal: Portal, client: FlaskClient, run: Run, editor: Membership
) -> None:
    for party in list(DEBTORS)[:MOST_WAITING]:
        portal.issued_report(run, editor, state="queued", entity=party)

    answer = ask(client, run)

    assert told(answer) == (
        f"Your organisation has {MOST_WAITING} reports on the way."
        " Wait until one of them is done."
    )


def test_form_offers_every_kind_and_the_parties_with_most_breaches_first(
    client: FlaskClient, run: Run
) -> None:
    shown = page(client, run)

    kinds = re.findall(r'name="kind" value="([^"]+)"', shown)
    parties = re.findall(r'<option value="(\w+)" label="([^"]+)">', shown)
    assert kinds == list(KINDS)
    assert [party for party, _ in parties] == list(DEBTORS)
    breaches = [row["breaches"] for row in DEBTORS.values()]
    assert breaches == sorted(breaches, reverse=True)
    assert parties[0][1] == f"{ROW['name_en']} · {breaches[0]} breaches"


def test_every_kind_has_a_name() -> None:
    assert set(KINDS) <= set(NAMES)


def test_only_finished_runs_of_the_same_organisation_are_offered_to_compare_with(
    portal: Portal, client: FlaskClient, run: Run, editor: Membership
) -> None:
    mine = earlier_run(portal, editor)
    theirs = earlier_run(portal, portal.member("乙公司甲"))
    under_way = earlier_run(portal, editor)
    under_way.state = "running"
    later = earlier_run(portal, editor, days=-1)
    portal.db.commit()

    offered = re.findall(r'<option value="(\w*)"(?: selected)?>', page(client, run))

    assert offered == ["", mine.key]
    for other in (theirs, under_way, later, run):
        assert ask(client, run, against=other.key).status_code == 400
