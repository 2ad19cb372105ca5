"""The pages of cases: the list, one case with its moves, many moved at once."""

from __future__ import annotations

from io import BytesIO

import pytest

from portal.database.cases import Case, CaseEntry, CaseFile, Enterprise
from portal.database.models import Membership, Run
from portal.storage.store import Store
from portal.trail.tables import AuditEntry
from tests.portal.cases.laid import PDF, lay_case
from tests.portal.conftest import Portal, send

SAMPLE_FINDING = "7801f595fb8d7c87"


@pytest.fixture
def officer(portal: Portal) -> Membership:
    return portal.member("虚构电池综合利用", "company", "officer")


def enterprise(portal: Portal, run: Run, **columns: object) -> Enterprise:
    laid = {"entity_id": "913607029000000813", "name": "虚构利用厂", "region": "360702",
            "roles": "utilization_enterprise", "judged_on": run.as_of}  # fmt: skip
    found = Enterprise(
        organisation_id=run.organisation_id, run_id=run.id, **laid | columns
    )
    portal.db.add(found)
    portal.db.commit()
    return found


def reread(portal: Portal, case: Case) -> Case:
    portal.db.expire_all()
    return portal.db.get_one(Case, case.id)


def test_the_list_names_the_enterprise_its_province_and_the_rule(
    portal: Portal, officer: Membership
) -> None:
    run = portal.finished_run(officer)
    party = enterprise(portal, run)
    lay_case(portal, officer, run, enterprise_id=party.id, finding_id=SAMPLE_FINDING)

    page = portal.client(officer).get("/cases").text

    assert "虚构利用厂" in page
    assert "江西省" in page
    assert "913607029000000813" not in page


def test_the_list_is_narrowed_by_state_text_and_rule(
    portal: Portal, officer: Membership
) -> None:
    run = portal.finished_run(officer)
    party = enterprise(portal, run)
    open_case = lay_case(
        portal, officer, run, enterprise_id=party.id, battery_code="ABC123"
    )
    closed = lay_case(portal, officer, run, state="closed")
    client = portal.client(officer)

    def listed(query: str) -> set[str]:
        text = client.get(f"/cases?{query}").text
        return {case.key for case in (open_case, closed) if case.key in text}

    assert listed("") == {open_case.key, closed.key}
    assert listed("state=work") == {open_case.key}
    assert listed("state=closed") == {closed.key}
    assert listed("text=abc12") == {open_case.key}
    assert listed("text=虚构利用") == {open_case.key}
    assert listed("rule=order-73/none") == set()


def test_a_case_shows_the_five_parts_of_its_finding(
    portal: Portal, officer: Membership
) -> None:
    run = portal.finished_run(officer)
    case = lay_case(portal, officer, run, finding_id=SAMPLE_FINDING)

    page = portal.client(officer).get(f"/cases/{case.key}").text

    assert page.count('<ol class="five">') == 1
    assert f"/runs/{run.key}/findings/{SAMPLE_FINDING}" in page


def test_an_answer_with_a_file_moves_the_case_and_is_on_the_trail(
    portal: Portal, officer: Membership
) -> None:
    case = lay_case(portal, officer, portal.finished_run(officer))
    client = portal.client(officer)

    answer = send(
        client, f"/cases/{case.key}/moves/answer",
        {"text": "已补报。", "file": (BytesIO(PDF), "证明.pdf")},
    )  # fmt: skip

    assert answer.status_code == 302
    assert reread(portal, case).state == "answered"
    kept = portal.db.query(CaseFile).one()
    assert Store(portal.settings.data).attachment(kept.content_hash).read_bytes() == PDF
    assert portal.db.query(AuditEntry).filter_by(action="case-moved").count() == 1
    sent = client.get(f"/cases/{case.key}/files/{kept.key}")
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert sent.data == PDF
    assert sent.mimetype == "application/octet-stream"
    sent.close()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.exe", b"MZ", "不接收此类文件"),
        ("x.pdf", b"<html>", "与名称不符"),
        ("x.pdf", b"", "为空"),
        ("x.txt", b"a\0b", "与名称不符"),
    ],
)
def test_a_file_that_is_not_taken_says_why_and_moves_nothing(
    portal: Portal, officer: Membership, name: str, content: bytes, why: str
) -> None:
    case = lay_case(portal, officer, portal.finished_run(officer))

    answer = send(
        portal.client(officer), f"/cases/{case.key}/moves/answer",
        {"text": "已补报。", "file": (BytesIO(content), name)},
    )  # fmt: skip

    assert (answer.status_code, why in answer.text) == (400, True)
    assert reread(portal, case).state == "open"


def test_what_a_move_asks_for_must_be_given(
    portal: Portal, officer: Membership
) -> None:
    case = lay_case(portal, officer, portal.finished_run(officer))
    client = portal.client(officer)

    for move, form, why in (
        ("answer", {"text": " "}, "请写明说明"),
        ("answer", {"text": "x" * 4001}, "不得超过 4000 字"),
        ("correct", {"day": "2999-01-01"}, "请写明整改人"),
        ("correct", {"corrector": "王"}, "请填写今天或以后的日期"),
        ("correct", {"corrector": "王", "day": "1990-01-01"}, "请填写今天或以后的日期"),
    ):
        answer = send(client, f"/cases/{case.key}/moves/{move}", dict(form))
        assert (answer.status_code, why in answer.text) == (400, True), (move, form)
    assert reread(portal, case).state == "open"


