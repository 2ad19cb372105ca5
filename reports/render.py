"""Turn one run folder into the inspection report, a PDF in one language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from engine.errors import ReportError
from engine.explain.words import Language
from engine.publishing import whole_file
from reports import fonts
from reports.inspection.contents import lay_out
from reports.run_folder import RunFolder, read_run_folder

INSPECTION = Path(__file__).parent / "inspection"
DEFAULT_CAP = 20

LIBRARIES_MISSING = """\
A PDF cannot be printed on this machine: {fault}
  WeasyPrint needs Pango and HarfBuzz-Subset, which Python packages do not bring.
  Install them, as root, with
    apt-get install -y --no-install-recommends \
libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"""


def render(
    run: Path, out: Path, *, language: Language = "zh", cap: int = DEFAULT_CAP
) -> Path:
    """Write the inspection report of a run folder to `out` and return `out`.

    At most `cap` findings a rule are printed, breaches first; the report says
    how many more there are. The same folder gives the same bytes.
    """
    folder = read_run_folder(run, cap)
    html = _fill(lay_out(folder, language))
    _refuse_boxes(html, folder)
    pdf = _print(html)
    with whole_file(out) as fresh:
        fresh.write_bytes(pdf)
    return out


def _fill(values: dict[str, Any]) -> str:
    """Fill the template; whatever the values hold stays text."""
    templates = Environment(
        loader=FileSystemLoader(INSPECTION),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("template.html").render(values)


def _refuse_boxes(html: str, folder: RunFolder) -> None:
    """Stop where our own words or the rules hold a character without a glyph.

    Texts of the dataset were marked when they were read, so that what is
    left comes from a template or from a rule file, and is put right there.
    """
    if not (boxes := fonts.unprintable(html)):
        return
    ours = {f"reports/inspection/{file.name}": file.read_text(encoding="utf-8")
            for file in sorted(INSPECTION.iterdir()) if file.is_file()}  # fmt: skip
    texts = {**ours, **{f"rules/{k}": v for k, v in folder.rulebook.files.items()}}
    raise ReportError("\n".join(_place(box, texts) for box in boxes))


def _place(character: str, texts: dict[str, str]) -> str:
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


def _print(html: str) -> bytes:
    # Imported late: only a report needs the native libraries, a check does not.
    try:
        from reports.press import print_pdf
    except OSError as fault:
        raise ReportError(LIBRARIES_MISSING.format(fault=fault)) from fault
    return print_pdf(html, INSPECTION / "style.css")
