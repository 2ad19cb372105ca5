"""Groups the findings of a rule: like ones are the rows of one table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.errors import Text
from engine.rulebook import Rule
from engine.wording.remedies import remedy_words
from engine.wording.terms import NOT_KEPT, OF_THE_YEAR, VERDICTS
from reports.findings.fields import FieldReader, RowValues
from reports.findings.table import divide, fit
from reports.findings.values import Group
from reports.folder import Content
from reports.run import RunFolder
from reports.words import Words

_LATE = Text("逾期完成", "Done after the last day")
_MISSING = Text("期满未完成", "Not done, and the last day has passed")
_DAYS = Text("日数的推算", "How the days were counted")
_SHOWN = Text("记录显示", "What the record shows")
_FIRST = Text("（首行）", ", first row")
# Sentences of like findings end alike but for their numbers.
_NUMBERS = re.compile(r"\d[\d-]*")


def groups_of(
    folder: RunFolder, rule: Rule, rows: Sequence[Content], words: Words
) -> list[Group]:
    """Return the rows of findings of a rule as tables of like ones, in their order.

    Like ones have the same verdict, the same cause where they are undetermined, and end
    in the same way: done late, not done, or what the rule's demand asks not being so.
    """
    alike: dict[tuple[object, ...], list[Content]] = {}
    for row in rows:
        alike.setdefault(_likeness(row), []).append(row)
    reader = FieldReader(folder, rule, words)
    return [_group(reader, found) for found in alike.values()]


def _likeness(row: Content) -> tuple[object, ...]:
    known = [row[name] is None for name in ("due_on", "done_on", "witness_id")]
    end = "" if row["due_on"] is None else row["reason_zh"].rpartition("；")[2]
    return (row["verdict"], row["missing_field"], *known, _NUMBERS.sub("0", end))


def _group(reader: FieldReader, rows: Sequence[Content]) -> Group:
    words, first = reader.words, rows[0]
    values = [reader.values(row) for row in rows]
    same, columns = divide(reader.fields(values))
    fitted, cells, lines = fit(columns)
    verdict = first["verdict"]
    remedy = remedy_words(first, reader.rule, reader.labels)
    label = words(_DAYS if first["due_on"] else _SHOWN)
    return Group(
        verdict=verdict,
        name=_name(first, words),
        same=same,
        sentence_label=label + (words(_FIRST) if len(rows) > 1 else ""),
        sentence=first[f"reason_{words.language}"],
        note=_note(values[0], words),
        remedy="" if verdict == "breach" else words(remedy),
        columns=fitted,
        rows=[[cell or "–" for cell in row] for row in cells],  # noqa: RUF001  the dash of nothing
        lines=lines,
    )


def _name(row: Content, words: Words) -> str:
    """Say how the findings ended."""
    if row["verdict"] == "breach" and row["due_on"]:
        return words(_LATE if row["done_on"] else _MISSING)
    name = words(VERDICTS[row["verdict"]])
    return name[:1].upper() + name[1:]


def _note(values: RowValues, words: Words) -> str:
    """Say why the values of the evidence are not there; "" where they are."""
    of = values.note
    if of.has_values:
        return ""
    why = OF_THE_YEAR if of.is_of_a_year else NOT_KEPT
    columns = words.listed(words(one.label) for one in of.evidence)
    return words(why) + words.say("", " ") + columns
