"""Turn the values of a report into its PDF: fill the template, refuse boxes, print."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from engine.errors import ReportError
from engine.files.publishing import whole_file
from reports import fonts

ROOM = Path(__file__).parent
SHARED = ROOM / "shared"

LIBRARIES_MISSING = """\
A PDF cannot be printed on this machine: {fault}
  WeasyPrint needs Pango and HarfBuzz-Subset, which Python packages do not bring.
  Install them, as root, with
    apt-get install -y --no-install-recommends \
libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"""


def set_on_paper(
    report: Path, values: Mapping[str, Any], out: Path, sources: Mapping[str, str]
) -> Path:
    """Print a report (its folder of template and style) to `out` and return `out`.

    `sources` are the texts, by name, that its words come from besides the template,
    and in which a character without a glyph is looked for. The same values give the
    same bytes. ReportError where they cannot be printed; `out` is then as it was.
    """
    html = _fill(report, values)
    _refuse_boxes(html, report, sources)
    pdf = _print(html, report)
    with whole_file(out) as fresh:
        fresh.write_bytes(pdf)
    return out


def _fill(report: Path, values: Mapping[str, Any]) -> str:
    """Fill the template; whatever the values hold stays text."""
    templates = Environment(
        loader=FileSystemLoader([report, ROOM]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("template.html").render(values)


def _refuse_boxes(html: str, report: Path, sources: Mapping[str, str]) -> None:
    """Stop where our own words or the rules hold a character without a glyph.

    Texts of the dataset were marked when they were read, so that what is left
    comes from a template or from a source of its words, and is put right there.
    """
    if not (boxes := fonts.unprintable(html)):
        return
    templates = [*report.rglob("*.html"), *SHARED.rglob("*.html")]
    texts = {
        f"reports/{file.relative_to(ROOM).as_posix()}": file.read_text("utf-8")
        for file in sorted(templates)
    }
    raise ReportError("\n".join(_place(box, {**texts, **sources}) for box in boxes))


def _place(character: str, texts: Mapping[str, str]) -> str:
    found = [
        f"{name}, line {number}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if character in line
    ]
    return (
        f"{'; '.join(found) or 'the printed report'}\n"
        f"  {character!a} {fonts.mark(character)} has no glyph in the report's font.\n"
        "  Write it another way, or add it in reports/shared/fonts/subset_fonts.py."
    )


def _print(html: str, report: Path) -> bytes:
    # Imported late: only a report needs the native libraries, a check does not.
    try:
        from reports.press import print_pdf
    except OSError as fault:
        raise ReportError(LIBRARIES_MISSING.format(fault=fault)) from fault
    return print_pdf(html, SHARED / "style.css", report / "style.css")
