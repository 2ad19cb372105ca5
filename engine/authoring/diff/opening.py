"""Loads the rulebook of a folder of rules, or of a run folder."""

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
            "authoring.unreadable-run", file=folder / RUN, error=error.fault
        ) from error
    return load_rulebook_from(run.rulebook.files)
