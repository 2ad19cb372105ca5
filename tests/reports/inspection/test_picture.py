"""The charts show every binding breach once, of the duties that were judged."""

from __future__ import annotations

from datetime import date

import pytest

from reports.charts import wilson
from reports.inspection.duties import read_duties
from reports.inspection.parties import Parties
from reports.inspection.picture import MONTHS, Drawing
from reports.run import read_run_folder
from reports.words import Words


def drawn(folder):
    words = Words("en")
    binding = read_duties(folder)["binding"]
    return Drawing(folder, binding, Parties(folder, words), words).picture()


def number(cell):
    return int(cell.text.replace(",", ""))


@pytest.mark.parametrize("name", ["by_role", "by_article", "by_province"])
def test_bars_add_up_to_the_breaches_of_the_duties_judged(sample, name):
    table = getattr(drawn(sample), name).table
    total = read_duties(sample)["binding"].total()

    assert number(table.total[1]) == total.breach
    assert sum(number(row[1]) for row in table.rows) == total.breach
    assert all(number(row[1]) <= number(row[2]) for row in table.rows)


def test_months_and_what_is_not_drawn_add_up_to_the_breaches(sample):
    months = drawn(sample).months
    total = read_duties(sample)["binding"].total()

    shown = number(months.chart.table.total[-1])
    assert shown + months.earlier + months.without_day == total.breach
    assert months.earlier > 0


def test_breach_without_a_day_is_counted_apart(copy):
    copy.change_table(
        "findings",
        "UPDATE findings SET occurred_on = NULL WHERE force = 'binding'"
        " AND verdict = 'breach'",
    )
    folder = read_run_folder(copy.folder, 1)

    months = drawn(folder).months

    assert months.without_day == read_duties(folder)["binding"].total().breach
    assert months.chart.empty


def test_columns_end_at_the_day_of_the_check(sample):
    chart = drawn(sample).months.chart
    years = [int(row[0].text[:4]) for row in chart.table.rows]

    last = date.fromisoformat(sample.run["as_of"])
    assert max(years) == last.year
    assert min(years) >= last.year - MONTHS // 12


def test_enterprises_are_ranked_by_the_lower_limit(sample):
    ranking = drawn(sample).ranking
    figures = [row[1].text.split(" of ") for row in ranking.chart.table.rows]
    lows = [wilson(int(one), int(of.replace(",", ""))).low for one, of in figures]

    assert lows == sorted(lows, reverse=True)
    tallies = read_duties(sample)["binding"].by(lambda rule_id, party: party)
    owing = [tally for party, tally in tallies.items() if party is not None]
    in_breach = sum(tally.breach > 0 for tally in owing)
    assert len(figures) + ranking.rest == in_breach
    assert in_breach + ranking.clean == len(owing)


def test_run_that_kept_no_duties_has_counts_and_no_rates(copy):
    (copy.folder / "duty_counts.parquet").unlink()

    picture = drawn(read_run_folder(copy.folder, 1))

    assert picture.ranking.chart.empty.startswith("This run did not keep how many")
    assert [column.label for column in picture.by_role.table.columns] == [
        "Role", "Breach",
    ]  # fmt: skip


def test_run_without_a_breach_says_so_in_place_of_charts(copy):
    copy.change_table("duty_counts", "UPDATE duty_counts SET breach = 0")
    copy.change_table("findings", "UPDATE findings SET verdict = 'pending'")

    picture = drawn(read_run_folder(copy.folder, 1))

    assert {chart.empty for chart in picture.charts} == {
        "No breach of a binding duty was found."
    }
