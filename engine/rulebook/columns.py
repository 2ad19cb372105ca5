"""The columns of records and registers that every dataset has, with their types.

A vocabulary adds columns to records, which are called fields.
"""

from __future__ import annotations

import re
from typing import Literal

ColumnType = Literal["text", "number", "date", "flag", "code", "roles"]

RECORD_COLUMNS: dict[str, ColumnType] = {
    "record_id": "text",
    "event": "code",
    "occurred_on": "date",
    "battery_code": "text",
    "actor_id": "text",
    "counterparty_id": "text",
    "vin": "text",
    "reported_on": "date",
    "region": "text",
    "corrects": "text",
    "recorded_on": "date",
}
# These are never empty in a record that was accepted.
REQUIRED_COLUMNS = frozenset({"record_id", "event", "occurred_on", "actor_id"})


def column_of(path: str) -> str:
    """Return the column of the table `records` that holds the values of a path.

    A vocabulary may give a field any name, so a field's column has a prefix that keeps it
    apart from the other columns. DuckDB does not distinguish `day` and `Day`; a caret
    before each capital does.
    """
    if "." in path or path in RECORD_COLUMNS:
        return path
    return "field." + re.sub("[A-Z]", r"^\g<0>", path)


# The first column of a register is its key and never empty.
REGISTERS: dict[str, dict[str, ColumnType]] = {
    "entities": {
        "entity_id": "text",
        "name": "text",
        "name_en": "text",
        "roles": "roles",
        "region": "text",
        "established_on": "date",
        "closed_on": "date",
    },
    "credentials": {
        "entity_id": "text",
        "kind": "code",
        "number": "text",
        "valid_from": "date",
        "valid_until": "date",
    },
    "batteries": {
        "battery_code": "text",
        "level": "code",
        "chemistry": "text",
        "rated_kwh": "number",
        "mass_kg": "number",
        "maker_id": "text",
        "parent_code": "text",
        "produced_on": "date",
    },
    "vehicles": {"vin": "text", "maker_id": "text", "swap_model": "flag"},
    "outlets": {
        "outlet_id": "text",
        "operator_id": "text",
        "run_by": "text",
        "region": "text",
        "opened_on": "date",
        "closed_on": "date",
    },
}
# What names a record, a thing or a party, here or in another table.
IDENTIFIERS = frozenset(
    {
        "record_id", "corrects", "battery_code", "actor_id", "counterparty_id", "vin",
        "entity_id", "maker_id", "parent_code", "outlet_id", "operator_id", "run_by",
    }
)  # fmt: skip
# An empty cell of these says something: not reported, without an end, still open.
EMPTY_SAYS_SOMETHING = frozenset({"reported_on", "valid_until", "closed_on"})
LEVELS = ("pack", "module", "cell")

# The register in which a path's first word is looked up.
REGISTER_OF = {
    "actor": "entities",
    "counterparty": "entities",
    "battery": "batteries",
    "vehicle": "vehicles",
}
SHORT_NAMES = {
    "battery": "battery_code",
    "actor": "actor_id",
    "counterparty": "counterparty_id",
}
OUTLET_OPERATOR = "outlet.operator_id"
# The paths whose value is an entity_id: of a party that may owe a duty or run an outlet.
PARTY_PATHS = (
    "actor_id",
    "counterparty_id",
    "battery.maker_id",
    "vehicle.maker_id",
    OUTLET_OPERATOR,
)
