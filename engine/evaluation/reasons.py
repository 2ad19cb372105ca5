"""The sentences on duties as columns: what is found, in both languages."""

from __future__ import annotations

import ibis

from engine.evaluation.predicates import rejected_in
from engine.evaluation.sentence_columns import sentence
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


def reasons(rows: Table) -> dict[str, Column]:
    """Return `reason_zh` and `reason_en`: what is found in a duty, in sentences.

    `rows` has `outcome`, `event`, `cause`, `last_day`, `later_report_on` and a column for
    each placeholder, but for `before_zh` and `before_en`, which are filled here.
    """
    columns = {name: rows[name] for name in rows.columns}
    return {f"reason_{language}": _reason(columns, language) for language in _LANGUAGES}


def _reason(columns: dict[str, Column], language: Language) -> Column:
    def filled(text: Text) -> Column:
        return sentence(pick(text, language), columns)

    def where_known(name: str, text: Text) -> Column:
        return ibis.cases((columns[name].notnull(), filled(text)), else_="")

    columns = columns | {f"before_{language}": where_known("last_day", BEFORE_LAST_DAY)}
    rests_on_rejected = columns["cause"].startswith(rejected_in(""))
    is_of_a_year = columns["event"].isnull()
    ends = [
        (rests_on_rejected & is_of_a_year, filled(REJECTED_ROW_OF_A_YEAR)),
        (rests_on_rejected, filled(REJECTED_ROW)),
        *(
            (columns["outcome"] == code_of(name), filled(text))
            for name, text in sentences().items()
        ),
    ]
    return ibis.cases(*ends) + where_known("later_report_on", LATER_REPORT)
