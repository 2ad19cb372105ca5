"""The sentences on duties as columns: what is found, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import ibis

from engine.evaluation.predicates import rejected_in
from engine.evaluation.sentence_columns import filler
from engine.rulebook import Text
from engine.rulebook.outcomes import code_of
from engine.tables.store import Column, Table
from engine.wording.sentences import (
    BEFORE_LAST_DAY,
    LATER_REPORT,
    REJECTED_ROW,
    REJECTED_ROW_OF_A_YEAR,
    sentences,
)
from engine.wording.terms import Language, pick

_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def reasons(rows: Table, outcomes: Iterable[str]) -> dict[str, Column]:
    """Return `reason_zh` and `reason_en`: what is found in a duty, in sentences.

    `rows` has `outcome`, `event`, `cause`, `last_day`, `later_report_on` and a column for
    each placeholder, but for `before_zh` and `before_en`, which are filled here. No duty
    ends otherwise than by one of the `outcomes`.
    """
    columns = {name: rows[name] for name in rows.columns}
    worded = {name: sentences()[name] for name in outcomes}
    return {
        f"reason_{language}": _reason(columns, worded, language)
        for language in _LANGUAGES
    }


def _reason(
    columns: dict[str, Column], worded: Mapping[str, Text], language: Language
) -> Column:
    fill = filler(columns)

    def where_known(name: str, text: Text) -> Column:
        known = columns[name].notnull()
        return ibis.cases((known, fill(pick(text, language))), else_="")

    columns[f"before_{language}"] = where_known("last_day", BEFORE_LAST_DAY)
    rests_on_rejected = columns["cause"].startswith(rejected_in(""))
    is_of_a_year = columns["event"].isnull()
    of_a_year = fill(pick(REJECTED_ROW_OF_A_YEAR, language))
    ends = [
        (rests_on_rejected & is_of_a_year, of_a_year),
        (rests_on_rejected, fill(pick(REJECTED_ROW, language))),
        *(
            (columns["outcome"] == code_of(name), fill(pick(text, language)))
            for name, text in worded.items()
        ),
    ]
    return ibis.cases(*ends) + where_known("later_report_on", LATER_REPORT)
