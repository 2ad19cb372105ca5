"""Messages of `dataset`."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {}
