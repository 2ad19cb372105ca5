"""A boundary is closed when examples stand on both sides of it."""

import pytest

from engine.rulebook.boundaries import open_boundaries

RECEIVED = "{event: battery.received, occurred_on: %s}"
SOLD = "{event: battery.sold, occurred_on: %s}"
BEFORE = ("no_duty", RECEIVED % "2026-03-31")


def measured(column: str, value: object) -> str:
    return f"{{event: battery.received, occurred_on: 2026-05-01, {column}: {value}}}"


def found(rule) -> list[str]:
    return [str(message) for message in open_boundaries(rule)]


def test_none_is_open_in_a_whole_set_of_examples(rule_with) -> None:
    assert found(rule_with()) == []


# The last day in time


@pytest.mark.parametrize("within", ["29 days", "31 days", "30 days"])
def test_due_day_is_closed_by_the_day_in_time_and_the_day_after(
    rule_with, within
) -> None:
    rule = rule_with(must=f"must: {{be_reported: {{within: {within}}}}}")

    # May 31st and June 1st lie beside each other, so some boundary is between them.
    assert found(rule) == []


def test_due_day_is_open_without_the_day_after(rule_with, examples) -> None:
    rule = rule_with(
        examples=examples(
            BEFORE,
            ("compliant", measured("reported_on", "2026-05-31")),
            ("breach", measured("reported_on", "2026-06-02")),
        )
    )

    assert found(rule) == [
        "No two examples stand on both sides of 30 days: one done on the last day in "
        "time, one on the day after."
    ]


def test_due_day_in_days_is_closed_from_two_starts(rule_with, examples) -> None:
    late = "{event: battery.received, occurred_on: 2026-06-01, reported_on: 2026-07-02}"
    rule = rule_with(
        examples=examples(
            BEFORE,
            ("compliant", measured("reported_on", "2026-05-31")),
            ("breach", late),
        )
    )

    assert found(rule) == []


@pytest.mark.parametrize(
    ("demand", "in_time", "late"),
    [
        ("must: {be_followed_by", "compliant", "breach"),
        ("must_not: {be_followed_by", "breach", "compliant"),
    ],
)
def test_due_day_of_a_witness_has_both_sides(
    rule_with, examples, demand, in_time, late
) -> None:
    demand += ": {event: battery.sold, within: 3 months}}"
    trigger = RECEIVED % "2026-05-01"
    sides = [
        (in_time, f"{trigger}, {SOLD % '2026-08-01'}"),
        (late, f"{trigger}, {SOLD % '2026-08-02'}"),
    ]

    assert found(rule_with(must=demand, examples=examples(BEFORE, *sides))) == []
    assert list(found(rule_with(must=demand, examples=examples(BEFORE, sides[0]))))


def test_due_day_counts_from_the_predecessor(rule_with, examples) -> None:
    trigger = RECEIVED % "2026-05-15"
    rule = rule_with(
        must="must: {be_preceded_by: {event: battery.sold, within: 5 working days}}",
        examples=examples(
            BEFORE,
            ("compliant", f"{trigger}, {SOLD % '2026-05-08'}"),
            ("breach", f"{trigger}, {SOLD % '2026-05-07'}"),
        ),
    )

    assert found(rule) == []


# The days in force


def test_days_in_force_have_an_example_on_each_side(rule_with, examples) -> None:
    rule = rule_with(
        effective="effective: {from: 2026-04-01, until: 2027-01-01}",
        must="must: {be_reported: {}}",
        examples=examples(("no_duty", RECEIVED % "2027-01-01")),
    )

    assert found(rule) == [
        "No example stands before effective.from, 2026-04-01.",
        "No example stands within effective.",
    ]


def test_last_day_in_force_has_an_example_after_it(rule_with, examples) -> None:
    rule = rule_with(
        effective="effective: {from: 2026-04-01, until: 2027-01-01}",
        must="must: {be_reported: {}}",
        examples=examples(BEFORE, ("pending", RECEIVED % "2026-12-31")),
    )

    assert found(rule) == ["No example stands on or after effective.until, 2027-01-01."]


# Bounds


@pytest.mark.parametrize(
    ("test", "values", "message"),
    [
        ("{weight: {at_least: 5}}", (5, 4), None),
        ("{weight: {at_least: 5}}", (5, 6),
         "No example stands below 5: weight at_least."),
        ("{weight: {at_most: 5}}", (5, 6), None),
        ("{weight: {over: 5}}", (5, "5.1"), None),
        ("{weight: {under: 5}}", ("5.0", 4), None),
        ("{weight: {under: 5}}", (6, 4),
         "No example stands on the bound: weight under 5."),
    ],
)  # fmt: skip
def test_bound_has_an_example_on_it_and_past_it(
    rule_with, examples, test, values, message
) -> None:
    written = examples(BEFORE, *(("breach", measured("weight", v)) for v in values))
    rule = rule_with(must=f"must: {{hold: {test}}}", examples=written)

    assert found(rule) == ([message] if message else [])


def test_bound_may_be_another_column(rule_with, examples) -> None:
    rule = rule_with(
        must="must: {hold: {reported_on: {at_least: {path: occurred_on}}}}",
        examples=examples(
            BEFORE,
            ("compliant", measured("reported_on", "2026-05-01")),
            ("breach", measured("reported_on", "2026-04-30")),
        ),
    )

    assert found(rule) == []


def test_bound_may_lie_in_a_register(rule_with, examples) -> None:
    rule = rule_with(
        where="where: {battery.produced_on: {at_least: 2018-08-01}}",
        must="must: {be_reported: {}}",
        examples=examples(BEFORE, ("pending", RECEIVED % "2026-05-01")),
    )

    assert found(rule) == [
        "No example stands below 2018-08-01: battery.produced_on at_least."
    ]


def test_ratio_has_an_example_on_its_bound_and_past_it(rule_with, examples) -> None:
    def year(new: str) -> str:
        parts = (("waste", "100"), ("new", new))
        return ", ".join(
            f"{{event: battery.received, occurred_on: 2026-05-01, condition: {c}, "
            f"weight: {w}}}"
            for c, w in parts
        )

    demand = (
        "must: {reach: {measure: {numerator: {sum: weight, where: {condition: new}}, "
        "denominator: {sum: weight, where: {condition: waste}}}, per: year, "
        'at_least: "98 %"}}'
    )
    reached = ("compliant", year("98"))
    where = "where: {vin: {known: false}}"

    closed = rule_with(
        where=where, must=demand, examples=examples(reached, ("breach", year("97.9")))
    )
    open_ = rule_with(where=where, must=demand, examples=examples(reached))

    assert found(closed) == []
    assert found(open_) == ["No example stays below 0.98."]
