"""The macro prints what was laid out: an SVG for eyes and ears, and its table."""

from __future__ import annotations

import re
from itertools import chain
from xml.etree import ElementTree

import pytest

from reports.charts import Chart, bars, verdict_series
from tests.reports.charts.gallery import environment, page
from tests.reports.charts.invented import all_of, bars_of, empty_of

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = [
    pytest.param(chart, id=f"{language}-{place}-{chart.kind}")
    for language in ("zh", "en")
    for place, chart in enumerate(all_of(language))
    if not chart.empty
]
every_chart = pytest.mark.parametrize("chart", CHARTS)
_MACRO = '{% from "shared/charts/chart.html" import chart %}{{ chart(of, table) }}'


def rendered(chart: Chart, table: str = "shown") -> ElementTree.Element:
    """Return the macro's output as XML."""
    html = environment().from_string(_MACRO).render(of=chart, table=table)
    return ElementTree.fromstring(f"<body>{html}</body>")


def svg_of(body: ElementTree.Element) -> ElementTree.Element:
    svg = body.find(f".//{SVG}svg")
    assert svg is not None
    return svg


@every_chart
def test_svg_has_a_role_and_says_what_it_shows(chart):
    svg = svg_of(rendered(chart))

    assert svg.get("role") == "img"
    assert svg.get("aria-label") == chart.alternative
    # WeasyPrint takes the text alternative of the PDF from the title.
    assert svg.findtext(f"{SVG}title") == chart.alternative
    assert chart.title in chart.alternative


@every_chart
def test_svg_is_styled_by_attributes_and_has_no_ids(chart):
    svg = svg_of(rendered(chart))

    for element in svg.iter():
        assert not {"style", "id", "href"} & element.attrib.keys()
        assert not any(name.startswith("on") for name in element.attrib)
    tags = {element.tag.removeprefix(SVG) for element in svg.iter()}
    assert tags <= {"svg", "title", "rect", "path", "polyline", "circle", "text"}


@every_chart
def test_every_shape_is_drawn(chart):
    svg = svg_of(rendered(chart))

    words = [text.text for text in svg.iter(f"{SVG}text")]
    assert sorted(words) == sorted(label.text for label in chart.labels)
    lines = [line.get("class") for line in svg.iter(f"{SVG}polyline")]
    assert sorted(lines) == sorted(stroke.look for stroke in chart.strokes)
    assert svg.get("viewBox") == f"0 0 {chart.width} {chart.height}"
    font = svg.get("font-family")
    assert font.startswith("Report Sans Latin,") is (chart.language == "en")


@every_chart
def test_table_has_the_figures_heads_and_a_caption(chart):
    body = rendered(chart)

    table = body.find(".//table")
    assert table.findtext("caption") == chart.table.caption
    heads = [head.text for head in table.findall("thead/tr/th[@scope='col']")]
    assert heads == [column.label for column in chart.table.columns]
    rows = [[cell.text or "" for cell in row] for row in table.findall("tbody/tr")]
    expected = [*chart.table.rows, *([chart.table.total] if chart.table.total else [])]
    assert rows == [[cell.text for cell in row] for row in expected]
    for row in table.findall("tbody/tr"):
        assert [cell.get("scope") for cell in row if cell.tag == "th"] == ["row"]


def test_table_may_be_compact_or_left_out():
    (chart, _) = bars_of("zh")

    assert rendered(chart, "compact").find("div").get("class").endswith("compact")
    assert rendered(chart, "none").find(".//table") is None


def test_without_data_a_sentence_stands_in_place_of_the_chart():
    for language, sentence in (
        ("zh", "没有可以绘图的数据。"),
        ("en", "There is nothing to draw."),
    ):
        (chart,) = empty_of(language)
        body = rendered(chart)
        assert body.find(f".//{SVG}svg") is None
        assert body.find(".//table") is None
        assert body.findtext(".//p") == sentence


def test_caller_may_word_that_nothing_is_there():
    chart = bars("t", [], verdict_series("zh"), "zh", category="", empty="没有违规。")

    assert rendered(chart).findtext(".//p") == "没有违规。"


def test_markup_in_names_is_printed_as_text():
    (chart, _) = bars_of("en")
    hostile = '<script>alert("x")</script>'
    first, *others = chart.labels
    label = type(first)(hostile, first.x, first.y, first.anchor, first.tone)
    changed = Chart(**{**vars(chart), "labels": (label, *others), "title": hostile})

    body = rendered(changed)

    assert body.find(".//script") is None
    assert body.findtext(".//figcaption") == hostile


def test_chinese_in_an_english_table_is_tagged():
    charts = chain.from_iterable(
        [rendered(chart) for chart in all_of("en") if chart.kind == "intervals"]
    )
    tagged = {
        cell.text: cell.get("lang") for part in charts for cell in part.iter("th")
    }

    assert tagged["示例新能源有限公司"] == "zh-CN"
    assert tagged["Example Recycling Ltd."] is None


def test_same_figures_give_the_same_text():
    first = page({"zh": all_of("zh"), "en": all_of("en")})

    assert page({"zh": all_of("zh"), "en": all_of("en")}) == first
    assert re.findall(r"\d+\.\d{3,}", first) == []
