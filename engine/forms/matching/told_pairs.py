"""The `same` columns by which witnesses are found, where a file has them all."""

from __future__ import annotations

from engine.evaluation.absent_columns import AbsentColumns
from engine.forms.matching import Crossing, Witnessed


def told_pairs(form: Witnessed, absent: AbsentColumns) -> Crossing:
    """Return the pairs of `same` whose witness column some file has.

    By the others any record may agree, and none surely does.
    """
    return tuple(
        (mine, theirs)
        for mine, theirs in form.same
        if not absent.has("records", theirs)
    )


def untold_columns(form: Witnessed, absent: AbsentColumns) -> list[str]:
    """Name the witness columns of `same` that no file has."""
    return [theirs for _, theirs in form.same if absent.has("records", theirs)]
