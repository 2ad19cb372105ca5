"""Names the parties of a run, their roles and their provinces, in one language."""

from __future__ import annotations

from engine.errors import Text
from reports.fonts import Marker
from reports.run import NOT_REGISTERED, Party, RunFolder
from reports.words import Words

NOT_NAMED = Text("记录未写明主体", "Party not named in the records")


class Parties:
    """Words the parties of one run; a party that the records do not name is None."""

    def __init__(self, folder: RunFolder, words: Words) -> None:
        self._folder = folder
        self._words = words
        self._marked = Marker()
        self._labels = folder.labels

    def of(self, party: str | None) -> Party | None:
        """Return a party; None for one that is not named."""
        # Ids come from tables as they are; those of a run folder are marked.
        return None if party is None else self._folder.party(self._marked(party))

    def name(self, party: str | None) -> str:
        """Return its name, or its id where it has none."""
        known = self.of(party)
        return self._words(known.name if known else NOT_NAMED)

    def roles(self, party: str | None) -> str:
        """Return all its roles as one name, so that none of its duties counts twice."""
        known = self.of(party)
        roles = self._labels.value("actor.roles", [*known.roles] if known else None)
        return self._words(roles) if roles else self._not_registered(party)

    def province(self, party: str | None) -> str:
        """Return the name of the province that it is registered in."""
        known = self.of(party)
        return (known and self._words(known.province)) or self._not_registered(party)

    def _not_registered(self, party: str | None) -> str:
        return self._words(NOT_NAMED if party is None else NOT_REGISTERED)
