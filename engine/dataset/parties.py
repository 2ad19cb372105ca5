"""The names of the parties that a few records lead to."""

from __future__ import annotations

import duckdb

from engine.errors import Text


def party_names(connection: duckdb.DuckDBPyConnection) -> dict[str, Text]:
    """Return the names of the parties of the records in `subject`, by entity_id.

    These are actor and counterparty, and the makers of the battery and vehicle. A name
    in one language serves for both; a party without a name is left out.
    """
    found = connection.execute(
        """SELECT entity_id, any_value(name), any_value(name_en) FROM entities
        WHERE entity_id IN (
            SELECT unnest([actor_id, counterparty_id]) FROM records
            SEMI JOIN subject USING (record_id)
            UNION SELECT maker_id FROM batteries SEMI JOIN (
                SELECT battery_code FROM records SEMI JOIN subject USING (record_id)
            ) USING (battery_code)
            UNION SELECT maker_id FROM vehicles SEMI JOIN (
                SELECT vin FROM records SEMI JOIN subject USING (record_id)
            ) USING (vin))
        GROUP BY entity_id"""
    ).fetchall()
    return {i: Text(zh or en, en or zh) for i, zh, en in found if zh or en}
