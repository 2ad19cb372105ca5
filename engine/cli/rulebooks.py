"""Loads the rulebook that a command works on, and finds a rule in it."""

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


def load(folder: Path | None) -> Rulebook:
    """Load the rules in a folder, or the shipped ones where it is None."""
    from engine.rulebook import load_rulebook, shipped_rules

    return load_rulebook(folder or shipped_rules())


def rule_of(rulebook: Rulebook, rule_id: str) -> Rule:
    """Return the rule that has or had an id; UsageError names the nearest ids."""
    import difflib

    try:
        return rulebook.rule(rule_id)
    except KeyError:
        ids = [rule.id for rule in rulebook.rules]
        near = difflib.get_close_matches(rule_id, ids, 3, 0.4)
        code = "cli.no-rule-but-near" if near else "cli.no-rule"
        raise UsageError(code, rule_id=rule_id, near=near) from None
