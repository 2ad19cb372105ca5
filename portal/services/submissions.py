"""Submitting a dataset to a regulator: an act that cannot be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.database.models import Dataset, Organisation
from portal.database.remit import remit_of
from portal.database.session import take_turn
from portal.database.submission import Submission
from portal.errors import RefusalError
from portal.services.work import Work


@dataclass(frozen=True)
class Submit:
    """What is asked for: a dataset by its key, and the id of the regulator.

    `is_sure`: the person has said that it cannot be taken back.
    """

    dataset: str
    regulator: str
    is_sure: bool


def competent(work: Work, dataset: Dataset) -> Sequence[Organisation]:
    """List the regulators that a dataset can still be submitted to, by name.

    They have its company in their remit, and have not received it yet.
    """
    regulators = work.db.scalars(
        select(Organisation)
        .where(Organisation.kind == "regulator")
        .order_by(Organisation.name)
    )
    received = {each.regulator_id for each in submissions(work, dataset)}
    return [
        regulator
        for regulator in regulators
        if regulator.id not in received
        and remit_of(regulator).covers(dataset.organisation)
    ]


def submissions(work: Work, dataset: Dataset) -> Sequence[Submission]:
    """List the submissions of a dataset that the viewer sees, the first one first."""
    return work.db.scalars(
        select(Submission)
        .where(Submission.dataset_id == dataset.id)
        .options(
            selectinload(Submission.regulator), selectinload(Submission.submitted_by)
        )
        .order_by(Submission.id)
    ).all()


def is_submitted(work: Work, dataset: Dataset) -> bool:
    """Return whether a dataset was submitted to a regulator."""
    to_any = select(Submission.id).where(Submission.dataset_id == dataset.id)
    return work.db.scalar(to_any.limit(1)) is not None


def submit(work: Work, asked: Submit) -> Submission:
    """Submit a dataset of the person's company to a regulator.

    NotAllowedError where the person may not, RefusalError where the regulator is not
    competent or has received it already, or the tables have no mapping yet.
    """
    dataset = work.find(Dataset, asked.dataset)
    work.authorise("dataset.submit", dataset)
    if not asked.is_sure:
        raise RefusalError("submissions.not_sure")
    if dataset.is_source and dataset.mapping is None:
        raise RefusalError("mapping.none_yet")
    with work.transaction():
        take_turn(work.db, dataset.organisation_id)
        return _submit(work, dataset, asked.regulator)


def _submit(work: Work, dataset: Dataset, regulator_id: str) -> Submission:
    chosen = [each for each in competent(work, dataset) if str(each.id) == regulator_id]
    if not chosen:
        raise RefusalError("submissions.regulator_form")
    submitted = Submission(
        organisation_id=dataset.organisation_id,
        dataset_id=dataset.id,
        regulator_id=chosen[0].id,
        submitted_by_id=work.viewer.user_id,
    )
    work.db.add(submitted)
    work.note("dataset-submitted", f"{dataset.key} {chosen[0].name}")
    return submitted
