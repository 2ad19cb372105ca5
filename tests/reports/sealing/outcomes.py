"""What a refusal to seal says, and what a verification."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import PacklawError
from reports.sealing import SealingKey, Verification, seal


def refused(report: Path, key: SealingKey, **options: str) -> tuple[str, str]:
    """Return why sealing is refused, zh and en; the file must stay as it was."""
    before = report.read_bytes()
    with pytest.raises(PacklawError) as caught:
        seal(report, key, **options)
    assert report.read_bytes() == before
    error = caught.value
    zh, en = (error.in_language(lang, short_paths=True) for lang in ("zh", "en"))
    return zh, en


def said(verification: Verification, outcome: str = "failed") -> list[tuple[str, str]]:
    """Return what was found with an outcome, zh and en."""
    return [
        (
            result.found.in_language("zh", short_paths=True),
            result.found.in_language("en", short_paths=True),
        )
        for result in verification.results
        if result.outcome == outcome
    ]


def english(verification: Verification, outcome: str = "failed") -> list[str]:
    """Return what was found with an outcome, in English."""
    return [en for _, en in said(verification, outcome)]
