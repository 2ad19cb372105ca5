"""Finds which values of a dataset are those of a person whose data is to be erased."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.dataset import Dataset as Opened
from engine.dataset import open_dataset
from engine.errors import UsageError
from engine.files.limits import Limits
from engine.files.progress import no_progress
from portal.database.models import Dataset
from portal.mapping.applying import applied
from portal.personal.people import is_person
from portal.settings import Settings
from portal.storage.rulebooks import current_rulebook

# Shorter ones would be found in other words.
SHORTEST = 3
_NAMES = "SELECT name, name_en FROM entities WHERE entity_id = $value"
_BESIDE = (
    "SELECT vin, actor_id, counterparty_id FROM records WHERE battery_code = $value"
)
_ROLES = """SELECT array_to_string(any_value(roles), ';') FROM entities
    WHERE entity_id = $value"""


@dataclass(frozen=True)
class Asked:
    """An erasure that is asked for: of which dataset, which values, by whom, and why.

    `battery`: also the vehicles and the natural persons that stand beside it.
    """

    organisation_id: int
    dataset_key: str
    values: tuple[str, ...]
    battery: str
    by: str
    reason: str


def people_in(
    settings: Settings, dataset: Dataset, asked: Asked, room: Path
) -> tuple[str, ...]:
    """Return the values, what stands beside the battery, and the names of all of them.

    UsageError where there is none, or one is too short to be found by itself.
    DatasetError or MappingError where the dataset cannot be read.
    """
    limits = Limits(memory=f"{settings.check_mb}MB", scratch=room)
    options = {"mapping": dataset.mapping} if dataset.mapping else {}
    values = [value.strip() for value in asked.values]
    vocabularies = current_rulebook(settings).vocabularies
    with (
        applied(settings, dataset.content_hash, options, limits, no_progress) as source,
        open_dataset(source.path, vocabularies, limits=limits) as opened,
    ):
        tables = _Tables(opened)
        if asked.battery:
            values += tables.beside(asked.battery.strip())
        values += [name for value in values for name in tables.find(_NAMES, value)]
    found = tuple(dict.fromkeys(value for value in values if value))
    if not found or min(map(len, found)) < SHORTEST:
        raise UsageError("admin.erase-short", count=SHORTEST)
    return found


class _Tables:
    """The tables of a dataset, asked for what stands beside a value."""

    def __init__(self, opened: Opened) -> None:
        self.connection = opened.connection

    def find(self, sql: str, value: str) -> list[str]:
        """Return every cell that a query finds for a value."""
        rows = self.connection.execute(sql, {"value": value}).fetchall()
        return [cell for row in rows for cell in row if cell]

    def beside(self, battery: str) -> list[str]:
        """Return the vehicles of a battery, and the natural persons who had to do with it."""
        rows = self.connection.execute(_BESIDE, {"value": battery}).fetchall()
        vehicles = [row[0] for row in rows if row[0]]
        parties = {cell for row in rows for cell in row[1:] if cell}
        people = (p for p in sorted(parties) if is_person(p, self._roles(p)))
        return [*vehicles, *people]

    def _roles(self, party: str) -> list[str]:
        return [role for text in self.find(_ROLES, party) for role in text.split(";")]
