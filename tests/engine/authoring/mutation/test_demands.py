"""Every form of demand is changed in everything that it states."""

from __future__ import annotations

import pytest

SUMS = "measure: {numerator: {sum: weight, where: {present: true}}, denominator: {sum: weight}}"


@pytest.mark.parametrize(
    ("written", "changes"),
    [
        ("must: {be_followed_by: {event: battery.sold, same: [battery, vin], within: 1 day}}",
         ["“must” made “must not”",
          "event “Sold” swapped for “Labelled”", "event made any event",
          "same “Battery code” dropped", "same “Battery code” made “Actor”",
          "same “Battery code” made “Counterparty”", "same “Vehicle (VIN)” dropped",
          "same “Vehicle (VIN)” made “Actor”",
          "same “Vehicle (VIN)” made “Counterparty”", "same “Actor” added",
          "same “Counterparty” added", "within “1 day” made “2 days”",
          "within “1 day” made “1 working day”", "within “1 day” removed",
          "“followed by” made “preceded by”"]),
        ("must: {be_preceded_by: {event: [battery.sold, battery.labelled], "
         "where: {present: true}, same: {counterparty: actor}}}",
         ["event “Sold” dropped", "event “Sold” swapped for “Received”",
          "event “Labelled” dropped", "event “Labelled” swapped for “Received”",
          "event made any event", "where [“Present” is “yes”] removed",
          "where [“Present” is “yes”] inverted", "same “Counterparty” made “Battery code”",
          "same “Counterparty” made “Actor”", "same “Counterparty” made “Vehicle (VIN)”",
          "same “Actor” made “Counterparty”", "same “Battery code” added",
          "same “Actor” added", "same “Vehicle (VIN)” added",
          "“preceded by” made “followed by”"]),
        ("must: {be_alone: {same: [vin], until: battery.sold}}",
         ["same “Vehicle (VIN)” made “Battery code”", "same “Vehicle (VIN)” made “Actor”",
          "same “Vehicle (VIN)” made “Counterparty”", "same “Battery code” added",
          "same “Actor” added", "same “Counterparty” added",
          "until “Sold” swapped for “Labelled”", "until made any event",
          "until all removed"]),
        (f"must: {{reach: {{{SUMS}, per: year, at_least: '98 %'}}}}",
         ["measure numerator and denominator exchanged",
          "measure.numerator.where [“Present” is “yes”] removed",
          "measure.numerator.where [“Present” is “yes”] inverted",
          "at_least “0.98” made “0.97”", "at_least “0.98” made “0.99”",
          "at_least made at_most"]),
        ("must: {be_covered_by: {register: outlets, level: prefecture}}",
         ["level “prefecture” made “province”",
          "operator “Actor” swapped for “Counterparty”"]),
    ],
)  # fmt: skip
def test_each_thing_stated_is_changed(
    described, written: str, changes: list[str]
) -> None:
    key = written.split(":")[0]

    assert described(key, must=written) == changes


def test_both_bounds_of_a_ratio_are_dropped_in_turn(described) -> None:
    bounds = "at_least: 0.5, at_most: 1"

    changes = described(
        "must", must=f"must: {{reach: {{{SUMS}, per: year, {bounds}}}}}"
    )

    assert changes[-6:] == [
        "at_least “0.5” made “0.4”", "at_least “0.5” made “0.6”", "at_least removed",
        "at_most “1” made “0”", "at_most “1” made “2”", "at_most removed",
    ]  # fmt: skip
