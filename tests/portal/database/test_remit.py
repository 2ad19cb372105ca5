"""For which companies a regulator is competent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from portal.database.models import Organisation
from portal.database.remit import Remit
from tests.portal.conftest import Portal

COMPANIES = {
    "silent": ((), ()),
    "in Wuhan": (("420100",), ("seller",)),
    "in Hubei": (("42",), ("seller", "carrier")),
    "in two provinces": (("4403", "3301"), ("carrier",)),
}
EVERYWHERE = Remit(is_nationwide=True)
CASES = {
    "nothing said": (Remit(), set()),
    "roles alone": (Remit(roles=frozenset({"seller"})), set()),
    "whole country": (EVERYWHERE, set(COMPANIES)),
    "Hubei": (Remit(frozenset({"42"})), {"in Wuhan", "in Hubei"}),
    "Wuhan": (Remit(frozenset({"4201"})), {"in Wuhan"}),
    "two": (Remit(frozenset({"11", "33"})), {"in two provinces"}),
    "sellers": (
        replace(EVERYWHERE, roles=frozenset({"seller"})),
        {"in Wuhan", "in Hubei"},
    ),
    "carriers of Hubei": (
        Remit(frozenset({"42"}), frozenset({"carrier"})),
        {"in Hubei"},
    ),
    "a part of a word": (
        replace(EVERYWHERE, roles=frozenset({"sell", "_arrier"})),
        set(),
    ),
}


@pytest.mark.both_databases
def test_which_companies_are_in_a_remit(portal: Portal) -> None:
    for name, (regions, roles) in COMPANIES.items():
        portal.db.add(
            Organisation(
                name=name,
                kind="company",
                regions=frozenset(regions),
                roles=frozenset(roles),
            )
        )
    portal.db.commit()

    for remit, covered in CASES.values():
        every = portal.db.scalars(select(Organisation)).all()
        by_clause = portal.db.scalars(select(Organisation).where(remit.clause()))
        assert {one.name for one in every if remit.covers(one)} == covered
        assert {one.name for one in by_clause} == covered
