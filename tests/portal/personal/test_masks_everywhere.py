"""Every address, read by every role: who may not see personal data finds none in any answer."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from portal.database.models import AuditEntry, IssuedReport, Membership, Run
from portal.database.parts import Kind, Role
from portal.storage import custody_folder, run_folder
from portal.storage.run_folder import RunFolder, Wanted
from tests.portal.conftest import Portal
from tests.portal.personal.lives import (
    BATTERY,
    CAR_MAKER,
    CONTACT,
    NAMES,
    OWNER,
    PERSONAL,
    PRIVATE,
    TELEPHONE,
    VINS,
    finished,
)
from tests.portal.walking import Route, address_of, routes_of

HOMES: dict[Kind, str] = {"company": "甲公司", "regulator": "监管", "legal": "法务"}
FILES = (*run_folder.DOWNLOADS, *custody_folder.DOWNLOADS)
LISTS = {
    "findings.index": ("text", ("record_id", *VINS, OWNER)),
    "custody.batteries": ("text", (*VINS, *NAMES)),
    "custody.gaps": ("to", (OWNER, PRIVATE)),
    "custody.enterprises": ("text", NAMES),
}


@pytest.fixture(scope="module")
def runs(shared: Portal, checked: Path) -> dict[Kind, Run]:
    """The run that each kind of organisation reads: a regulator that of the company."""
    owners = {kind: shared.member(HOMES[kind], kind) for kind in HOMES}
    owners["regulator"].organisation.is_nationwide = True
    company = finished(shared, checked, owners["company"])
    legal = finished(shared, checked, owners["legal"])
    shared.submission(company.dataset, owners["regulator"])
    shared.issued_report(company, owners["regulator"], entity=OWNER)
    return {"company": company, "regulator": company, "legal": legal}


def person(portal: Portal, kind: Kind, role: Role) -> Membership:
    return portal.member(HOMES[kind], kind, role, f"{role}@{kind}.example")


def answers(portal: Portal, run: Run, member: Membership) -> dict[str, bytes]:
    """Read every address, with every finding, file and filter; the answers by address."""
    client = portal.client(member)
    found = {}
    for route in routes_of(portal):
        for path in _addresses(portal, run, member, route):
            with client.get(path) as answer:
                # Nobody takes a page that failed for one that leaks nothing.
                assert answer.status_code < 500 or path == "/healthz", path
                found[path] = answer.data
    return found


def _addresses(
    portal: Portal, run: Run, member: Membership, route: Route
) -> Iterator[str]:
    if "GET" not in route.methods or route.endpoint == "start.language":
        return
    values: dict[str, object] = {
        "key": run.dataset.key if route.rule.startswith("/datasets") else run.key
    }
    if "<finding_id>" in route.rule:
        for finding in _findings(portal, run):
            yield address_of(route, values | {"finding_id": finding})
    elif "<name>" in route.rule:
        yield from (address_of(route, values | {"name": name}) for name in FILES)
    elif "<report_key>" in route.rule:
        for report in portal.db.query(IssuedReport).filter_by(run_id=run.id):
            yield address_of(route, values | {"report_key": report.key})
    else:
        yield (path := address_of(route, values))
        name, sought = LISTS.get(route.endpoint, ("", ()))
        # A value that is typed stands in the field again; nothing may be found by it.
        yield from (f"{path}?{name}={value[:-1]}" for value in sought)


def _findings(portal: Portal, run: Run) -> list[str]:
    rows, _ = RunFolder(portal.settings.data / str(run.folder)).findings(Wanted(), 1)
    by_record = {(row["record_id"], row["verdict"]): row["finding_id"] for row in rows}
    return list(by_record.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "role"),
    [("company", "reader"), ("regulator", "auditor"), ("legal", "reviewer")],
)
def test_no_answer_to_who_may_not_holds_a_value_about_a_person(
    shared: Portal, runs: dict[Kind, Run], kind: Kind, role: Role
) -> None:
    read = answers(shared, runs[kind], person(shared, kind, role))

    leaks = {
        (path, value)
        for path, data in read.items()
        for value in PERSONAL
        if value.encode() in data
    }
    assert leaks == set()
    # It is read for all that: what is of no person stands there.
    pages = "".join(data.decode("utf-8", "replace") for data in read.values())
    assert all(shown in pages for shown in (BATTERY, CAR_MAKER, "LE1*"))
    printed = [data for data in read.values() if data.startswith(b"%PDF")]
    assert printed == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "role"), [("company", "officer"), ("regulator", "inspector")]
)
def test_who_may_sees_what_is_about_people(
    shared: Portal, runs: dict[Kind, Run], kind: Kind, role: Role
) -> None:
    read = answers(shared, runs[kind], person(shared, kind, role))

    pages = "".join(data.decode("utf-8", "replace") for data in read.values())
    shown = (*VINS, OWNER, PRIVATE, NAMES[0], NAMES[2], TELEPHONE, CONTACT)
    assert [value for value in shown if value not in pages] == []


def test_a_vehicle_has_the_same_mask_wherever_it_is_read(
    shared: Portal, runs: dict[Kind, Run]
) -> None:
    run = runs["company"]
    client = shared.client(person(shared, "company", "reader"))

    def cells(address: str, head: str) -> set[str]:
        with client.get(f"/runs/{run.key}{address}") as answer:
            rows = csv.DictReader(StringIO(answer.data.decode("utf-8-sig")))
            return {row[head] for row in rows} - {""}

    found = cells("/files/findings", "车辆识别代号")
    held = cells("/custody/files/batteries", "vin")
    assert held & found == held != set()
    masked = next(iter(held))
    assert masked.startswith("LE1*")
    # It can be looked for, as the number can by those who see it.
    assert masked in client.get(f"/runs/{run.key}/custody/batteries?text={masked}").text


def test_a_company_learns_who_saw_its_personal_data(
    portal: Portal, checked: Path
) -> None:
    run = finished(portal, checked, portal.member(HOMES["company"]))
    boss = portal.regulator(HOMES["regulator"])
    auditor = person(portal, "regulator", "auditor")
    portal.submission(run.dataset, boss)
    portal.issued_report(run, boss)

    for member in (boss, auditor):
        assert portal.client(member).get(f"/runs/{run.key}").status_code == 200

    portal.db.rollback()
    entries = portal.db.query(AuditEntry).filter_by(action="personal-read").all()
    assert [(e.user_id, e.subject) for e in entries] == [(boss.user_id, run.key)]
    assert entries[0].owner_id == run.dataset.organisation_id


def test_a_report_is_refused_with_words(shared: Portal, runs: dict[Kind, Run]) -> None:
    run = runs["company"]
    client = shared.client(person(shared, "company", "reader"))

    answer = client.get(f"/runs/{run.key}/files/report-zh")

    assert answer.status_code == 403
    assert "一号一文" in answer.text
    assert "一号一文" in client.get(f"/runs/{run.key}").text


def test_the_contact_in_a_free_text_is_masked_whole(
    shared: Portal, runs: dict[Kind, Run]
) -> None:
    finding = f"/runs/{runs['company'].key}/findings"
    addresses = [f"{finding}/{each}" for each in _findings(shared, runs["company"])]

    def shown(role: Role) -> str:
        client = shared.client(shared.member(role=role, email=f"{role}@free.example"))
        return "".join(client.get(address).text for address in addresses)

    assert CONTACT in shown("officer")
    assert "经办" not in shown("reader")
