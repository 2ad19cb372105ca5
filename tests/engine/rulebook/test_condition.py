"""`path: test` pairs are read into typed tests; tests of another type are faults."""

from datetime import date
from decimal import Decimal

import pytest

from engine.rulebook import AnyOf, Condition, NoneOf, Path
from engine.rulebook import Test as Question

WHERE = "{condition: waste}\nmust"


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("{condition: waste}", Question("condition", "is", ("waste",))),
        ("{condition: [new, waste]}", Question("condition", "is", ("new", "waste"))),
        ("{condition: {not: new}}", Question("condition", "not", ("new",))),
        ("{weight: {over: 1.50}}", Question("weight", "over", (Decimal("1.5"),))),
        (
            "{checked_on: {at_least: 2026-05-01}}",
            Question("checked_on", "at_least", (date(2026, 5, 1),)),
        ),
        ("{present: false}", Question("present", "is", (False,))),
        ("{vin: {format: vin}}", Question("vin", "format", ("vin",))),
        ("{vin: {known: true}}", Question("vin", "known", (True,))),
        ("{actor.holds: permit}", Question("actor", "holds", ("permit",))),
        (
            "{counterparty.holds_any: [permit, licence]}",
            Question("counterparty", "holds_any", ("permit", "licence")),
        ),
        (
            "{counterparty.runs_outlet_for: [maker]}",
            Question("counterparty", "runs_outlet_for", ("maker",)),
        ),
        ("{actor.roles: maker}", Question("actor.roles", "is", ("maker",))),
        ("{battery.level: pack}", Question("battery.level", "is", ("pack",))),
        (
            "{actor_id: {path: battery.maker_id}}",
            Question("actor_id", "is", (Path("battery.maker_id"),)),
        ),
        (
            "{reported_on: {at_least: {path: occurred_on}}}",
            Question("reported_on", "at_least", (Path("occurred_on"),)),
        ),
        ("{document: 2026-01-01}", Question("document", "is", ("2026-01-01",))),
    ],
)
def test_test_as_asked(changed_rule, written: str, part: Question) -> None:
    assert changed_rule(WHERE, f"{written}\nmust").where == Condition((part,))


def test_known_and_is_are_two_tests_of_one_path(changed_rule) -> None:
    rule = changed_rule(WHERE, "{condition: {known: true, is: waste}}\nmust")

    assert rule.where.parts == (
        Question("condition", "known", (True,)),
        Question("condition", "is", ("waste",)),
    )


def test_alternatives_are_conditions_themselves(changed_rule) -> None:
    rule = changed_rule(
        WHERE, "{any_of: [{present: true}], none_of: [{weight: 1}]}\nmust"
    )

    assert rule.where.parts == (
        AnyOf((Condition((Question("present", "is", (True,)),)),)),
        NoneOf((Condition((Question("weight", "is", (Decimal(1),)),)),)),
    )


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{condition: wsate}",
         "where.condition: wsate is not a code of condition.  "
         "Did you mean waste (废旧)?\n"
         "  Codes: new, waste\n  They are defined in rules/vocabulary/small.yaml."),
        ("{condition: }",
         "where.condition: An empty value equals nothing.  Write {known: false}."),
        ("{weight: waste}",
         "where.weight: waste is not a number.  "
         "Write plain digits, such as 12 or 0.5."),
        ('{weight: "5"}', 'where.weight: "5" is not a number.  Remove the quotes.'),
        ("{weight: 012}",
         "where.weight: 012 is not a number.  Other programs read it as the octal "
         "number 10.  Write plain digits, such as 12 or 0.5."),
        ("{present: yes}",
         "where.present: yes is not a flag.  Write true or false."),
        ("{weight: true}",
         "where.weight: true is not a number.  Other programs read it as true or "
         "false.  Write plain digits, such as 12 or 0.5."),
        ("{checked_on: 5}",
         "where.checked_on: 5 is not a date.  Write it as YYYY-MM-DD."),
        ("{document: {at_least: 5}}",
         "where.document.at_least: document is a text.  The test at_least is for "
         "numbers and dates."),
        ("{weight: {at_leest: 5}}",
         "where.weight: at_leest is not a test.  Did you mean at_least?\n"
         "  Tests: is, not, at_least, at_most, over, under, format, known"),
        ("{weight: {format: vin}}",
         "where.weight.format: weight is a number.  The test format is for text."),
        ("{document: {path: weight}}",
         "where.document.path: document is a text and weight is a number; they cannot "
         "be compared.  Name two columns of one type."),
        ("{actor.holds: [permitt]}",
         "where.actor.holds[1]: permitt is not a credential."
         "  Did you mean permit (许可证)?\n  Credentials: licence, permit\n"
         "  They are defined in rules/vocabulary/small.yaml."),
        ("{}", "where: No condition stands here.  Name one."),
        ("{weight: {}}", "where.weight: No test stands here.  Name one."),
        ("{any_of: []}", "where.any_of: The list is empty.  Name at least one."),
        ("{condition: []}", "where.condition: The list is empty.  Name at least one."),
    ],
)  # fmt: skip
def test_fault_of_a_condition(faults_after, written: str, message: str) -> None:
    found = faults_after(WHERE, f"{written}\nmust")

    assert found == f"rules/order-1/report.yaml, line 10\n  {message}"


def test_unknown_path_names_the_nearest(faults_after) -> None:
    message = faults_after(WHERE, "{contition: waste}\nmust")

    assert "where: contition is not a path.  Did you mean condition?\n" in message
