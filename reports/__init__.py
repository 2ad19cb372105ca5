"""Reports: a folder that a command wrote becomes one PDF, in Chinese or English."""

from engine.errors import Language
from reports.render import DEFAULT_CAP, render, render_custody

__all__ = [
    "DEFAULT_CAP",
    "Language",
    "render",
    "render_custody",
]
