"""Changes of `be_followed_by`."""

from __future__ import annotations

from collections.abc import Iterator

from engine.authoring.mutation.change import Change, filled
from engine.authoring.mutation.demands import MADE
from engine.forms.be_followed_by.demand import BeFollowedBy
from engine.forms.be_preceded_by.demand import BePrecededBy
from engine.forms.matching import mutations as matching
from engine.forms.matching.mutations import conditions, without_conditions
from engine.rulebook import Form
from engine.rulebook.lexicon import Lexicon


def changes(
    form: BeFollowedBy, negated: bool, lexicon: Lexicon, /
) -> Iterator[Change[Form]]:
    """Change the witness; under `must` also look for it before the trigger."""
    yield from matching.witness_changes(form, lexicon)
    if not negated:
        preceded = BePrecededBy(form.event, form.where, form.same, form.within)
        description = filled(MADE, matching.FOLLOWED, matching.PRECEDED)
        yield Change(preceded, description, matching.ONE_DAY_APART)


__all__ = [
    "changes",
    "conditions",
    "without_conditions",
]
