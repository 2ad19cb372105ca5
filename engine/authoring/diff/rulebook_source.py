"""Opens a rulebook from a folder of rules, or from a run that carries its rules."""

from __future__ import annotations

import json
from pathlib import Path

from engine.errors import UsageError
from engine.rulebook import Rulebook, load_rulebook, load_rulebook_from

_RUN = "run.json"


def open_rulebook(folder: Path) -> Rulebook:
    """Load the rules of a folder or of a run.

    Raises RuleFileError where the rules have faults, UsageError where run.json
    holds no rules.
    """
    file = folder / _RUN
    if not file.is_file():
        return load_rulebook(folder)
    try:
        files: dict[str, str] = json.loads(file.read_text("utf-8"))["rulebook"]["files"]
        texts = {str(name): str(text) for name, text in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            "authoring.diff.not-a-run", file=file, problem=str(error)
        ) from error
    return load_rulebook_from(texts)
