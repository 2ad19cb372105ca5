"""What is lost without a column: the rules that read it."""

from __future__ import annotations

import pytest

from engine.mapping.suggest.costs import Costs
from engine.rulebook import Rulebook


@pytest.fixture(scope="module")
def costs(rulebook: Rulebook) -> Costs:
    return Costs.of(rulebook, "order-73")


def test_rules_that_read_a_column_are_counted(costs: Costs) -> None:
    assert costs.rules("records.dismantling_info_given") == [
        "order-73/11-codes-to-maker"
    ]
    assert len(costs.rules("records.reported_on")) > 10
    assert costs.rules("records.corrects") == []


def test_rules_are_those_of_the_events(costs: Costs) -> None:
    found = costs.rules("records.battery_condition", {"battery.received"})

    assert found == ["order-73/24-7-inbound-report", "traceability-2018/14-waste-in"]
    assert costs.rules("records.battery_condition", {"vehicle.sold"}) == []


def test_rules_of_a_register(costs: Costs) -> None:
    assert costs.of_table("credentials", {"battery.dismantled"}) == [
        "order-73/18-permits"
    ]
    assert costs.of_table("credentials", {"vehicle.sold"}) == []


@pytest.mark.parametrize(
    ("event", "demanded"),
    [("battery.received", True), ("battery.dismantled", False)],
)
def test_report_is_demanded_of_some_events(
    costs: Costs, event: str, demanded: bool
) -> None:
    # The rule that nothing is reported before it has happened demands no report.
    assert costs.is_demanded("records.reported_on", {event}) is demanded


def test_nothing_is_lost_where_no_rules_are_known() -> None:
    assert Costs().rules("records.event") == []
    assert Costs().of_table("outlets", None) == []
    assert Costs().record_columns == []
