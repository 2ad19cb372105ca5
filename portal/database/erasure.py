"""The table of erasures: what was taken out of datasets that are otherwise immutable."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.clock import now
from portal.database.parts import Base


class Erasure(Base):
    """The tombstone of what was taken out of a dataset; never changed or deleted.

    It names the dataset by its key, so that it outlives it. `hash_before` and
    `hash_after` are those of its content; `files` counts for each file of it, and of its
    checks, the places that were replaced; `value_hash` is a keyed hash of the value, by
    which somebody who has the value and the key can tell that it was this one.
    """

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    dataset_key: Mapped[str] = mapped_column(String(16), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(500))
    hash_before: Mapped[str] = mapped_column(String(64))
    hash_after: Mapped[str] = mapped_column(String(64))
    cells: Mapped[int]
    files: Mapped[dict[str, Any]]
    value_hash: Mapped[str] = mapped_column(String(64))
