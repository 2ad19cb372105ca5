"""Who acts for an outlet is known, or a row that was not read might say otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.engine.agreement.pieces import record, rule

OUTLET = {
    "outlet_id": "O", "operator_id": "M", "run_by": "P", "opened_on": date(2020, 1, 1),
}  # fmt: skip
RUNS = rule(must={"hold": {"counterparty.runs_outlet_for": ["shop"]}})
OPERATED = rule(must={"hold": {"outlet.operator_id": "M"}})
TOLD = rule(must={"hold": {"outlet.operator_id": {"known": True}}})
ENTITIES = [{"entity_id": "M", "roles": ["shop"]}, {"entity_id": "P"}]
REJECTED, BREACH, MET = (
    ("undetermined", "rejected"),
    ("breach", None),
    ("compliant", None),
)
UNSURE = ("undetermined", "counterparty.runs_outlet_for")

Causes = Callable[..., dict[str, Any]]


def supplied(**given: Any) -> dict[str, Any]:
    return record("r1", actor_id="X", counterparty_id="P", **given)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("accepted", "rejected", "cause"),
    [
        ([], OUTLET, REJECTED),
        ([], OUTLET | {"run_by": None, "outlet_id": "P"}, REJECTED),
        ([], OUTLET | {"run_by": "Q"}, BREACH),
        ([], OUTLET | {"run_by": None}, BREACH),
        ([OUTLET], OUTLET, MET),
        # A party that is found among the outlets is decided there.
        ([OUTLET | {"closed_on": date(2021, 1, 1)}], OUTLET, BREACH),
    ],
)
def test_rejected_row_might_be_the_outlet_that_a_party_runs(
    causes: Causes, accepted: Any, rejected: Any, cause: Any
) -> None:
    found = causes(
        RUNS, supplied(), registers={"entities": ENTITIES, "outlets": accepted},
        rejected={"outlets": [rejected]},
    )  # fmt: skip

    assert found == {"r1": cause}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("accepted", "column", "cause"),
    [
        ([OUTLET], "closed_on", UNSURE),
        ([OUTLET | {"opened_on": date(2025, 1, 1)}], "closed_on", BREACH),
        ([OUTLET | {"opened_on": None}], "opened_on", UNSURE),
        ([OUTLET | {"run_by": None}], "run_by", UNSURE),
        ([OUTLET | {"run_by": None, "opened_on": date(2025, 1, 1)}], "run_by", BREACH),
        ([OUTLET | {"run_by": None, "operator_id": "P"}], "run_by", UNSURE),
        ([OUTLET | {"outlet_id": "P", "run_by": None}], "run_by", MET),
        ([], "run_by", BREACH),
        ([OUTLET | {"operator_id": None}], "operator_id", UNSURE),
    ],
)
def test_column_that_no_file_has_leaves_open_who_runs_an_outlet(
    causes: Causes, accepted: Any, column: str, cause: Any
) -> None:
    found = causes(
        RUNS, supplied(), registers={"entities": ENTITIES, "outlets": accepted},
        absent={"outlets": [column]},
    )  # fmt: skip

    assert found == {"r1": cause}


@pytest.mark.slow
@pytest.mark.parametrize("one", [OPERATED, TOLD])
@pytest.mark.parametrize(
    ("rejected", "cause"),
    [
        ({"outlet_id": "O2", "run_by": "P"}, REJECTED),
        ({"outlet_id": "P", "run_by": None}, REJECTED),
        ({"outlet_id": "O2", "run_by": None}, MET),
    ],
)
def test_rejected_row_might_be_a_second_outlet_of_the_actor(
    causes: Causes, one: Any, rejected: Any, cause: Any
) -> None:
    found = causes(
        one, record("r1"), registers={"outlets": [OUTLET]},
        rejected={"outlets": [rejected]},
    )  # fmt: skip

    assert found == {"r1": cause}


@pytest.mark.slow
@pytest.mark.parametrize("one", [OPERATED, TOLD])
@pytest.mark.parametrize("column", ["run_by", "operator_id"])
def test_operator_is_unknown_without_the_columns_that_name_him(
    causes: Causes, one: Any, column: str
) -> None:
    row = OUTLET | {"outlet_id": "P" if column == "operator_id" else "O", column: None}

    found = causes(
        one, record("r1"), absent={"outlets": [column]}, registers={"outlets": [row]}
    )

    assert found == {"r1": ("undetermined", "outlet.operator_id")}


def test_only_outlet_there_is_needs_no_word_of_who_runs_it(causes: Causes) -> None:
    row = OUTLET | {"outlet_id": "P", "run_by": None}

    found = causes(
        OPERATED, record("r1"), absent={"outlets": ["run_by"]},
        registers={"outlets": [row]},
    )  # fmt: skip

    assert found == {"r1": MET}


def test_actor_of_several_outlets_has_no_one_operator_whatever_was_rejected(
    causes: Causes,
) -> None:
    accepted = [OUTLET, OUTLET | {"outlet_id": "O2"}]

    found = causes(
        TOLD, record("r1"), registers={"outlets": accepted},
        rejected={"outlets": [OUTLET | {"outlet_id": "O3"}]},
    )  # fmt: skip

    assert found == {"r1": BREACH}
