"""The titles of the rules that a run was made with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from engine.errors import Text


def titles_of(run: Path) -> Mapping[str, Text]:
    """Return the title of every rule in the run.json of a run's folder, by rule id."""
    from engine.rulebook import load_rulebook_from

    content = json.loads((run / "run.json").read_text("utf-8"))
    rulebook = load_rulebook_from(content["rulebook"]["files"])
    return {rule.id: rule.title for rule in rulebook.rules}
