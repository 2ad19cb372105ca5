"""What findings show of the forms that match a trigger with a witness."""

from __future__ import annotations

from collections.abc import Mapping

import ibis

from engine.evaluation.absent_columns import AbsentColumns
from engine.evaluation.predicates import leaves_of, path_of
from engine.forms.matching import Witnessed
from engine.forms.matching.told_pairs import untold_columns
from engine.rulebook import Condition
from engine.tables.store import Column


def missing_in_witness(
    form: Witnessed, absent: AbsentColumns, *outcomes: str
) -> Mapping[str, Column]:
    """Name, for outcomes left open by a witness, the first column its `where` reads.

    A `same` column that no file has comes first. Without a condition it is the calendar
    that leaves them open.
    """
    untold = untold_columns(form, absent)
    name = untold[0] if untold else _first_path(form.where)
    return dict.fromkeys(outcomes, ibis.literal(name))


def _first_path(condition: Condition) -> str:
    for part in condition.parts:
        for leaf in leaves_of(part):
            return path_of(leaf)
    return "calendar"
