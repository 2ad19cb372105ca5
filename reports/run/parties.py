"""The parties of a run: their names, roles and region, as the register has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import Text
from engine.wording.labels import party_name
from engine.wording.provinces import province_name
from reports.folder import Content

# Of a role or a region that the register lacks.
NOT_REGISTERED = Text("未登记", "not registered")


@dataclass(frozen=True)
class Party:
    """A party; `name` is its id where it has none, `roles` are codes, `region` may be "".

    `called` has the id behind the name.
    """

    id: str
    name: Text
    called: Text
    roles: tuple[str, ...] = ()
    region: str = ""

    @property
    def province(self) -> Text:
        """The name of its province; the code where that is none, "" without a region."""
        return province_name(self.region)


def parties_of(rows: Sequence[Content]) -> dict[str, Party]:
    """Return the parties of the rows of `parties.parquet` by id.

    Those of a run from before roles and regions were kept have neither.
    """
    return {row["entity_id"]: _party(row) for row in rows}


def _party(row: Content) -> Party:
    party, zh, en = row["entity_id"], row["name"], row["name_en"]
    roles = tuple(filter(None, (row.get("roles") or "").split(";")))
    name = Text(zh or en or party, en or zh or party)
    return Party(party, name, party_name(party, row), roles, row.get("region") or "")
