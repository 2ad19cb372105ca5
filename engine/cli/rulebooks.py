"""The rulebook that a command is asked about, and the rule in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.errors import UsageError

if TYPE_CHECKING:
    from engine.rulebook import Rule, Rulebook

rules_option = click.option(
    "--rules",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder of rules; default: the shipped ones.",
)
language_option = click.option(
    "--language",
    type=click.Choice(["zh", "en", "both"]),
    default="both",
    show_default=True,
    help="Language of what is said.",
)


def load(folder: Path | None) -> Rulebook:
    """Load the folder named, or the shipped rules."""
    from engine.rulebook import load_rulebook, shipped_rules

    return load_rulebook(folder or shipped_rules())


def rule_of(rulebook: Rulebook, rule_id: str) -> Rule:
    """Find a rule by its id or one it had before; UsageError offers the nearest."""
    import difflib

    try:
        return rulebook.rule(rule_id)
    except KeyError:
        ids = [rule.id for rule in rulebook.rules]
        near = difflib.get_close_matches(rule_id, ids, 3, 0.4)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        raise UsageError(
            f"No rule {rule_id}.{hint} `packlaw rules list` names them all."
        ) from None
