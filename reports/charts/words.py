"""The words of charts themselves, in both languages; all others are passed in."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import Language, Text, fill
from engine.wording.terms import VERDICTS
from reports.charts.canvas import Canvas, Series
from reports.charts.figure import Chart, Column, Table, cells
from reports.charts.texts import number

COUNTED = ("breach", "undetermined", "pending", "compliant")

TOTAL = Text("合计", "Total")
OF = Text("{successes:,} / {trials:,}", "{successes:,} of {trials:,}")
RATE = Text("比率", "Rate")
NOTHING = Text("没有可以绘图的数据。", "There is nothing to draw.")
FIGURES = Text("图中数据：{title}", "Figures of the chart: {title}")
OTHERS = Text("其余 {count:,} 项", "{count:,} {count:other|others}")
NOT_SHOWN = Text(
    "另有 {count:,} 项未列出。",
    " {count:,} more {count:is|are} not shown.",
)
# Stands for a value that there is not, in both languages.
NOT_KNOWN = "–"  # noqa: RUF001  a dash
BETWEEN = Text("，", ", ")


def verdict_series(
    language: Language, verdicts: Sequence[str] = COUNTED
) -> tuple[Series, ...]:
    """Return the series of these verdicts, with their names."""
    return tuple(Series(key, VERDICTS[key].in_language(language)) for key in verdicts)


def say(text: Text, language: Language, **values: object) -> str:
    """Return a wording in one language, with its placeholders filled."""
    return fill(text.in_language(language), values)


def listed(texts: Sequence[str], language: Language) -> str:
    """Return texts as a list within a sentence."""
    return BETWEEN.in_language(language).join(texts)


def named_counts(
    series: Sequence[Series], counts: Sequence[int], language: Language
) -> str:
    """Return the names of series, each with its count, as a list within a sentence."""
    named = zip(series, counts, strict=True)
    return listed([f"{one.name} {number(count)}" for one, count in named], language)


def verdict_counts(verdicts: Sequence[str], language: Language) -> str:
    """Return how often each verdict is among these, as a list within a sentence."""
    found = [verdict for verdict in COUNTED if verdict in verdicts]
    counts = [verdicts.count(verdict) for verdict in found]
    return named_counts(verdict_series(language, found), counts, language)


def table_of(
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    language: Language,
    total: Sequence[str] = (),
) -> Table:
    """Return the table of the figures of a chart."""
    return Table(
        caption=say(FIGURES, language, title=title),
        columns=tuple(columns),
        rows=tuple(cells(row, language) for row in rows),
        total=cells(total, language),
    )


def no_chart(
    kind: str, title: str, language: Language, width: float, empty: str = ""
) -> Chart:
    """Return the sentence in place of a chart without data; `empty` words it."""
    sentence = empty or NOTHING.in_language(language)
    return Canvas(width).chart(
        kind,
        0,
        Table("", (), (), ()),
        language,
        title=title,
        alternative=sentence,
        empty=sentence,
    )


def not_shown(count: int, language: Language) -> str:
    """Return a sentence on how many more there are, "" where there are none."""
    return say(NOT_SHOWN, language, count=count) if count > 0 else ""
