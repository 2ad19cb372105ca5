"""A rule is known by the columns that it reads, of records and of registers."""

from __future__ import annotations

from typing import Any

import pytest

from engine.evaluation.columns_read import columns_at, columns_read
from tests.engine.agreement.judges import rulebook_of
from tests.engine.agreement.pieces import rule

SHARE = {"numerator": {"sum": "kg"}, "denominator": {"sum": "kg"}}
OUTLETS = {"register": "outlets", "level": "province"}
HOLDER = {"records.counterparty_id", "credentials.kind", "credentials.valid_from",
          "credentials.valid_until", "entities.entity_id"}  # fmt: skip
OUTLET = {"outlets.operator_id", "outlets.region", "outlets.opened_on",
          "outlets.closed_on", "records.region"}  # fmt: skip


def read(**given: Any) -> set[str]:
    (one,) = rulebook_of([rule(**given)]).rules
    return {f"{table}.{column}" for table, column in columns_read(one)}


@pytest.mark.parametrize(
    ("must", "columns"),
    [
        ({"be_reported": {}}, {"records.reported_on"}),
        ({"be_alone": {"same": ["battery", "region"]}},
         {"records.battery_code", "records.region"}),
        ({"be_followed_by": {"event": "crate.moved",
                             "same": {"counterparty": "actor"}}},
         {"records.counterparty_id", "records.actor_id"}),
        ({"reach": {"measure": SHARE, "per": "year", "at_least": "50 %"}},
         {"records.kg"}),
        ({"be_covered_by": OUTLETS}, OUTLET | {"records.actor_id"}),
        ({"be_covered_by": OUTLETS | {"operator": "battery.maker_id"}},
         OUTLET | {"records.battery_code", "batteries.maker_id"}),
    ],
)  # fmt: skip
def test_form_reads_its_columns(must: dict[str, Any], columns: set[str]) -> None:
    assert read(must=must) == columns


@pytest.mark.parametrize(
    ("given", "columns"),
    [
        ({"who": "packer"}, {"records.actor_id", "entities.roles"}),
        ({"owed_by": "vehicle.maker_id"}, {"records.vin", "vehicles.maker_id"}),
        ({"owed_by": "outlet.operator_id"},
         {"records.actor_id", "outlets.operator_id", "outlets.run_by"}),
        ({"where": {"counterparty.holds": ["permit"]}}, HOLDER),
        ({"where": {"counterparty.runs_outlet_for": ["packer"]}},
         {"records.counterparty_id", "outlets.operator_id", "outlets.run_by",
          "outlets.opened_on", "outlets.closed_on", "entities.entity_id",
          "entities.roles"}),
    ],
)  # fmt: skip
def test_party_or_thing_is_read_with_what_it_is_looked_up_by(
    given: dict[str, Any], columns: set[str]
) -> None:
    assert read(must={"be_reported": {}}, **given) - {"records.reported_on"} == columns


def test_value_of_a_path_is_taken_from_its_table() -> None:
    assert columns_at("counterparty.roles") == ("entities", ["roles"])
    assert columns_at("region") == ("records", ["region"])
