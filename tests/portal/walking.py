"""Everyone who may knock at a portal, and a thing of every sort behind each address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from werkzeug.routing import Rule

from portal.accounts import links
from portal.database.admission import Invitation
from portal.database.models import Dataset, Membership, Run
from portal.database.parts import KINDS, ROLES_OF, Kind, new_key
from tests.portal.cases.laid import case_file, lay_case
from tests.portal.conftest import Portal, send

FINDING = "7801f595fb8d7c87"


NAMING = ("key", "membership_id", "link_id")


class Route(NamedTuple):
    endpoint: str
    rule: str
    methods: frozenset[str]

    @property
    def is_of_a_thing(self) -> bool:
        """Whether the address names a row of an organisation."""
        return any(f"{name}>" in self.rule for name in NAMING)


class Visitor(NamedTuple):
    """Somebody who knocks; `owner` is whose thing is asked for.

    `is_addressed`: its datasets were submitted to the visitor, in whose remit it is.
    """

    name: str
    membership: Membership | None
    owner: Kind = "company"
    is_addressed: bool = False


# Regulators that may look for things of the company, which is in 4201, with their regions.
REGULATORS = {
    "addressed-regulator": {"42"},
    "elsewhere-regulator": {"11", "4202"},
    "unaddressed-regulator": set(),
}


@dataclass
class Walk:
    """A portal with a thing of every sort behind each address, for each kind of owner."""

    portal: Portal
    owners: dict[Kind, Membership]
    visitors: list[Visitor]
    runs: dict[Kind, Run]
    values: dict[Kind, dict[str, object]]

    @property
    def regions(self) -> frozenset[str]:
        """The regions of the company."""
        return self.owners["company"].organisation.regions

    def address(self, route: Route, owner: Kind) -> str:
        """Fill an address with an owner's things."""
        return address_of(route, self.values[owner] | self._things(route, owner))

    def _things(self, route: Route, owner: Kind) -> dict[str, object]:
        """Add what a visitor may delete, and name the thing that `key` stands for."""
        member, noun = self.owners[owner], route.endpoint.partition(".")[0]
        if noun == "organisations":
            return {"organisation_id": member.organisation_id}
        if noun == "people" and route.is_of_a_thing:
            address = f"{new_key()}@leaving.example"
            leaving = self.portal.member(
                member.organisation.name, owner, ROLES_OF[owner][1], address
            )
            link = Invitation(
                organisation_id=member.organisation_id, email=address, role="reader"
            )
            links.add(self.portal.db, link)
            self.portal.db.commit()
            # Their ids are given to the next ones once the page has deleted them.
            self.portal.db.expunge(leaving)
            self.portal.db.expunge(link)
            return {"membership_id": leaving.id, "link_id": link.id}
        if route.rule.startswith("/mappings/"):
            return {"key": self.portal.kept_mapping(member).key}
        if noun == "cases":
            return {"key": self.values[owner]["case"]}
        if noun == "mappings":
            return {"key": self.values[owner]["source"]}
        key = self.runs[owner].dataset.key if noun == "datasets" else None
        return {"key": key or self.runs[owner].key, "name": _name_in(route.endpoint)}

    def answer(self, route: Route, visitor: Visitor) -> int:
        """Return the status that a visitor gets."""
        client = self.portal.client(visitor.membership)
        path = self.address(route, visitor.owner)
        form: dict[str, object] = {
            "as_of": "2026-10-15", "then": "/", "regions": " ".join(self.regions),
        }  # fmt: skip
        is_reading = "GET" in route.methods
        answer = client.get(path) if is_reading else send(client, path, form)
        answer.close()
        if answer.status_code == 302 and answer.location.startswith("/sign-in"):
            return 401
        return answer.status_code


def address_of(route: Route, values: Mapping[str, object]) -> str:
    """Fill an address; a place without a value gets one that names nothing."""
    return re.sub(
        r"<(?:(\w+):)?(\w+)>",
        lambda place: str(values.get(place[2], 0 if place[1] == "int" else "none")),
        route.rule,
    )


def walk_through(portal: Portal) -> Walk:
    """Put a thing of every sort into an empty portal, and let everyone in."""
    owners = {kind: portal.member(f"own-{kind}", kind) for kind in KINDS}
    runs = {kind: portal.finished_run(owner) for kind, owner in owners.items()}
    values = {kind: _values(portal, owners[kind], runs[kind]) for kind in KINDS}
    visitors = list(_visitors(portal))
    owners["company"].organisation.regions = frozenset({"4201"})
    for home, regions in REGULATORS.items():
        regulator = next(v.membership for v in visitors if v.name.endswith(home))
        assert regulator is not None
        regulator.organisation.regions = frozenset(regions)
        regulator.organisation.is_nationwide = not regions
        if home != "unaddressed-regulator":
            for dataset in portal.db.query(Dataset).filter_by(
                organisation_id=owners["company"].organisation_id
            ):
                portal.submission(dataset, regulator)
    portal.db.commit()
    return Walk(portal, owners, visitors, runs, values)


def _values(portal: Portal, owner: Membership, run: Run) -> dict[str, object]:
    case = lay_case(portal, owner, run)
    return {
        "case": case.key,
        "file_key": case_file(portal, case).key,
        "filename": "style.css",
        "finding_id": FINDING,
        "instrument_id": "order-73",
        "report_key": portal.issued_report(run, owner).key,
        "source": portal.source(owner).key,
    }


def _visitors(portal: Portal) -> Iterator[Visitor]:
    """Yield everyone: signed out, each role of each kind at home and as a stranger."""
    yield Visitor("signed out", None)
    for kind, roles in ROLES_OF.items():
        others = REGULATORS if kind == "regulator" else (f"other-{kind}",)
        for role in roles:
            for home in (f"own-{kind}", *others):
                member = portal.member(home, kind, role, f"{role}@{home}.example")
                owner = kind if home.startswith("own-") else "company"
                is_addressed = home == "addressed-regulator"
                yield Visitor(f"{role} of {home}", member, owner, is_addressed)
    operator = portal.member("own-company", role="reader", email="operator@a.example")
    operator.user.is_operator = True
    portal.db.commit()
    yield Visitor("operator", operator)


def _name_in(endpoint: str) -> str:
    if endpoint == "start.font":
        return "NotoSansSC-Regular.ttf"
    files = {"runs.download": "findings", "custody.download": "gaps"}
    return files.get(endpoint, "24-7-inbound-report")


def routes_of(portal: Portal) -> list[Route]:
    return [_route(rule) for rule in portal.app.url_map.iter_rules()]


def _route(rule: Rule) -> Route:
    methods = frozenset(rule.methods or ()) - {"HEAD", "OPTIONS"}
    return Route(rule.endpoint, rule.rule, methods)
