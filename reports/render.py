"""The door: a run folder to a report, a PDF in one language."""

from __future__ import annotations

from pathlib import Path

from engine.explain.words import Language
from reports.inspection.contents import lay_out
from reports.inspection.run_folder import read_run_folder
from reports.page import ROOM, set_on_paper

INSPECTION = ROOM / "inspection"
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
    return set_on_paper(INSPECTION, lay_out(folder, language), out, rules)
