"""Masks: what those read who may not see personal data."""

from __future__ import annotations

import hmac
import re
from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from portal.personal.people import FORMS, is_person
from portal.personal.table import sort_of

# The maker stands in the first three characters of a VIN; they say nothing of the owner.
_MAKER = 3
_VIN = 17
_LETTERS = 10
_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{3,}")
_AS_A_DAY = re.compile("[0-9年月日:/., -]{1,19}")
# Shorter ones stand in other words by chance.
_SHORTEST = 4
_SHORTEST_NAME = 2


@dataclass
class Masks:
    """Replaces what is about a person by a pseudonym, the same for the same value.

    `vehicles` are the VINs of a check, `people` the names of its natural persons by
    their ids: what is also masked where it stands in a sentence.
    """

    key: str
    vehicles: set[str] = field(default_factory=set)
    people: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._key = sha256(f"packlaw personal {self.key}".encode()).digest()
        known = (*self.vehicles, *self.people)
        self._known = {one for one in known if len(one) >= _SHORTEST}
        self._names: dict[str, list[str]] = {}
        for names in self.people.values():
            for name in names:
                if len(name) >= _SHORTEST_NAME:
                    self._names.setdefault(name[:_SHORTEST_NAME], []).append(name)

    def cell(self, column: str, value: str) -> str:
        """Mask a cell by its column (see `columns.yaml`)."""
        sort = sort_of(column)
        if not value or sort in ("none", "key"):
            return value
        if sort == "vehicle":
            return self.vehicle(value)
        if sort == "party":
            return self.party(value)
        if sort == "text":
            return self.pseudonym("T", value)
        return self.within(value)

    def rejected(self, column: str, value: str) -> str:
        """Mask a cell that was rejected: anything may stand in it, whatever its column.

        What is written as a day or a number is shown, so that it can be put right.
        """
        if not value or (_AS_A_DAY.fullmatch(value) and not FORMS.search(value)):
            return value
        is_known = sort_of(column) in ("vehicle", "party")
        return self.cell(column, value) if is_known else self.pseudonym("T", value)

    def vehicle(self, vin: str) -> str:
        """Mask a VIN: its maker, then a pseudonym of the whole."""
        maker = vin[:_MAKER] if len(vin) == _VIN else ""
        return self.pseudonym(maker, vin)

    def party(self, party: str) -> str:
        """Mask the id of a party, where that is a natural person."""
        known_as_person = party in self.people
        return self.pseudonym("P", party) if known_as_person else self.within(party)

    def stranger(self, party: str) -> str:
        """Mask a party of which no register is at hand."""
        return self.pseudonym("P", party) if is_person(party, ()) else party

    def within(self, text: str) -> str:
        """Mask what stands in a sentence: known values, and what has a telling form."""
        text = FORMS.sub(self._by_form, text)
        text = _WORD.sub(self._by_word, text)
        for name in self._names_in(text):
            text = text.replace(name, self.pseudonym("N", name))
        return text

    def _names_in(self, text: str) -> list[str]:
        """List the names of people that stand in a text, the longest first."""
        if not self._names:
            return []
        starts = {text[at : at + _SHORTEST_NAME] for at in range(len(text))}
        named = (n for start in starts for n in self._names.get(start, ()) if n in text)
        return sorted(set(named), key=len, reverse=True)

    def pseudonym(self, prefix: str, value: str) -> str:
        """Return a pseudonym, which only the key of the portal leads to."""
        digest = hmac.new(self._key, value.encode(), sha256).digest()
        return f"{prefix}*{b32encode(digest).decode()[:_LETTERS]}"

    def _by_form(self, found: re.Match[str]) -> str:
        if found.lastgroup == "vehicle":
            return self.vehicle(found[0])
        prefix = "P" if found.lastgroup == "identity" else "T"
        return self.pseudonym(prefix, found[0])

    def _by_word(self, found: re.Match[str]) -> str:
        word = found[0]
        if word not in self._known:
            return word
        return self.vehicle(word) if word in self.vehicles else self.party(word)


def people_of(
    parties: Iterable[Mapping[str, str | None]],
) -> dict[str, list[str]]:
    """Return the natural persons among parties: their names by id.

    A party is a row of `entity_id`, `name`, `name_en`, and `roles` joined by ";".
    """
    found: dict[str, list[str]] = {}
    for row in parties:
        party, roles = row["entity_id"] or "", row.get("roles")
        if party and is_person(party, roles.split(";") if roles else ()):
            found[party] = [name for name in (row["name"], row["name_en"]) if name]
    return found
