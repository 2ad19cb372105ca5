"""Finds the code of the company itself in what stands above the heads of a sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.dataset.names import folded, tidy
from engine.errors import message
from engine.mapping.suggest.cells import constant
from engine.mapping.suggest.proposal import ProposedColumn
from engine.mapping.suggest.synonyms import Synonyms
from engine.rulebook.identifiers import is_uscc

_CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-Z]{18}(?![0-9A-Za-z])")
# Whose code it is stands in the cell itself, or in the one before it.
_BEFORE = 2


@dataclass(frozen=True)
class OwnCompany:
    """The titles of one sheet, and the code in them."""

    titles: Sequence[str]
    synonyms: Synonyms

    @cached_property
    def found(self) -> tuple[str, str] | None:
        """The one code in the titles, with the title that has it; None: none, or several.

        A code behind a word for another party, such as a customer, is not the company's.
        """
        found = {}
        for number, title in enumerate(self.titles):
            for match in _CODE.finditer(tidy(title)):
                before = [*self.titles[max(number - _BEFORE + 1, 0) : number]]
                label = folded("".join([*before, tidy(title)[: match.start()]]))
                if is_uscc(match[0]) and not self._is_of_other(label):
                    found[match[0]] = tidy(title)
        return next(iter(found.items())) if len(found) == 1 else None

    def _is_of_other(self, label: str) -> bool:
        others = (
            self.synonyms.parties.get(side, ()) for side in ("from", "to", "other")
        )
        return any(folded(word) in label for words in others for word in words)

    def column(self, name: str) -> ProposedColumn | None:
        """Propose the code for a column of every row; None where there is none."""
        if self.found is None:
            return None
        code, title = self.found
        why = message("mapping.why.code-in-title", text=title)
        return constant(name, code, "likely", why)
