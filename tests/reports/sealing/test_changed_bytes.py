"""No byte of a sealed report can be changed in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import ReportError
from reports.sealing import Expected, verify
from tests.reports.sealing.outcomes import english


@pytest.mark.slow
def test_no_byte_can_be_changed_without_a_word(
    sealed: Path, trusting: Expected
) -> None:
    content = sealed.read_bytes()
    start, end = container(content)
    places = [n for n in range(9, len(content), 211) if not start < n < end]

    silent = [n for n in places if flipped(sealed, content, n, trusting) == []]

    assert silent == []


@pytest.mark.slow
def test_changed_byte_of_the_seal_is_told_or_proves_the_same(
    sealed: Path, trusting: Expected
) -> None:
    content = sealed.read_bytes()
    start, end = container(content)
    before = verify(sealed, trusting).seals

    for place in range(start, end, 211):
        if flipped(sealed, content, place, trusting) == []:
            # It is within the copy of a certificate that is trusted anyway.
            assert verify(sealed, trusting).seals == before


def container(content: bytes) -> tuple[int, int]:
    """Return where the signature is stored, between the bytes that it signs."""
    start = content.index(b"<3082")
    return start, content.index(b">", start)


def flipped(
    file: Path, content: bytes, place: int, expected: Expected
) -> list[str] | None:
    """Change one byte; return the failures, None where it cannot be read any more."""
    changed = bytearray(content)
    changed[place] ^= 0x20 if chr(changed[place]).isalpha() else 1
    file.write_bytes(changed)
    try:
        return english(verify(file, expected))
    except ReportError:
        return None
