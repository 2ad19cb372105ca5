"""Changes of `be_preceded_by`."""

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
    form: BePrecededBy, negated: bool, lexicon: Lexicon, /
) -> Iterator[Change[Form]]:
    """Change the witness, and look for it after the trigger."""
    yield from matching.witness_changes(form, lexicon)
    followed = BeFollowedBy(form.event, form.where, form.same, form.within)
    description = filled(MADE, matching.PRECEDED, matching.FOLLOWED)
    yield Change(followed, description, matching.ONE_DAY_APART)


__all__ = [
    "changes",
    "conditions",
    "without_conditions",
]
