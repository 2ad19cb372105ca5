"""Prints an HTML page as PDF bytes with WeasyPrint, from shipped assets only."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from engine.errors import ReportError
from engine.files.scratch import scratch_folder
from reports import fonts

with warnings.catch_warnings():
    # WeasyPrint warns where HarfBuzz-Subset is missing, which is an error below.
    warnings.simplefilter("ignore", DeprecationWarning)
    from weasyprint import CSS, HTML
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


def print_pdf(html: str, *styles: Path) -> bytes:
    """Return a page as a tagged PDF/UA-1; later styles take precedence over earlier.

    The bytes depend on the page, the styles and the libraries alone: dates come
    from the page's `dcterms` entries, and HarfBuzz subsets the fonts without a clock.
    """
    assets, faces = ShippedAssets(), FontConfiguration()
    with scratch_folder(Path(gettempdir())) as scratch:
        # Its own folder would stay behind when the process is killed.
        faces._folder = scratch
        return _print(html, styles, assets, faces)


def _print(
    html: str,
    styles: Sequence[Path],
    assets: ShippedAssets,
    faces: FontConfiguration,
) -> bytes:
    try:
        sheets = [
            CSS(string=style.read_text(encoding="utf-8"), url_fetcher=assets,
                font_config=faces)
            for style in styles
        ]  # fmt: skip
        pdf = HTML(string=html, url_fetcher=assets).write_pdf(
            stylesheets=sheets, font_config=faces, pdf_variant="pdf/ua-1"
        )
    except FatalURLFetchingError as fault:
        raise ReportError(
            "reports.foreign-address", url=str(fault), assets=list(ASSETS)
        ) from fault
    return bytes(pdf)