@pytest.mark.both_databases
def test_who_dismisses_does_not_close_and_another_does(portal: Portal) -> None:
    inspector = portal.member("监管", "regulator", "administrator")
    approver = portal.member("监管", "regulator", "approver")
    case = lay_case(portal, inspector, portal.finished_run(inspector))
    dismiss = {"reason": "excused", "text": "有合法事由。"}
    send(portal.client(inspector), f"/cases/{case.key}/moves/dismiss", dict(dismiss))

    own = send(
        portal.client(inspector), f"/cases/{case.key}/moves/close", {"text": "好"}
    )
    assert own.status_code == 400
    assert "须由他人办理" in own.text
    other = send(
        portal.client(approver), f"/cases/{case.key}/moves/close", {"text": "好"}
    )

    assert other.status_code == 302
    assert reread(portal, case).state == "closed"


def test_a_move_from_another_state_is_refused(
    portal: Portal, officer: Membership
) -> None:
    case = lay_case(portal, officer, portal.finished_run(officer), state="closed")

    answer = send(
        portal.client(officer), f"/cases/{case.key}/moves/answer", {"text": "x"}
    )

    assert (answer.status_code, "已了结" in answer.text) == (400, True)


def test_many_move_at_once_after_a_preview_each_with_an_entry(
    portal: Portal, officer: Membership
) -> None:
    run = portal.finished_run(officer)
    cases = [lay_case(portal, officer, run) for _ in range(3)]
    closed = lay_case(portal, officer, run, state="closed")
    client = portal.client(officer)
    chosen = {"case": [each.key for each in (*cases, closed)], "move": "answer"}

    preview = send(client, "/cases/preview", dict(chosen))
    assert "将 3 件转为" in preview.text
    assert "1 件因其状态" in preview.text
    form = {
        "case": [each.key for each in cases],
        "move": "answer",
        "text": "均已补报。",
    }
    assert send(client, "/cases/moves", form).status_code == 302

    assert {reread(portal, each).state for each in cases} == {"answered"}
    assert portal.db.query(CaseEntry).filter_by(act="answer").count() == 3


def test_many_move_all_or_none(portal: Portal, officer: Membership) -> None:
    run = portal.finished_run(officer)
    case, closed = (
        lay_case(portal, officer, run),
        lay_case(portal, officer, run, state="closed"),
    )
    form = {"case": [case.key, closed.key], "move": "answer", "text": "x"}

    assert send(portal.client(officer), "/cases/moves", form).status_code == 400

    assert reread(portal, case).state == "open"


def test_owner_day_and_comment_are_kept_with_entries(
    portal: Portal, officer: Membership
) -> None:
    case = lay_case(portal, officer, portal.finished_run(officer))
    client, path = portal.client(officer), f"/cases/{case.key}/entries"

    send(client, path, {"act": "assign", "person": str(officer.user_id)})
    send(client, path, {"act": "day", "day": "2026-12-31"})
    send(client, path, {"text": "问过仓库。"})

    assert reread(portal, case).owner_id == officer.user_id
    assert str(case.own_due_on) == "2026-12-31"
    entries = portal.db.query(CaseEntry).order_by(CaseEntry.id)
    assert [each.act for each in entries] == ["assigned", "due-day", "comment"]
    assert (
        case.key in client.get(f"/cases?owner={officer.user_id}&until=2026-12-31").text
    )
    stranger = send(client, path, {"act": "assign", "person": "999"})
    assert stranger.status_code == 400


def test_next_and_before_follow_the_list_one_came_from(
    portal: Portal, officer: Membership
) -> None:
    run = portal.finished_run(officer)
    first, second, third = (lay_case(portal, officer, run) for _ in range(3))
    second.verdict = "undetermined"
    portal.db.commit()

    page = portal.client(officer).get(f"/cases/{first.key}?list=verdict%3Dbreach").text

    assert third.key in page
    assert second.key not in page


def test_the_page_of_a_check_leads_to_the_cases_that_it_moved(
    portal: Portal, officer: Membership
) -> None:
    run = portal.finished_run(officer)
    run.totals = {"cases": {"found": 1, "open": 2}}
    found, other = lay_case(portal, officer, run), lay_case(portal, officer, run)
    portal.db.add(
        CaseEntry(
            organisation_id=officer.organisation_id, case_id=found.id, act="found",
            run_id=run.id,
        )
    )  # fmt: skip
    portal.db.commit()
    client = portal.client(officer)

    assert f"/cases?run={run.key}&amp;act=found" in client.get(f"/runs/{run.key}").text
    listed = client.get(f"/cases?run={run.key}&act=found").text

    assert found.key in listed
    assert other.key not in listed


def test_what_was_found_of_a_duty_that_is_met_now_is_said_of_before(
    portal: Portal, officer: Membership
) -> None:
    run = portal.finished_run(officer)
    lay_case(portal, officer, run, verdict="compliant", state="corrected")

    assert "此前：迟报。" in portal.client(officer).get("/cases").text
