"""A wording in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Text:
    """One wording in both languages."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the wording in one language."""
        return self.zh if language == "zh" else self.en
