"""The table of columns over time: a row for a year with its months, or for years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import Language, Text
from reports.charts.canvas import Series
from reports.charts.figure import Column, Table
from reports.charts.texts import headed, number
from reports.charts.words import NOT_KNOWN, TOTAL, table_of

_YEAR = Text("年份", "Year")
_MONTH = Text("{month} 月", "{month}")


@dataclass(frozen=True)
class Bin:
    """A column: its first month, how many it has, and the counts of each series."""

    month: int
    months: int
    counts: tuple[int, ...]

    @property
    def name(self) -> str:
        """Return the month, the year or the first and the last year."""
        year, month = divmod(self.month, 12)
        if self.months == 1:
            return f"{year:04}-{month + 1:02}"
        last = year + self.months // 12 - 1
        return f"{year:04}" if last == year else f"{year:04}/{last:04}"


def table_of_bins(
    title: str, bins: Sequence[Bin], series: Sequence[Series], language: Language
) -> Table:
    """Return the counts of all columns, and their sums.

    Those of months are laid out as a row for each year and series with a cell for each
    month, as a row for each month would take pages.
    """
    if bins[0].months == 1:
        return _by_year_and_month(title, bins, series, language)
    total = TOTAL.in_language(language)
    is_stacked = len(series) > 1
    heads = [headed(one.name) for one in series] + [total] * is_stacked
    columns = [Column(_YEAR.in_language(language), "words")]
    columns += [Column(head, "number") for head in heads]
    sums = [sum(counts) for counts in zip(*(one.counts for one in bins), strict=True)]

    def figures(counts: Sequence[int]) -> list[str]:
        return [number(n) for n in (*counts, *[sum(counts)] * is_stacked)]

    rows = [[one.name, *figures(one.counts)] for one in bins]
    return table_of(title, columns, rows, language, [total, *figures(sums)])


def _by_year_and_month(
    title: str, bins: Sequence[Bin], series: Sequence[Series], language: Language
) -> Table:
    counts = {(one.month, n): c for one in bins for n, c in enumerate(one.counts)}
    years = range(bins[0].month // 12, bins[-1].month // 12 + 1)
    total = TOTAL.in_language(language)
    columns = [Column(_YEAR.in_language(language), "words")]
    columns += [
        Column(_MONTH.in_language(language).format(month=month), "number")
        for month in range(1, 13)
    ]
    rows = []
    for year in years:
        for place, one in enumerate(series):
            found = [counts.get((12 * year + month, place)) for month in range(12)]
            cells = [NOT_KNOWN if n is None else number(n) for n in found]
            name = f"{year:04} {headed(one.name)}" if len(series) > 1 else f"{year:04}"
            rows.append([name, *cells, number(sum(n or 0 for n in found))])
    columns.append(Column(total, "number"))
    last = [total, *[""] * 12, number(sum(counts.values()))]
    return table_of(title, columns, rows, language, last)
