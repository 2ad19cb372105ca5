"""From the text of a cell to a typed value; None where the cell is empty."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

SHANGHAI = timezone(timedelta(hours=8))
FLAGS = {"true": True, "yes": True, "1": True, "是": True} | {
    "false": False,
    "no": False,
    "0": False,
    "否": False,
}

RECORD_COLUMNS = {
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

REGISTER_COLUMNS = {
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


def settle(cell: Any, kind: str) -> Any:
    """Type one cell as text, code, number, date, flag or roles."""
    if cell is None or cell == "" or cell == []:
        return None
    if kind == "number":
        return Fraction(Decimal(str(cell)))
    if kind == "date":
        return settle_date(cell)
    if kind == "flag":
        return FLAGS[str(cell).lower()]
    if kind == "roles":
        return settle_roles(cell)
    return str(cell)


def settle_date(cell: Any) -> date:
    """Read a date; a timestamp is cut to its day in Shanghai."""
    if isinstance(cell, str) and len(cell) > 10:
        cell = datetime.fromisoformat(cell)
    if isinstance(cell, datetime):
        return (cell.astimezone(SHANGHAI) if cell.tzinfo else cell).date()
    return cell if isinstance(cell, date) else date.fromisoformat(str(cell))


def settle_roles(cell: Any) -> tuple[str, ...] | None:
    """Split roles joined by semicolons; no role at all means that they are unknown."""
    words = cell.split(";") if isinstance(cell, str) else cell
    return tuple(word.strip() for word in words if word.strip()) or None


def settle_row(row: dict[str, Any], kinds: dict[str, str]) -> dict[str, Any]:
    """Type every known column of a row; a column it lacks is unknown."""
    return {column: settle(row.get(column), kind) for column, kind in kinds.items()}
