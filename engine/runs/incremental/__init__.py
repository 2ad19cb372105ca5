"""The door to runs that follow an earlier one: only what changed bears on is judged again."""

from engine.runs.incremental.earlier import Earlier, open_earlier
from engine.runs.incremental.following import Judging, follow

__all__ = ["Earlier", "Judging", "follow", "open_earlier"]
