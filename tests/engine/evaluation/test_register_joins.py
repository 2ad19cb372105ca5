"""Registers answer for parties, permits and outlets, or say that they cannot."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.engine.agreement.pieces import agreed, life, record, rule

DAY = date(2024, 1, 31)
EARLIER, LATER = date(2024, 1, 30), date(2024, 2, 1)


def hold(**conditions: Any) -> dict[str, Any]:
    return {"hold": {path.replace("__", "."): t for path, t in conditions.items()}}


def permit(party: str, **days: date) -> dict[str, Any]:
    return {"entity_id": party, "kind": "permit", **days}


def test_permit_counts_on_both_its_end_days() -> None:
    parties = [{"entity_id": name} for name in "PQX"]
    rows = [record(name, actor_id=name) for name in ("P", "Q", "X", "Y", "Z")]
    permits = [
        permit("P", valid_from=DAY, valid_until=DAY),
        permit("Q", valid_from=LATER),
        permit("X", valid_from=EARLIER, valid_until=EARLIER),
        permit("Y", valid_from=EARLIER),
    ]
    one = rule(must=hold(actor__holds=["permit"]))

    found = agreed(one, life(*rows, entities=parties, credentials=permits))

    verdicts = {name: said[0] for name, said in found.items()}
    assert verdicts == {
        "P": "compliant", "Q": "breach", "X": "breach",
        "Y": "compliant", "Z": "undetermined",
    }  # fmt: skip


def test_no_permit_can_be_missing_when_there_is_no_register_of_them() -> None:
    one = rule(must=hold(actor__holds=["permit"]))

    found = agreed(one, life(record("r1"), entities=[{"entity_id": "P"}]))

    assert found["r1"][0] == "undetermined"


def test_outlet_operator_is_known_when_the_actor_is_one_outlet_only() -> None:
    outlets = [
        {"outlet_id": "O1", "operator_id": "M", "run_by": "P"},
        {"outlet_id": "O2", "operator_id": "N", "run_by": "Q"},
        {"outlet_id": "O3", "operator_id": "N", "run_by": "Q"},
    ]
    rows = [record(name, actor_id=name) for name in ("O1", "P", "Q", "X")]
    one = rule(must=hold(outlet__operator_id="M"))

    found = agreed(one, life(*rows, outlets=outlets))

    assert [found[name][0] for name in ("O1", "P", "Q", "X")] == [
        "compliant", "compliant", "undetermined", "undetermined",
    ]  # fmt: skip


def test_outlet_covers_a_region_only_as_far_as_both_are_told() -> None:
    rows = [
        record(name, actor_id=name, region=region)
        for name, region in (("P", "4201"), ("Q", "4201"), ("X", "42"), ("Y", "4301"))
    ]
    outlets = [
        {"outlet_id": name, "operator_id": name, "region": region, "opened_on": DAY}
        for name, region in (("P", "420100"), ("Q", "42"), ("X", "42"), ("Y", "42"))
    ]
    one = rule(must={"be_covered_by": {"register": "outlets", "level": "prefecture"}})

    found = agreed(one, life(*rows, outlets=outlets))

    assert [found[name][0] for name in "PQXY"] == [
        "compliant", "undetermined", "undetermined", "breach",
    ]  # fmt: skip
