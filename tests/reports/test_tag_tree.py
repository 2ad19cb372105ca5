"""What is read aloud comes whole, once, in its order and in its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from pypdf import PdfReader

from reports import press
from reports.page import SHARED
from tests.reports import verapdf
from tests.reports.kinds import every_kind, every_language

ROWS = 120
ROW = "<tr><th scope='row'>{n}<td lang='zh-CN'>第{n}行<td>{n:,}"
PAGE = f"""<html lang="en"><title>x</title>
<meta name="dcterms.created" content="2026-09-30">
<meta name="dcterms.modified" content="2026-09-30">
<section><h1>Rows <span style="display: block">in full</span></h1><table><caption>All</caption>
<thead><tr><th scope="col">Row<th scope="col">Text<th scope="col">Number</thead>
<tbody>{"".join(ROW.format(n=n) for n in range(ROWS))}</tbody></table>
<p>{"One word after the other. " * 900}</p></section>"""


@pytest.fixture(scope="module")
def tree() -> Iterator[pikepdf.Object]:
    """The tag tree of a page with a table and a paragraph that each take several pages."""
    with pikepdf.open(BytesIO(press.print_pdf(PAGE, SHARED / "style.css"))) as pdf:
        assert len(pdf.pages) > 6
        (document,) = pdf.Root.StructTreeRoot.K
        yield document


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the elements of a tag tree in the order in which they are read."""
    yield element
    for kid in element.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def of_kind(tree: pikepdf.Object, kind: str) -> list[pikepdf.Object]:
    return [element for element in elements(tree) if str(element.S) == kind]


def test_what_page_breaks_split_is_one_element(tree):
    kinds = ("/Sect", "/H1", "/Table", "/Caption", "/THead", "/TBody", "/P")

    assert {kind: len(of_kind(tree, kind)) for kind in kinds} == dict.fromkeys(kinds, 1)
    assert len(of_kind(tree, "/TR")) == 1 + ROWS


def test_a_repeated_head_is_an_artifact(tree):
    heads = [e for e in of_kind(tree, "/TH") if e.A.Scope == "/Column"]

    assert len(heads) == 3


def test_heads_say_what_they_are_heads_of(tree):
    scopes = [str(head.A.Scope) for head in of_kind(tree, "/TH")]

    assert scopes == ["/Column"] * 3 + ["/Row"] * ROWS


def test_a_passage_names_its_language(tree):
    languages = {str(cell.get("/Lang")) for cell in of_kind(tree, "/TD")[::2]}

    assert languages == {"zh-CN"}


@pytest.mark.slow
def test_a_page_with_long_tables_keeps_to_both_standards(tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(press.print_pdf(PAGE, SHARED / "style.css"))

    assert verapdf.faults(file) == {}


def titles(outline: list[object]) -> Iterator[str]:
    for item in outline:
        if isinstance(item, list):
            yield from titles(item)
        else:
            yield item.title


@pytest.mark.slow
@every_language
@every_kind
def test_report_is_read_in_its_order_and_has_every_heading_once(
    tmp_path, kind, language
):
    report = kind.door(kind.sample, tmp_path / "report.pdf", language=language, cap=3)

    with pikepdf.open(report) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        pages = [pdf.pages.index(e.Pg) for e in elements(document) if "/Pg" in e]
        headings = [e for e in elements(document) if re.match("/H[1-6]", str(e.S))]
        assert pages == sorted(pages)
        assert str(headings[0].S) == "/H1"
    bookmarks = list(titles(PdfReader(report).outline))
    assert len(bookmarks) == len(headings)
    assert not [title for title, after in pairwise(bookmarks) if title == after]
