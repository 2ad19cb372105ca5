"""All charts on paper: tagged, with their text alternatives, the same bytes each time."""

from __future__ import annotations

import logging

import pikepdf
import pytest

from reports.charts import Chart
from tests.reports.charts.gallery import print_gallery
from tests.reports.charts.invented import all_of

SHOWN: list[Chart] = [
    chart for language in ("zh", "en") for chart in all_of(language) if not chart.empty
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Return the gallery as a PDF."""
    out = tmp_path_factory.mktemp("charts") / "gallery.pdf"
    print_gallery(out)
    return out


@pytest.mark.slow
def test_every_chart_is_a_figure_with_its_text_alternative(printed):
    with pikepdf.open(printed) as pdf:
        told = [
            str(found.Alt)
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/S") == "/Figure"
        ]

    assert sorted(told) == sorted(chart.alternative for chart in SHOWN)


@pytest.mark.slow
def test_every_table_is_tagged_with_its_heads(printed):
    with pikepdf.open(printed) as pdf:
        tags = [
            str(found.S)
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and "/S" in found and "/P" in found
        ]

    rows = sum(len(c.table.rows) + bool(c.table.total) for c in SHOWN)
    columns = sum(len(chart.table.columns) for chart in SHOWN)
    assert tags.count("/TH") == rows + columns
    assert tags.count("/Caption") >= len(SHOWN)


@pytest.mark.slow
def test_words_in_charts_are_found_as_text(printed, words_of):
    words = words_of(printed)

    for chart in SHOWN:
        for label in chart.labels:
            assert "".join(label.text.split()) in words


@pytest.mark.slow
def test_printing_is_silent_and_the_same_each_time(printed, tmp_path, caplog):
    with caplog.at_level(logging.WARNING):
        print_gallery(tmp_path / "again.pdf")

    assert caplog.messages == []
    assert (tmp_path / "again.pdf").read_bytes() == printed.read_bytes()
