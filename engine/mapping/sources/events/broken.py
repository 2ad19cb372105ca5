"""Reports event documents that cannot be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import DatasetError, Message


@contextmanager
def documents_reported(place: Message | str) -> Iterator[None]:
    """Raise DatasetError where a document is broken; `place` is shown in the message."""
    try:
        yield
    except RecursionError as error:
        raise DatasetError("mapping.document-deep", place=place) from error
    except (ValueError, KeyError, sqlite3.Error) as error:
        reason = f"{error.args[0]} is missing" if isinstance(error, KeyError) else error
        raise DatasetError(
            "mapping.document-broken", place=place, reason=str(reason)
        ) from error
