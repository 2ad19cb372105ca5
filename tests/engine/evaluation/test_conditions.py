"""Conditions over columns answer true, unknown or false."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import ibis
import pytest

from engine.evaluation.conditions import FALSE, TRUE, UNKNOWN, Row, as_number, truth
from engine.rulebook import AnyOf, Condition, NoneOf, Path
from engine.rulebook import Test as Question
from engine.tables.store import Column

ROWS = ibis.table(
    {
        "grade": "string",
        "note": "string",
        "kg": "decimal(38, 12)",
        "roles": "array<string>",
    },
    name="rows",
)
ONE_ROW = """CREATE TABLE rows AS SELECT 'a' AS grade, NULL::VARCHAR AS note,
    0.3::DECIMAL(38, 12) AS kg, ['shop'] AS roles"""


class OneRow(Row):
    """The one row of the table, as a condition sees it."""

    def column(self, path: str) -> Column:
        return ROWS[path]

    def holding(self, party: str, kind: str) -> Column:
        return ibis.literal(kind == "permit")

    def runs_outlet_for(self, roles: tuple[str, ...]) -> Column:
        return ibis.null("boolean")


A = Question("grade", "is", ("a",))
UNSURE = Question("note", "is", ("a",))
B = Question("grade", "is", ("b",))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), TRUE),
        ((A,), TRUE),
        ((A, UNSURE), UNKNOWN),
        ((B, UNSURE), FALSE),
        ((AnyOf((Condition((A,)), Condition((UNSURE,)))),), TRUE),
        ((AnyOf((Condition((B,)), Condition((UNSURE,)))),), UNKNOWN),
        ((NoneOf((Condition((A,)), Condition((UNSURE,)))),), FALSE),
        ((NoneOf((Condition((B,)), Condition((UNSURE,)))),), UNKNOWN),
        ((Question("grade", "not", ("b", Path("note"))),), UNKNOWN),
        ((Question("note", "known", (False,)),), TRUE),
        ((Question("kg", "at_least", (Decimal("0.3"),)),), TRUE),
        ((Question("kg", "over", (Decimal("0.300000000000"),)),), FALSE),
        ((Question("roles", "is", ("shop", "packer")),), TRUE),
        ((Question("roles", "not", ("shop",)),), FALSE),
        ((Question("actor", "holds", ("permit", "licence")),), FALSE),
        ((Question("actor", "holds_any", ("permit", "licence")),), TRUE),
        ((Question("counterparty", "runs_outlet_for", ("shop",)),), UNKNOWN),
    ],
)
def test_truth_is_three_valued(parts: tuple[Question, ...], expected: int) -> None:
    connection = duckdb.connect()
    connection.execute(ONE_ROW)
    answer = as_number(truth(Condition(parts), OneRow()))

    sql = ibis.to_sql(ROWS.select(answer=answer), dialect="duckdb")

    assert connection.execute(sql).fetchall() == [(expected,)]
