"""Mends the tag tree of a PDF: one element for what page breaks split; languages; scopes.

WeasyPrint tags page by page: a table over three pages becomes three tables, each with its
head, and says neither in which language an element is nor what the head is of.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

import pydyf
from weasyprint.formatting_structure.boxes import Box
from weasyprint.pdf import tags

# A StructElem (ISO 32000-1, 14.7.2).
Element: TypeAlias = pydyf.Dictionary
_HEADINGS = {f"/H{level}" for level in range(1, 7)}
_SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}


@contextmanager
def sources_kept() -> Iterator[None]:
    """Have every element of tag trees built within know the HTML element it stands for."""
    build = tags._build_box_tree

    def build_and_note(box: Box, *rest: object) -> Iterator[Element]:
        for element in build(box, *rest):
            if not hasattr(element, "html"):
                element.html = box.element
            yield element

    tags._build_box_tree = build_and_note
    try:
        yield
    finally:
        tags._build_box_tree = build


def mend(pdf: pydyf.PDF) -> None:
    """Join the elements that page breaks split; give each its language, heads their scope."""
    _TagTree(pdf).mend()


class _TagTree:
    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        self._root = self._object(pdf.catalog["StructTreeRoot"])
        (document,) = self._root["K"]
        self._document = self._object(document)

    def mend(self) -> None:
        joined = self._children(self._document)
        self._document["K"].clear()
        for element in joined:
            self._append(self._document, element)
        self._describe(self._document)

    def _object(self, reference: bytes) -> pydyf.Object:
        return self._pdf.objects[int(reference.split()[0])]

    def _children(self, element: Element) -> list[Element]:
        return [self._object(kid) for kid in element["K"] if isinstance(kid, bytes)]

    def _append(self, parent: Element, element: Element) -> None:
        """Append an element, or join it to the last one if it goes on with that."""
        last = self._object(parent["K"][-1]) if parent["K"] else None
        if last is not None and _goes_on(last, element):
            self._join(last, element)
        else:
            parent["K"].append(element.reference)
            element["P"] = parent.reference

    def _join(self, first: Element, rest: Element) -> None:
        heads = {id(kid.html) for kid in self._children(first) if kid["S"] == "/THead"}
        for kid in self._children(rest):
            if kid["S"] == "/THead" and id(kid.html) in heads:
                self._make_artifact(kid)
            else:
                self._append(first, kid)
        rest.clear()

    def _make_artifact(self, element: Element) -> None:
        """Take a table head that a page repeats out of what is read (14.8.2.2)."""
        for kid in element["K"]:
            if isinstance(kid, bytes):
                self._make_artifact(self._object(kid))
            else:
                self._unmark(element["Pg"], kid)
        element.clear()

    def _unmark(self, page: bytes, number: int) -> None:
        stream = self._object(self._object(page)["Contents"]).stream
        for place, operand in enumerate(stream):
            if isinstance(operand, pydyf.Dictionary) and operand.get("MCID") == number:
                stream[place - 1 : place + 2] = ["/Artifact", b"BMC"]
                break
        numbers = self._object(self._root["ParentTree"])["Nums"]
        numbers[2 * self._object(page)["StructParents"] + 1][number] = "null"

    def _describe(self, element: Element) -> None:
        """Name the language of what has one of its own, and what table heads are of.

        A part that layout made of a heading, such as its lines above a block within
        it, does not count as one more heading.
        """
        own = getattr(element, "html", None)
        for kid in self._children(element):
            html = getattr(kid, "html", None)
            if html is not None and html is own and kid.get("S") in _HEADINGS:
                kid["S"] = "/NonStruct"
            if html is not None and (language := html.get("lang")):
                kid["Lang"] = pydyf.String(language)
            if kid.get("S") == "/TH":
                kid["A"]["Scope"] = _SCOPES[kid.html.get("scope", "col")]
            if "K" in kid:
                self._describe(kid)


def _goes_on(last: Element, element: Element) -> bool:
    """Return whether two elements are parts of one that a page break split."""
    return (
        getattr(last, "html", None) is not None
        and last.html is getattr(element, "html", None)
        and last["S"] == element["S"]
        and last["Pg"] != element["Pg"]
        and all(isinstance(kid, bytes) for kid in (*last["K"], *element["K"]))
    )
