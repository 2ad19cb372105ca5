"""Reports on paper: what a command left in a folder in, one PDF out."""

from engine.wording.terms import Language
from reports.render import DEFAULT_CAP, render, render_custody

__all__ = ["DEFAULT_CAP", "Language", "render", "render_custody"]
