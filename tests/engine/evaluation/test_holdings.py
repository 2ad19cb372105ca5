"""A credential is held, not held, or nobody can tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.engine.agreement.pieces import record, rule

DAY = date(2024, 1, 31)
EARLIER, LATER = date(2024, 1, 30), date(2024, 2, 1)
PERMIT = {"entity_id": "P", "kind": "permit", "valid_from": EARLIER}
UNSURE, REJECTED = ("undetermined", "actor.holds"), ("undetermined", "rejected")

Causes = Callable[..., dict[str, Any]]


def held(*kinds: str, by: str = "holds", must: str = "must") -> dict[str, Any]:
    return rule(**{must: {"hold": {f"actor.{by}": list(kinds)}}})


def registers(*credentials: dict[str, Any]) -> dict[str, Any]:
    return {"entities": [{"entity_id": "P"}], "credentials": [*credentials]}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (PERMIT, REJECTED),
        (PERMIT | {"kind": None}, REJECTED),
        (PERMIT | {"valid_from": LATER}, REJECTED),
        (PERMIT | {"kind": "licence"}, ("breach", None)),
        (PERMIT | {"kind": "no such kind"}, ("breach", None)),
        (PERMIT | {"entity_id": "Q"}, ("breach", None)),
        (PERMIT | {"entity_id": None}, ("breach", None)),
    ],
)
def test_rejected_row_might_be_the_credential_that_is_not_found(
    causes: Causes, row: Any, cause: Any
) -> None:
    found = causes(
        held("permit"), record("r1"),
        registers=registers(), rejected={"credentials": [row]},
    )  # fmt: skip

    assert found == {"r1": cause}


@pytest.mark.slow
def test_credential_that_is_found_decides_whatever_was_rejected(causes: Causes) -> None:
    rejected = {"credentials": [PERMIT, PERMIT | {"kind": "licence"}]}
    given = {"registers": registers(PERMIT), "rejected": rejected}

    assert causes(held("permit"), record("r1"), **given) == {"r1": ("compliant", None)}
    one_of = held("permit", "licence", by="holds_any")
    assert causes(one_of, record("r1"), **given) == {"r1": ("compliant", None)}
    both = held("permit", "licence")
    assert causes(both, record("r1"), **given) == {"r1": REJECTED}


def test_nothing_is_forbidden_by_a_row_that_could_not_be_read(causes: Causes) -> None:
    found = causes(
        held("permit", must="must_not"), record("r1"),
        registers=registers(), rejected={"credentials": [PERMIT]},
    )  # fmt: skip

    assert found == {"r1": REJECTED}


def test_duty_is_in_doubt_where_its_condition_hangs_on_a_rejected_row(
    causes: Causes,
) -> None:
    where = rule(where={"actor.holds": ["permit"]}, must={"hold": {"grade": "a"}})

    found = causes(
        where, record("r1", grade="a"),
        registers=registers(), rejected={"credentials": [PERMIT]},
    )  # fmt: skip

    assert found == {"r1": REJECTED}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (PERMIT | {"kind": None}, UNSURE),
        (PERMIT | {"kind": None, "valid_from": LATER}, ("breach", None)),
        (PERMIT | {"kind": "no such kind"}, ("breach", None)),
    ],
)
def test_credential_without_a_kind_may_be_of_any(
    causes: Causes, row: Any, cause: Any
) -> None:
    found = causes(held("permit"), record("r1"), registers=registers(row))

    assert found == {"r1": cause}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "row", "cause"),
    [
        ("kind", {"entity_id": "P", "valid_from": EARLIER}, UNSURE),
        ("valid_until", PERMIT, UNSURE),
        ("valid_until", PERMIT | {"valid_from": LATER}, ("breach", None)),
        ("valid_from", {"entity_id": "P", "kind": "permit"}, UNSURE),
        (
            "valid_from",
            {"entity_id": "P", "kind": "permit", "valid_until": EARLIER},
            ("breach", None),
        ),
        ("number", PERMIT, ("compliant", None)),
    ],
)
def test_column_that_no_file_has_leaves_the_credential_open(
    causes: Causes, column: str, row: Any, cause: Any
) -> None:
    found = causes(
        held("permit"), record("r1"),
        registers=registers(row), absent={"credentials": [column]},
    )  # fmt: skip

    assert found == {"r1": cause}
