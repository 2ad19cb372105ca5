"""The table of submissions: which regulator has received which dataset of a company."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.clock import now
from portal.database.models import Dataset, Organisation, User
from portal.database.parts import Base, Owned


class Submission(Owned, Base):
    """A dataset that its company has submitted to a regulator; never changed or deleted.

    `submitted_by` is empty where the regulator had worked with the dataset before there
    were submissions.
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("dataset_id", "regulator_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"))
    regulator_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    submitted_at: Mapped[datetime] = mapped_column(default=now)

    dataset: Mapped[Dataset] = relationship()
    regulator: Mapped[Organisation] = relationship(foreign_keys=regulator_id)
    submitted_by: Mapped[User | None] = relationship()
