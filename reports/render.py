"""The doors: what a command left in a folder to a report, a PDF in one language."""

from __future__ import annotations

from pathlib import Path

from engine.wording import custody as words_of_custody
from engine.wording.terms import Language
from reports.custody.contents import lay_out as lay_out_custody
from reports.custody.view_folder import read_view_folder
from reports.inspection.contents import lay_out as lay_out_inspection
from reports.inspection.run_folder import read_run_folder
from reports.page import ROOM, set_on_paper

INSPECTION = ROOM / "inspection"
CUSTODY = ROOM / "custody"
DEFAULT_CAP = 20


def render(
    run: Path, out: Path, *, language: Language = "zh", cap: int = DEFAULT_CAP
) -> Path:
    """Write the inspection report of a run folder to `out` and return `out`.

    At most `cap` findings a rule are printed, breaches first; the report says
    how many more there are. The same folder gives the same bytes. ReportError
    where the folder is torn or nothing can be printed here.
    """
    folder = read_run_folder(run, cap)
    rules = {f"rules/{name}": text for name, text in folder.rulebook.files.items()}
    return set_on_paper(INSPECTION, lay_out_inspection(folder, language), out, rules)


def render_custody(
    folder: Path, out: Path, *, language: Language = "zh", cap: int = DEFAULT_CAP
) -> Path:
    """Write the view of custody that `packlaw custody --out` left to `out`; return it.

    Of each kind of gap, of the enterprises and of the flows at most `cap` are
    printed; the report says how many more there are. The same folder gives the same
    bytes. ReportError where the folder is torn or nothing can be printed here.
    """
    view = read_view_folder(folder, cap)
    source = Path(words_of_custody.__file__).read_text("utf-8")
    words = {"engine/wording/custody.py": source}
    return set_on_paper(CUSTODY, lay_out_custody(view, language), out, words)
