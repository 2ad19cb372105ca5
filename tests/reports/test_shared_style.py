"""Pages are broken and lines are set as a reader expects."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from reports import press
from reports.page import SHARED
from reports.typesetting import typeset

STYLE = SHARED / "style.css"
HEAD = '<html lang="zh-CN"><title>x</title><body>'


def pages(html: str) -> list[str]:
    reader = PdfReader(BytesIO(press.print_pdf(HEAD + html, STYLE)))
    return [page.extract_text() for page in reader.pages]


def test_no_page_has_a_row_or_two_of_a_table():
    tables = (
        "<section><table><thead><tr><th>heading</thead><tbody>"
        + "<tr><td>row" * rows
        + "</tbody></table></section>"
        for rows in range(30, 42)
    )

    counted = [page.count("row") for page in pages("".join(tables))]

    assert len(counted) > 12
    assert min(counted) == 3


def test_a_short_table_does_not_hold_on_to_what_follows_it():
    table = "<table><tbody><tr><td>row</table>"
    block = "<div style='height: 150mm; break-inside: avoid'>block</div>"
    above = "<div style='height: 150mm'>above</div>"

    first, second = pages(f"{above}<h3>heading</h3>{table}{block}")

    assert "heading" in first
    assert "row" in first
    assert "block" in second


def test_a_caption_is_on_the_page_of_its_rows():
    rows = "<thead><tr><th>head</thead><tbody>" + "<tr><td>row" * 2
    table = f"<h3>heading</h3><table><caption>caption</caption>{rows}</table>"

    for height in range(200, 240, 4):
        above = f"<div style='height: {height}mm'>above</div>"
        found = [page for page in pages(above + table) if "row" in page]
        assert len(found) == 1
        assert "heading" in found[0]
        assert "caption" in found[0]


def test_the_head_of_a_table_is_repeated():
    html = "<table><thead><tr><th>heading</thead>" + "<tr><td>row" * 100 + "</table>"

    assert all("heading" in page for page in pages(html))


def test_a_label_is_not_broken():
    labels = "<span class='label'>行政区划</span>；" * 100

    (page,) = pages(f"<div style='width: 53mm'>{labels}</div>")

    assert page.count("行政区划") == 100


def test_a_code_is_broken_only_where_it_is_too_long():
    code, longest = "F03PB4300ASPMED3S0001820", "W" * 300

    (page,) = pages(f"<div style='width: 60mm'>电池{code}、{code}、{longest}</div>")

    lines = page.split()
    assert sum(code in line for line in lines) == 2
    assert "".join(lines).count("W") == 300
    assert not any("W" * 100 in line for line in lines)


def test_no_line_begins_with_a_closing_mark():
    html = typeset("<div style='width: 51mm'>" + "见《办法》（空）；" * 80, "zh")

    (page,) = pages(html)

    assert page.count("》") == 80
    assert not [line for line in page.splitlines() if line[:1] in "》）；"]
