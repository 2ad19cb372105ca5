"""Cases as those read them who may not see personal data."""

from __future__ import annotations

from io import BytesIO

import pytest

from portal.database.models import Membership
from tests.portal.cases.laid import PDF, lay_case
from tests.portal.conftest import Portal, send
from tests.portal.pages.test_cases import enterprise
from tests.portal.pages.test_cases import officer as officer

OWNER = "130102199003070011"


def test_a_reader_sees_no_name_of_a_person_and_finds_none(
    portal: Portal, officer: Membership
) -> None:
    run = portal.finished_run(officer)
    party = enterprise(portal, run, entity_id=OWNER, name="张三", roles="")
    case = lay_case(portal,
        officer, run, enterprise_id=party.id, reason_zh=f"{OWNER} 未交。"
    )  # fmt: skip
    reader = portal.client(portal.member("虚构电池综合利用", "company", "reader"))

    for path in ("/cases", f"/cases/{case.key}"):
        page = reader.get(path).text
        assert case.key in page
        assert OWNER not in page
        assert "张三" not in page
    assert case.key not in reader.get("/cases?text=张三").text
    assert case.key in portal.client(officer).get("/cases?text=张三").text


@pytest.mark.parametrize("roles", ["", "owner;utilization_enterprise"])
def test_a_reader_sees_no_party_that_may_be_a_person(
    portal: Portal, officer: Membership, roles: str
) -> None:
    names = "OWNER-0017", "诸葛青禾", "Zhuge Qinghe"
    run = portal.finished_run(officer)
    party = enterprise(
        portal, run, entity_id=names[0], name=names[1], name_en=names[2], roles=roles
    )
    case = lay_case(
        portal, officer, run, enterprise_id=party.id, reason_zh=f"{names[0]} 未交。",
        corrector=f"{names[1]} 13871234567",
    )  # fmt: skip
    send(
        portal.client(officer), f"/cases/{case.key}/entries",
        {"text": f"{names[1]}说 {names[2]} 不在。", "file": (BytesIO(PDF), f"{names[1]}.pdf")},
    )  # fmt: skip
    reader = portal.client(portal.member("虚构电池综合利用", "company", "reader"))

    for path in ("/cases", f"/cases/{case.key}"):
        page = reader.get(path).text
        assert "P*" in page
        assert [hidden for hidden in (*names, "13871234567") if hidden in page] == []
