"""Changes of `be_alone`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.authoring.mutation.change import Change, lift
from engine.forms.be_alone.demand import BeAlone
from engine.forms.defaults.mutations import conditions, without_conditions
from engine.forms.matching.mutations import event_changes, same_changes
from engine.rulebook import Text
from engine.rulebook.lexicon import Lexicon


def changes(
    form: BeAlone, negated: bool, lexicon: Lexicon, /
) -> Iterator[Change[BeAlone]]:
    """Change the shared columns and the releasing events; remove all of the latter."""
    pairs = tuple((column, column) for column in form.same)
    yield from lift(
        same_changes(pairs, lexicon),
        lambda same: replace(form, same=tuple(column for column, _ in same)),
        "same",
    )
    yield from lift(
        event_changes(form.until, lexicon), lambda e: replace(form, until=e), "until"
    )
    if form.until:
        description = Text("全部去掉", "all removed")
        example = Text("其间已解除的例子", "an example released in between")
        yield Change(replace(form, until=()), description, example, "until")


__all__ = [
    "changes",
    "conditions",
    "without_conditions",
]
