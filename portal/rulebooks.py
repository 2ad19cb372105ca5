"""Load the rules this portal checks with, and again whenever their files change."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from engine.rulebook import Rulebook, load_rulebook, shipped_rules
from portal.settings import Settings


def rules_folder(settings: Settings) -> Path:
    return settings.rules or shipped_rules()


def current_rulebook(settings: Settings) -> Rulebook:
    """Return the rulebook as its files stand now."""
    folder = rules_folder(settings)
    newest = max((f.stat().st_mtime_ns for f in folder.rglob("*.yaml")), default=0)
    return _load(folder, newest)


@lru_cache(maxsize=2)
def _load(folder: Path, newest: int) -> Rulebook:
    return load_rulebook(folder)
