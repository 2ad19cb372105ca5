"""Loads the rules that the portal checks with, again whenever their files change."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from engine.rulebook import Rule, Rulebook, load_rulebook, shipped_rules
from portal.errors import MissingError
from portal.settings import Settings


def rules_folder(settings: Settings) -> Path:
    """Return the folder of rules of the settings, or the shipped one."""
    return settings.rules or shipped_rules()


def current_rulebook(settings: Settings) -> Rulebook:
    """Return the rulebook of the files as they are now."""
    folder = rules_folder(settings)
    newest = max(
        (f.stat().st_mtime_ns for f in folder.rglob("*") if f.is_file()), default=0
    )
    return _load(folder, newest)


def rule_in(rulebook: Rulebook, rule_id: str, current: Rulebook) -> Rule:
    """Return a rule of a rulebook by any id it has, had, or has in `current`.

    Raises MissingError where neither rulebook has the id.
    """
    names = [rule_id]
    with suppress(KeyError):
        today = current.rule(rule_id)
        names += [today.id, *today.aliases]
    for name in names:
        with suppress(KeyError):
            return rulebook.rule(name)
    raise MissingError


@lru_cache(maxsize=2)
def _load(folder: Path, newest: int) -> Rulebook:
    return load_rulebook(folder)
