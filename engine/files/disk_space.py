"""A full disk or too little memory, told as what it is and what to do about it."""

from __future__ import annotations

import errno
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import EvaluationError, PacklawError, UsageError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# DuckDB keeps the system's words and not its number.
_FULL_WORDS = ("No space left", "Disk quota exceeded", "File too large", "max_temp_dir")


@contextmanager
def shortage_told() -> Iterator[None]:
    """Raise UsageError where a disk ran full, EvaluationError where memory did."""
    try:
        yield
    except Exception as error:
        if told := shortage(error):
            raise told from error
        raise


def shortage(error: Exception) -> PacklawError | None:
    """Return the shortage that an error of the system or of DuckDB stands for."""
    first = str(error).strip().split("\n")[0]
    if _is_full(error):
        return UsageError(
            f"A disk is full, or may hold no more of yours ({first}).\n"
            "  Make room where results are written, and where scratch files are: "
            f"{tempfile.gettempdir()}. TMPDIR=FOLDER names another place for these."
        )
    if isinstance(error, MemoryError) or _is_duckdb(error, "OutOfMemoryException"):
        return EvaluationError(
            f"This machine has too little memory for it ({first or 'MemoryError'}).\n"
            "  Close other programs, take a machine with more memory, make room for "
            f"scratch files in {tempfile.gettempdir()}, or check fewer rules at a time: "
            "--rule ID."
        )
    return None


def _is_full(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL
    return _is_duckdb(error, "Error") and any(w in str(error) for w in _FULL_WORDS)


def _is_duckdb(error: Exception, kind: str) -> bool:
    # Where DuckDB was never loaded it raised nothing, and need not be loaded now.
    duckdb = sys.modules.get("duckdb")
    return duckdb is not None and isinstance(error, getattr(duckdb, kind))
