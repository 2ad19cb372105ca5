"""Changes of `be_covered_by`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from engine.authoring.mutation.change import Change, WordChanges, lift
from engine.forms.be_covered_by.demand import BeCoveredBy
from engine.forms.defaults.mutations import conditions, without_conditions
from engine.rulebook import Text
from engine.rulebook.columns import PARTY_PATHS
from engine.rulebook.lexicon import Lexicon
from engine.wording.labels import Labels

Level = Literal["province", "prefecture"]
_OTHER_LEVEL: dict[Level, Level] = {
    "province": "prefecture",
    "prefecture": "province",
}


def changes(
    form: BeCoveredBy, negated: bool, lexicon: Lexicon, /
) -> Iterator[Change[BeCoveredBy]]:
    """Change the level of region and whose outlet it is."""
    level = _OTHER_LEVEL[form.level]
    yield Change(
        replace(form, level=level),
        Text(f"“{form.level}”改为“{level}”", f"“{form.level}” made “{level}”"),
        Text(
            "网点在同省不同地市的例子",
            "an example with an outlet in another prefecture of the province",
        ),
        "level",
    )
    labels = Labels(lexicon.vocabulary, {})
    names = {path: labels.label(path) for path in PARTY_PATHS}
    example = Text("网点属于“{}”的例子", "an example whose outlet is of “{}”")
    yield from lift(
        WordChanges(names, example).of((form.operator,)),
        lambda operators: replace(form, operator=operators[0]),
        "operator",
    )


__all__ = [
    "changes",
    "conditions",
    "without_conditions",
]
