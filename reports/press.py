"""Prints an HTML page as a PDF/A-3a and PDF/UA-1 with WeasyPrint, from shipped assets."""

from __future__ import annotations

import atexit
import warnings
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache, lru_cache, partial
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir
from threading import Lock
from typing import Any

from engine.errors import ReportError
from engine.files.scratch import scratch_folder
from reports import fonts, tag_tree
from reports.attached import Attached

with warnings.catch_warnings():
    # WeasyPrint warns where HarfBuzz-Subset is missing, which is an error below.
    warnings.simplefilter("ignore", DeprecationWarning)
    import pydyf
    from weasyprint import CSS, HTML, Attachment, Document
    from weasyprint.css import ColorProfile
    from weasyprint.text import ffi
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import (
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

if ffi.harfbuzz_subset is None:
    # Without it the same values would not give the same bytes.
    raise OSError("cannot load library 'libharfbuzz-subset.so.0'")

SCHEME = "report-asset"
ASSETS = {f"{SCHEME}:{face}": fonts.FOLDER / face for face in fonts.FACES}


class ShippedAssets(URLFetcher):  # type: ignore[misc]
    """Serves the files of `ASSETS`; any other address is an error."""

    def __init__(self) -> None:
        super().__init__(
            allowed_protocols=(SCHEME,), allow_redirects=False, fail_on_errors=True
        )

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return the file of an address; FatalURLFetchingError where there is none."""
        if (file := ASSETS.get(url)) is None:
            raise FatalURLFetchingError(url)
        return URLFetcherResponse(url, body=file.read_bytes())


# Pango's fonts are not for several threads.
_ONE_AT_A_TIME = Lock()
# The colours of the pages are those of this profile (ISO 19005-3, 6.2.4.3). It is handed
# over under a name of ours, as WeasyPrint leaves its file open where it takes it itself.
_COLOURS = "report-colours"
_VARIANT = {"pdf_variant": "pdf/a-3a", "output_intent": _COLOURS}
# ISO 14289-1, 5: the mark of PDF/UA, and the description that PDF/A asks of a schema
# which it does not know (ISO 19005-3, 6.6.2.3.3).
_PDF_UA = b"""
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""
    pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
 <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>part</pdfaProperty:name>
   <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
 </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def print_pdf(html: str, *styles: Path, attachments: Sequence[Attached] = ()) -> bytes:
    """Return a page as one PDF that is both PDF/A-3a and PDF/UA-1.

    Later styles take precedence over earlier. The bytes depend on the page, the styles,
    the attachments and the libraries alone: all dates, those of the attachments too,
    are the page's `dcterms.created`, and HarfBuzz subsets the fonts without a clock.
    A process loads its fonts and parses a style once.
    """
    with _ONE_AT_A_TIME, tag_tree.sources_kept():
        document = _lay_out(html, styles)
        return bytes(
            document.write_pdf(
                attachments=_attachments(attachments, document),
                finisher=_finish,
                **_VARIANT,
            )
        )


def _lay_out(html: str, styles: Sequence[Path]) -> Document:
    try:
        document = HTML(string=html, url_fetcher=ShippedAssets()).render(
            stylesheets=[_sheet(style.read_text(encoding="utf-8")) for style in styles],
            font_config=_faces(),
            color_profiles={_COLOURS: _colours()},
            **_VARIANT,
        )
    except FatalURLFetchingError as fault:
        raise ReportError(
            "reports.foreign-address", url=str(fault), assets=list(ASSETS)
        ) from fault
    _mark_as_pdf_ua(document)
    return document


@lru_cache(maxsize=16)
def _sheet(style: str) -> CSS:
    return CSS(string=style, url_fetcher=ShippedAssets(), font_config=_faces())


@cache
def _faces() -> FontConfiguration:
    """Return the fonts of this process; Fontconfig reads them from copies until its end."""
    faces, until_the_end = FontConfiguration(), ExitStack()
    atexit.register(until_the_end.close)
    # A folder of WeasyPrint's own would stay behind when the process is killed.
    faces._folder = until_the_end.enter_context(scratch_folder(Path(gettempdir())))
    return faces


def _colours() -> ColorProfile:
    content = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    rgb = (["r"], ["g"], ["b"])
    return ColorProfile(BytesIO(content), "sRGB2014.icc", "relative-colorimetric", rgb)


def _mark_as_pdf_ua(document: Document) -> None:
    """Make the metadata say PDF/UA too, which WeasyPrint leaves out of a PDF/A."""
    generate = document.metadata.generate_rdf_metadata

    def generate_both(*variant: object) -> bytes:
        pdf_a, end, rest = generate(*variant).rpartition(b"</rdf:RDF>")
        return b"".join((pdf_a, _PDF_UA, end, rest))

    document.metadata.generate_rdf_metadata = generate_both


def _attachments(files: Sequence[Attached], document: Document) -> list[Attachment]:
    """Return the files by name, as a name tree must be sorted (ISO 32000-1, 7.9.6)."""
    if not files:
        return []
    day = datetime.fromisoformat(document.metadata.created).replace(tzinfo=UTC)
    return [
        Attachment(
            url=file.name,
            url_fetcher=partial(_content_of, file),
            name=file.name,
            description=file.description,
            created=day,
            modified=day,
            relationship=file.relationship,
        )
        for file in sorted(files, key=lambda file: file.name)
    ]


def _content_of(file: Attached, url: str) -> URLFetcherResponse:
    return URLFetcherResponse(url, file.content, {"Content-Type": file.media_type})


def _finish(_: Document, pdf: pydyf.PDF) -> None:
    """Mend the tag tree; name every associated file once, where WeasyPrint does twice."""
    tag_tree.mend(pdf)
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
