"""Fills the template of a report and prints it as a PDF, if every character has a glyph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from engine.errors import Language, Message, ReportError, Text, message
from engine.files.publishing import whole_file
from reports import fonts
from reports.attached import Attached
from reports.folder import Content
from reports.typesetting import typeset

ROOM = Path(__file__).parent
SHARED = ROOM / "shared"
_BOTH: tuple[Language, ...] = ("zh", "en")
_PRINTED = Text("印出的报告", "the printed report")

INSTALL_LIBRARIES = (
    "apt-get install -y --no-install-recommends "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)


def write_pdf(
    report: Path,
    parts: Sequence[Content],
    out: Path,
    sources: Mapping[str, str],
    attachments: Sequence[Attached] = (),
) -> Path:
    """Print a report (its folder of template and style) to `out` and return `out`.

    `parts` are the values of the template, one set for each language of the report in
    turn. `sources` are, by name, the texts besides the
    template that its wording comes from: an error names the one that holds a character
    without a glyph. The PDF carries the `attachments`, which are not looked into. The
    same values and attachments give the same bytes. ReportError where they cannot be
    printed; `out` is then unchanged.
    """
    html = _fill(report, parts)
    _require_glyphs(html, report, sources)
    pdf = _print(html, report, attachments)
    with whole_file(out) as fresh:
        fresh.write_bytes(pdf)
    return out


def _fill(report: Path, parts: Sequence[Content]) -> str:
    """Fill the template for each part; markup within the values is escaped."""
    templates = _templates(report)
    template = templates.get_template("template.html")
    filled = [
        {**part, "html": Markup(typeset(template.render(part), part["language"]))}
        for part in parts
    ]
    return templates.get_template("shared/page.html").render(parts=filled)


@cache
def _templates(report: Path) -> Environment:
    """Return what fills the templates of a report, each compiled once a process."""
    return Environment(
        loader=FileSystemLoader([report, ROOM]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _require_glyphs(html: str, report: Path, sources: Mapping[str, str]) -> None:
    """Raise ReportError for every character that would be printed as a box.

    Characters of the dataset were replaced when it was read (fonts.Marker), so that
    any that are left come from a template or from one of the sources.
    """
    if not (missing := fonts.unprintable(html)):
        return
    templates = [*report.rglob("*.html"), *SHARED.rglob("*.html")]
    texts = {
        f"reports/{file.relative_to(ROOM).as_posix()}": file.read_text("utf-8")
        for file in sorted(templates)
    }
    faults = [_without_glyph(one, {**texts, **sources}) for one in missing]
    zh, en = ("\n".join(f.in_language(one) for f in faults) for one in _BOTH)
    raise ReportError("reports.no-glyphs", places=Text(zh, en))


def _without_glyph(character: str, texts: Mapping[str, str]) -> Message:
    """Say where a character without a glyph stands."""
    places = [
        message("reports.place", name=name, line=number)
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if character in line
    ]
    zh = "；".join(place.in_language("zh") for place in places)
    en = "; ".join(place.in_language("en") for place in places)
    return message(
        "reports.no-glyph",
        places=Text(zh, en) if places else _PRINTED,
        character=ascii(character),
        mark=fonts.mark(character),
    )


def _print(html: str, report: Path, attachments: Sequence[Attached]) -> bytes:
    # Imported late: a check without a report does not need the native libraries.
    try:
        from reports.press import print_pdf
    except OSError as fault:
        raise ReportError(
            "reports.libraries-missing", fault=fault, command=INSTALL_LIBRARIES
        ) from fault
    styles = SHARED / "style.css", SHARED / "findings.css", report / "style.css"
    return print_pdf(html, *styles, attachments=attachments)
