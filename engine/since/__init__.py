"""The door to runs that follow an earlier one: only what changed bears on is judged again."""

from engine.since.earlier import Earlier, open_earlier
from engine.since.following import Judging, follow

__all__ = ["Earlier", "Judging", "follow", "open_earlier"]
