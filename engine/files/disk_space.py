"""Recognises a full disk and too little memory in errors of the system and of DuckDB."""

from __future__ import annotations

import errno
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import EvaluationError, Message, PacklawError, UsageError, message

# The message for each cause, by the error number of the system.
_CODES = {
    errno.ENOSPC: "files.disk-full",
    errno.EDQUOT: "files.quota-exceeded",
    errno.EFBIG: "files.size-limit",
}
# DuckDB passes on the system's text without its number; the last one is DuckDB's own.
_CODES_BY_TEXT = {
    "No space left": "files.disk-full",
    "Disk quota exceeded": "files.quota-exceeded",
    "File too large": "files.size-limit",
    "max_temp_dir": "files.disk-full",
}


@contextmanager
def resource_errors_raised() -> Iterator[None]:
    """Raise UsageError where a disk ran full, EvaluationError where memory did.

    Other exceptions pass unchanged.
    """
    try:
        yield
    except Exception as error:
        if lack := resource_error(error):
            raise lack from error
        raise


def resource_error(error: Exception) -> PacklawError | None:
    """Return the error to raise where disk space or memory ran out, None elsewhere."""
    reason = _reason(error)
    scratch = Path(tempfile.gettempdir())
    if code := _disk_code(error):
        return UsageError(code, reason=reason, scratch=scratch)
    if isinstance(error, MemoryError) or _is_duckdb(error, "OutOfMemoryException"):
        return EvaluationError(
            "files.memory-short", reason=reason or "MemoryError", scratch=scratch
        )
    return None


def _reason(error: Exception) -> Message | str:
    """Return the first line of the error; a path in it stays one, to be shown short."""
    if isinstance(error, OSError) and error.strerror and error.filename:
        path = Path(str(error.filename))
        return message("files.reason-at", reason=error.strerror, path=path)
    return str(error).strip().split("\n")[0]


def _disk_code(error: Exception) -> str | None:
    if isinstance(error, OSError):
        return _CODES.get(error.errno or 0)
    if not _is_duckdb(error, "Error"):
        return None
    found = (code for text, code in _CODES_BY_TEXT.items() if text in str(error))
    return next(found, None)


def _is_duckdb(error: Exception, kind: str) -> bool:
    # If DuckDB is not loaded the error is not its own, and loading it takes time.
    duckdb = sys.modules.get("duckdb")
    return duckdb is not None and isinstance(error, getattr(duckdb, kind))
