"""The part `wording` of a form of demand: what the rooms that word rules ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol, cast

from engine.rulebook import Form, Text
from engine.rulebook.forms import FormType, demand_part, part_of
from engine.wording.labels import Labels

Table = Literal["SENTENCES", "COUNTERFACTUALS"]


class WordingPart(Protocol[FormType]):
    """The part `wording` of a form: its demands and the ends of its duties in words."""

    @property
    def SENTENCES(self) -> Mapping[str, Text]:  # noqa: N802 - a constant of the module
        """The sentence of each of the form's own outcomes (see `sentences`)."""

    @property
    def COUNTERFACTUALS(self) -> Mapping[str, Text]:  # noqa: N802
        """What would have met it, for the same outcomes (see `counterfactuals`)."""

    def clause(self, form: FormType, negated: bool, labels: Labels, /) -> Text:
        """Word the demand as a main clause; its subject is the record or the act."""

    def criterion(self, form: FormType, negated: bool, labels: Labels, /) -> Text:
        """Word what the demand wants to see, or not to see, as `{criterion}`."""

    def wanted(self, form: FormType, labels: Labels, /) -> Text:
        """Name the records or the ratio that the demand looks at, as `{wanted}`."""

    def bound(self, form: FormType, /) -> Text:
        """Word the bounds of a ratio, as `{bound}`; or nothing."""


def wording_part(form: Form) -> WordingPart[Form]:
    """Return how demands of the form are worded."""
    return cast("WordingPart[Form]", part_of(form, "wording"))


def merged(
    shared: Mapping[str, Text], table: Table, keys: tuple[str, ...]
) -> dict[str, Text]:
    """Return the shared sentences with those of the forms of these keys.

    ValueError where a form does not word exactly its own outcomes.
    """
    found = dict(shared)
    for key in keys:
        own: Mapping[str, Text] = getattr(part_of(key, "wording"), table)
        if differing := own.keys() ^ demand_part(key).OUTCOMES.keys():
            raise ValueError(f"form {key}: {table} and OUTCOMES differ: {differing}")
        found |= own
    return found
