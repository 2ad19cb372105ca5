"""The functions that print a report of a folder that a command wrote.

What they need is imported when one is called: it takes longer to load than most commands
take to run.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import Language, ReportError
from reports.choices import LANGUAGES, ReportKind, ReportLanguage

if TYPE_CHECKING:
    from reports.attached import Attached
    from reports.folder import Content
    from reports.kinds import Kind
    from reports.run import Request

CUSTODY = Path(__file__).parent / "custody"
DEFAULT_CAP = 20


def render(
    run: Path,
    out: Path,
    *,
    kind: ReportKind = "inspection",
    entity: str | None = None,
    against: Path | None = None,
    language: ReportLanguage = "zh",
    cap: int = DEFAULT_CAP,
) -> Path:
    """Write a report on a run folder to `out` and return `out`.

    `entity`: only what this party owes. `against`: an earlier run to compare with. At
    most `cap` findings a rule are printed, breaches and the newest first; the report says
    how many more there are, and carries them all. The same folder gives the same bytes.
    ReportError where a folder is incomplete, the party is unknown or not named where the
    kind asks for one, or PDFs cannot be printed on this machine.
    """
    from reports.kinds import KINDS
    from reports.page import write_pdf
    from reports.run import Request

    request, made_as = Request(kind, entity, against, language, cap), KINDS[kind]
    if made_as.of_one_party and entity is None:
        raise ReportError("reports.party-not-named", kind=kind)
    parts, rules, carried = _lay_out(run, request, made_as)
    return write_pdf(made_as.folder, parts, out, rules, carried)


def _lay_out(
    run: Path, request: Request, made_as: Kind
) -> tuple[list[Content], dict[str, str], list[Attached]]:
    """Return what a report prints, the texts of its rules and the files it carries.

    All that was read of the run ends with this function: printing takes the most memory.
    """
    from reports.run import attachments_of, facts_of, read_run_folder

    folder = read_run_folder(run, request.cap, request.entity)
    against = request.against
    earlier = read_run_folder(against, request.cap, request.entity) if against else None
    facts = facts_of(folder, request, earlier)
    parts: list[Content] = [
        vars(made_as.lay_out(folder, request, one, earlier))
        for one in LANGUAGES[request.language]
    ]
    rules = {f"rules/{name}": text for name, text in folder.rulebook.files.items()}
    carried = attachments_of(folder, facts, of_breaches=made_as.of_breaches)
    return parts, rules, carried


def render_custody(
    folder: Path, out: Path, *, language: Language = "zh", cap: int = DEFAULT_CAP
) -> Path:
    """Write the report of a folder of `packlaw custody --out` to `out`; return `out`.

    Of each kind of gap, of the enterprises and of the flows at most `cap` are
    printed; the report says how many more there are. The same folder gives the same
    bytes. ReportError where the folder is incomplete or PDFs cannot be printed here.
    """
    from engine.wording import custody as custody_wording
    from reports.custody.contents import lay_out
    from reports.custody.view_folder import read_view_folder
    from reports.page import write_pdf

    view = read_view_folder(folder, cap)
    contents = lay_out(view, language)
    source = Path(custody_wording.__file__).read_text("utf-8")
    wording = {"engine/wording/custody.py": source}
    return write_pdf(CUSTODY, [vars(contents)], out, wording)
