"""The functions that print a report of a folder that a command wrote."""

from __future__ import annotations

from pathlib import Path

from engine.errors import Language
from engine.wording import custody as custody_wording
from reports.custody.contents import lay_out as lay_out_custody
from reports.custody.view_folder import read_view_folder
from reports.inspection.contents import lay_out as lay_out_inspection
from reports.inspection.run_folder import read_run_folder
from reports.page import ROOM, write_pdf

INSPECTION = ROOM / "inspection"
CUSTODY = ROOM / "custody"
DEFAULT_CAP = 20


def render(
    run: Path, out: Path, *, language: Language = "zh", cap: int = DEFAULT_CAP
) -> Path:
    """Write the inspection report of a run folder to `out` and return `out`.

    At most `cap` findings a rule are printed, breaches first; the report says
    how many more there are. The same folder gives the same bytes. ReportError
    where the folder is incomplete or PDFs cannot be printed on this machine.
    """
    folder = read_run_folder(run, cap)
    contents = lay_out_inspection(folder, language)
    rules = {f"rules/{name}": text for name, text in folder.rulebook.files.items()}
    return write_pdf(INSPECTION, vars(contents), out, rules)


def render_custody(
    folder: Path, out: Path, *, language: Language = "zh", cap: int = DEFAULT_CAP
) -> Path:
    """Write the report of a folder of `packlaw custody --out` to `out`; return `out`.

    Of each kind of gap, of the enterprises and of the flows at most `cap` are
    printed; the report says how many more there are. The same folder gives the same
    bytes. ReportError where the folder is incomplete or PDFs cannot be printed here.
    """
    view = read_view_folder(folder, cap)
    contents = lay_out_custody(view, language)
    source = Path(custody_wording.__file__).read_text("utf-8")
    wording = {"engine/wording/custody.py": source}
    return write_pdf(CUSTODY, vars(contents), out, wording)
