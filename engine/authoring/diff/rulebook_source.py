"""Opens a rulebook from a folder of rules, or from a run that carries its rules."""

from __future__ import annotations

from pathlib import Path

from engine.errors import UsageError
from engine.rulebook import Rulebook, load_rulebook, load_rulebook_from
from engine.runs import RUN, NoRunError, UnreadableRunError, read_run


def open_rulebook(folder: Path) -> Rulebook:
    """Load the rules in a folder, or those that a run in it was made with.

    Raises RuleFileError for faults in the rules, UsageError for an unreadable run.
    """
    try:
        run = read_run(folder, check_files=False)
    except NoRunError:
        return load_rulebook(folder)
    except UnreadableRunError as error:
        raise UsageError(
            "authoring.diff.not-a-run", file=folder / RUN, problem=error.fault
        ) from error
    return load_rulebook_from(run.rulebook.files)
