"""Every route, asked by everyone: nobody sees or changes what is another's.

A new route without a line in `ANSWERS` fails `test_every_route_is_in_the_table`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import select
from werkzeug.routing import Rule

import portal as room
from portal.models import Dataset
from portal.tenancy import Viewer, set_viewer
from tests.portal.conftest import Portal, send

pytestmark = pytest.mark.both_databases

FINDING = "7801f595fb8d7c87"


class Answers(NamedTuple):
    """The status each visitor gets; 302 for an anonymous one is the way to sign in."""

    anonymous: int
    stranger: int
    reader: int
    owner: int
    regulator: int


EVERYONE = Answers(200, 200, 200, 200, 200)
MEMBERS = Answers(302, 200, 200, 200, 200)
OWN = Answers(302, 404, 200, 200, 200)
ANSWERS = {
    "static": EVERYONE,
    "start.index": Answers(200, 302, 302, 302, 302),
    "start.language": Answers(302, 302, 302, 302, 302),
    "start.font": EVERYONE,
    "auth.sign_in": Answers(200, 302, 302, 302, 302),
    "auth.enter": Answers(400, 400, 400, 400, 400),
    "auth.sign_out": Answers(302, 302, 302, 302, 302),
    "auth.invitation": Answers(404, 404, 404, 404, 404),
    "auth.accept": Answers(404, 404, 404, 404, 404),
    "auth.account": MEMBERS,
    "auth.password": Answers(302, 400, 400, 400, 400),
    "auth.sign_out_everywhere": Answers(302, 302, 302, 302, 302),
    "auth.change_organisation": Answers(302, 404, 404, 404, 404),
    "people.index": MEMBERS,
    "people.invite": Answers(302, 400, 403, 400, 400),
    "people.add_organisation": Answers(302, 403, 403, 403, 403),
    "people.remove": Answers(302, 404, 403, 302, 404),
    "datasets.index": MEMBERS,
    "datasets.new": Answers(302, 200, 403, 200, 200),
    "datasets.add": Answers(302, 400, 403, 400, 400),
    "datasets.show": OWN,
    "datasets.check": Answers(302, 404, 403, 302, 302),
    "mappings.edit": OWN,
    "mappings.save": Answers(302, 404, 403, 200, 403),
    "mappings.index": MEMBERS,
    "mappings.file": OWN,
    # The owner has deleted it before the regulator comes.
    "mappings.delete": Answers(302, 404, 403, 302, 404),
    "runs.index": MEMBERS,
    "runs.show": OWN,
    "runs.progress": OWN,
    "runs.download": OWN,
    "reports.index": Answers(302, 404, 302, 302, 302),
    "reports.listed": OWN,
    # The form names no kind of report.
    "reports.issue": Answers(302, 404, 403, 400, 400),
    "reports.download": OWN,
    "custody.index": OWN,
    "custody.batteries": OWN,
    "custody.gaps": OWN,
    "custody.enterprises": OWN,
    "custody.flows": OWN,
    "custody.download": OWN,
    "findings.index": OWN,
    "findings.show": OWN,
    "rules.index": EVERYONE,
    "rules.instrument": EVERYONE,
    "rules.show": EVERYONE,
    "rules.of_run": OWN,
}


class Route(NamedTuple):
    endpoint: str
    rule: str
    methods: frozenset[str]


def routes_of(portal: Portal) -> list[Route]:
    return [_route(rule) for rule in portal.app.url_map.iter_rules()]


def _route(rule: Rule) -> Route:
    methods = frozenset(rule.methods or ()) - {"HEAD", "OPTIONS"}
    return Route(rule.endpoint, rule.rule, methods)


def address_of(route: Route, values: dict[str, object]) -> str:
    """Fill an address; a place without a value gets one that names nothing."""
    return re.sub(
        r"<(?:(\w+):)?(\w+)>",
        lambda place: str(values.get(place[2], 0 if place[1] == "int" else "none")),
        route.rule,
    )


def test_every_route_is_in_the_table(portal: Portal) -> None:
    assert {route.endpoint for route in routes_of(portal)} == set(ANSWERS)


@pytest.mark.parametrize("endpoint", ANSWERS)
def test_answer_to_each_visitor(portal: Portal, endpoint: str) -> None:
    route = next(r for r in routes_of(portal) if r.endpoint == endpoint)
    owner, reader = portal.member(), portal.member(role="reader")
    run = portal.finished_run(owner)
    leaving = portal.member(role="editor")
    key = run.dataset.key if endpoint.startswith("datasets") else run.key
    if route.rule.startswith("/mappings/"):
        key = portal.kept_mapping(owner).key
    elif endpoint.startswith("mappings"):
        key = portal.source(owner).key
    values = {
        "filename": "style.css",
        "key": key,
        "finding_id": FINDING,
        "instrument_id": "order-73",
        "membership_id": leaving.id,
        "report_key": portal.issued_report(run, owner).key,
        "name": _name_in(endpoint),
    }
    visitors = (
        None,
        portal.member("乙公司甲"),
        reader,
        owner,
        portal.member("监管", kind="regulator"),
    )

    answers = []
    for visitor in visitors:
        client, path = portal.client(visitor), address_of(route, values)
        form = {"as_of": "2026-10-15", "then": "/"}
        is_reading = "GET" in route.methods
        answer = client.get(path) if is_reading else send(client, path, form)
        answers.append(answer.status_code)
        answer.close()

    assert Answers(*answers) == ANSWERS[endpoint]


def _name_in(endpoint: str) -> str:
    if endpoint == "start.font":
        return "NotoSansSC-Regular.ttf"
    files = {"runs.download": "findings", "custody.download": "gaps"}
    return files.get(endpoint, "24-7-inbound-report")


def test_lists_show_only_ones_own(portal: Portal) -> None:
    run = portal.finished_run(portal.member())
    stranger = portal.client(portal.member("乙公司甲"))

    for page in ("/datasets", "/runs", "/people"):
        assert run.key not in (text := stranger.get(page).text)
        assert "甲公司" not in text.replace("乙公司甲", "")


def test_the_same_content_is_a_dataset_of_each(portal: Portal) -> None:
    mine, theirs = portal.member(), portal.member("乙公司甲")

    keys = {portal.dataset(mine).key, portal.dataset(theirs).key}

    assert len(keys) == 2


def test_nothing_is_seen_when_nobody_asks(portal: Portal) -> None:
    portal.dataset(portal.member())
    portal.db.expire_all()

    set_viewer(portal.db, None)

    assert portal.db.scalars(select(Dataset)).all() == []


def test_a_role_alone_opens_nothing(portal: Portal) -> None:
    member = portal.member()
    portal.dataset(member)
    portal.db.expire_all()

    set_viewer(portal.db, Viewer(member.user_id, 999, "administrator"))

    assert portal.db.scalars(select(Dataset)).all() == []


def test_no_statement_goes_round_the_fence() -> None:
    """Core statements and raw SQL are not fenced, so none may stand outside it."""
    folder = Path(room.__file__).parent
    allowed = {"database.py", "parquet.py", "migrations"}
    round_it = re.compile(r"\btext\(\s*[\"']|__table__|exec_driver_sql|\.connect\(")

    offenders = [
        file.name
        for file in sorted(folder.rglob("*.py"))
        if not allowed & {file.name, file.parts[-2], file.parts[-3]}
        and round_it.search(file.read_text(encoding="utf-8"))
    ]

    assert offenders == []
