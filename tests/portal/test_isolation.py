"""Every route, asked by everyone: nobody sees or changes what is another's.

What each visitor gets follows from the table of rights (portal/policy.py). A route that
it does not name, or that has no line in `SERVED`, fails `test_every_route_is_named`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

import portal as room
from portal.database.models import Dataset, Membership
from portal.database.tenancy import Viewer, set_viewer
from portal.errors import NotAllowedError
from portal.policy import ENDPOINTS, PUBLIC, RIGHTS, SIGNED_IN, Right
from tests.portal.conftest import Portal, open_portal
from tests.portal.walking import Route, Visitor, Walk, routes_of, walk_through

pytestmark = pytest.mark.both_databases

# The status that those get who may: 400 where the form that is sent is empty.
SERVED = {
    "static": 200,
    "start.index": 200,
    "start.language": 302,
    "start.font": 200,
    # No worker runs here.
    "health.healthz": 503,
    "health.metrics": 200,
    "auth.sign_in": 302,
    "auth.enter": 400,
    "auth.sign_out": 302,
    # Nobody is halfway in: on to the sign-in.
    "auth.code": 401,
    "auth.enter_code": 401,
    "auth.forgotten": 200,
    "auth.ask_reset": 400,
    "invitations.show": 404,
    "invitations.accept": 404,
    # The portal of this walk has no provider; with one: openid/.
    "openid.start": 404,
    "openid.callback": 404,
    "openid.join": 404,
    "openid.link": 404,
    "openid.unlink": 404,
    "account.index": 200,
    "account.password": 400,
    "account.sign_out_everywhere": 302,
    "account.end_session": 404,
    "account.change_organisation": 404,
    "account.factor": 200,
    "account.confirm_factor": 400,
    "account.renew_codes": 400,
    "account.drop_factor": 400,
    "bounds.index": 200,
    "people.index": 200,
    "people.invite": 400,
    "people.add_organisation": 400,
    "people.withdraw": 302,
    "people.show": 200,
    "people.reset": 302,
    "people.remove": 302,
    "people.demand_factor": 302,
    "people.confirm_proposal": 404,
    "people.withdraw_proposal": 404,
    "organisations.index": 200,
    "organisations.show": 200,
    "organisations.change": 302,
    "datasets.index": 200,
    "datasets.new": 200,
    "datasets.add": 400,
    "datasets.show": 200,
    "datasets.check": 302,
    "datasets.submit": 400,
    "mappings.edit": 200,
    "mappings.save": 200,
    "mappings.index": 200,
    "mappings.file": 200,
    "mappings.delete": 302,
    "runs.index": 200,
    "runs.show": 200,
    "runs.progress": 200,
    "runs.cancel": 409,
    "runs.download": 200,
    "reports.index": 302,
    "reports.listed": 200,
    "reports.issue": 400,
    "reports.download": 200,
    "custody.index": 200,
    "custody.batteries": 200,
    "custody.gaps": 200,
    "custody.enterprises": 200,
    "custody.flows": 200,
    "custody.download": 200,
    "findings.index": 200,
    "findings.show": 200,
    "cases.index": 200,
    "cases.show": 200,
    "cases.act": 400,
    # A move that there is not.
    "cases.move": 404,
    "cases.preview": 400,
    "cases.move_many": 400,
    "cases.file": 200,
    "trail.index": 200,
    "personal.index": 200,
    "rules.index": 200,
    "rules.instrument": 200,
    "rules.show": 200,
    "rules.of_run": 200,
}
# What those get who are signed out, where it is not the same and not the sign-in.
SERVED_SIGNED_OUT = {"auth.sign_in": 200}


@pytest.fixture(
    scope="module",
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
)
def walk(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    password_hash: str,
) -> Iterator[Walk]:
    is_sqlite = request.param == "sqlite"
    url = "" if is_sqlite else request.getfixturevalue("postgres_cluster").fresh()
    folder = tmp_path_factory.mktemp("walk")
    for portal in open_portal(folder, password_hash, database_url=url):
        yield walk_through(portal)


def expected(route: Route, visitor: Visitor, owner: Membership) -> int:
    """Return the status that the table of rights gives a visitor; 401: to the sign-in."""
    asked, member = ENDPOINTS[route.endpoint], visitor.membership
    served = SERVED[route.endpoint]
    if member is None:
        public = SERVED_SIGNED_OUT.get(route.endpoint, served)
        return public if asked == PUBLIC else 401
    if asked in (PUBLIC, SIGNED_IN):
        return served
    right = RIGHTS[asked]
    if not _holds(right, member):
        return NotAllowedError.status
    if not route.is_of_a_thing or member.organisation_id == owner.organisation_id:
        return served
    is_dataset = route.rule.startswith("/datasets/")
    if not (is_dataset and visitor.is_addressed):
        return 404
    return 403 if right.of_own else served


def _holds(right: Right, member: Membership) -> bool:
    roles = right.roles.get(member.organisation.kind, ())
    return member.role in roles or (right.operators and member.user.is_operator)


def test_every_route_is_named(walk: Walk) -> None:
    served = {route.endpoint for route in routes_of(walk.portal)}

    assert served == set(ENDPOINTS) == set(SERVED)


@pytest.mark.parametrize("endpoint", SERVED)
def test_answer_to_each_visitor(walk: Walk, endpoint: str) -> None:
    route = next(r for r in routes_of(walk.portal) if r.endpoint == endpoint)

    answers = {v.name: walk.answer(route, v) for v in walk.visitors}

    assert answers == {
        v.name: expected(route, v, walk.owners[v.owner]) for v in walk.visitors
    }


def test_other_methods_open_nothing(walk: Walk) -> None:
    client, run = walk.portal.client(), walk.runs["company"]
    for route in routes_of(walk.portal):
        if ENDPOINTS[route.endpoint] == PUBLIC or not route.is_of_a_thing:
            continue
        path = walk.address(route, "company")
        for method in ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"):
            answer = client.open(path, method=method)
            assert answer.status_code in (302, 400, 405), (method, path)
            assert run.dataset.title not in answer.text


def test_a_route_that_the_policy_does_not_name_is_served_to_nobody(
    portal: Portal,
) -> None:
    portal.app.add_url_rule("/unnamed", "unnamed", lambda: "a secret")

    for member in (None, portal.member(), portal.member("监管", "regulator")):
        answer = portal.client(member).get("/unnamed")
        assert (answer.status_code, "a secret" in answer.text) == (404, False)


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

    set_viewer(portal.db, Viewer(member.user_id, 999, "company", "administrator"))

    assert portal.db.scalars(select(Dataset)).all() == []


def test_no_statement_goes_round_the_fence() -> None:
    """Core statements and raw SQL are not fenced, so none may stand outside it."""
    folder = Path(room.__file__).parent
    # Backups copy the whole database, for who has the machine.
    allowed = ("admin/backup.py", "database/session.py", "database/migrations/")
    round_it = re.compile(r"\btext\(\s*[\"']|__table__|exec_driver_sql|\.connect\(")

    offenders = [
        place
        for file in sorted(folder.rglob("*.py"))
        if not (place := file.relative_to(folder).as_posix()).startswith(allowed)
        and round_it.search(file.read_text(encoding="utf-8"))
    ]

    assert offenders == []
