"""What of cases those see who may not see personal data."""

from __future__ import annotations

from dataclasses import dataclass, replace

from portal.database.cases import Case
from portal.personal.masked import masks
from portal.personal.masks import Masks, people_of
from portal.web import visitor
from portal.wording.language import current_language


@dataclass(frozen=True)
class Eyes:
    """What the viewer sees of texts and of parties; without `masks` all of it."""

    masks: Masks | None

    def text(self, text: str, case: Case) -> str:
        """Return a text of a case, masked where the viewer may not see personal data.

        What has a telling form is masked in it, and what the party of the case is called
        where that is a natural person. People may have written more.
        """
        return self._of(case).within(text) if self.masks else text

    def party(self, case: Case) -> str:
        """Name the party of a case in the language of the page; "" where it is not known."""
        party = case.enterprise
        if party is None:
            return ""
        if self.masks and party.entity_id in self._of(case).people:
            return self.masks.pseudonym("P", party.entity_id)
        name = party.name_en if current_language() == "en" else None
        return self.text(name or party.name or party.entity_id, case)

    def _of(self, case: Case) -> Masks:
        assert self.masks is not None
        party = case.enterprise
        of_party = ("entity_id", "name", "name_en", "roles")
        rows = [{name: getattr(party, name) for name in of_party}] if party else []
        return replace(self.masks, people=people_of(rows))


def eyes() -> Eyes:
    """Return the eyes of who is signed in."""
    may_see = visitor.allows("personal.read")
    return Eyes(None if may_see else masks(visitor.settings().data))
