"""Enters on the trail what people are refused, and what they read of other organisations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Select, select

from portal.database.cases import Case
from portal.database.models import (
    Dataset,
    IssuedReport,
    KeptMapping,
    Membership,
    Run,
    User,
)
from portal.database.session import Sessions
from portal.database.tenancy import EVERYTHING, Viewer, set_viewer
from portal.errors import MissingError, NotAllowedError, RefusalError
from portal.trail.repeats import Repeated, record_hourly

THINGS: Mapping[str, tuple[type[Any], ...]] = {
    "key": (Run, Dataset, KeptMapping, Case),
    "report_key": (IssuedReport,),
}
"""What the parts of an address name, by the name of the part."""


def init_app(app: Flask) -> None:
    """Look at each answer for what it hands out of another organisation."""
    app.after_request(_enter_reading)


def enter_refusal(refusal: RefusalError, address: str) -> None:
    """Enter that a person may not do this, or asked for what is another's.

    That a thing is not there at all is no refusal.
    """
    viewer: Viewer | None = g.get("viewer")
    is_refusal = isinstance(refusal, NotAllowedError | MissingError)
    if viewer is None or not is_refusal:
        return
    owner = _owner(request.view_args or {})
    is_others = owner not in (None, viewer.organisation_id)
    if isinstance(refusal, NotAllowedError) or is_others:
        _enter("refused", viewer, owner, address, is_counted=True)


def enter_refused_sign_in(email: str, address: str) -> None:
    """Enter a sign-in that is refused, with the e-mail only where somebody has it.

    What else is typed there may be a password.
    """
    with _sessions().begin() as db:
        person = db.scalar(select(User).where(User.email == email.strip().lower()))
        membership = person and db.scalar(
            select(Membership).where(Membership.user_id == person.id).limit(1)
        )
        refused = Repeated(
            "sign-in-refused",
            person.email if person else "",
            owner_id=membership.organisation_id if membership else None,
            address=address,
        )
        record_hourly(db, refused)


def enter_refused_errand(refusal: RefusalError, address: str) -> None:
    """Enter that somebody came back from the provider and is not let in, and why."""
    with _sessions().begin() as db:
        record_hourly(db, Repeated("provider-refused", refusal.key, address=address))


def _enter_reading(response: Response) -> Response:
    viewer: Viewer | None = g.get("viewer")
    # 206: a part of a file, which may be all of it.
    is_read = request.method == "GET" and response.status_code in (200, 206)
    if viewer is None or not viewer.sees_others or not is_read:
        return response
    owner = _owner(request.view_args or {}, is_of_data=True)
    if owner not in (None, viewer.organisation_id):
        address = request.remote_addr or ""
        _enter("read", viewer, owner, address, is_counted=False)
        if g.get("shows_people"):
            _enter("personal-read", viewer, owner, address, is_counted=False)
    return response


def _enter(
    action: str, viewer: Viewer, owner: int | None, address: str, *, is_counted: bool
) -> None:
    given = request.view_args or {}
    nouns = {"refused": request.endpoint, "read": request.blueprint}
    named = [str(given[part]) for part in THINGS if part in given and owner is not None]
    entry = Repeated(
        action,
        " ".join([*filter(None, [nouns.get(action)]), *named])[:200],
        viewer.user_id,
        viewer.organisation_id,
        owner,
        address[:45],
    )
    with _sessions().begin() as db:
        record_hourly(db, entry, is_counted=is_counted)


def _owner(given: Mapping[str, Any], *, is_of_data: bool = False) -> int | None:
    """Return the organisation whose thing an address names; None where it names none.

    `is_of_data`: of a check, or a case, it is the one whose dataset was checked, whoever
    did that.
    """
    with _sessions()() as db:
        set_viewer(db, EVERYTHING)
        for part, tables in THINGS.items():
            for table in tables if part in given else ():
                of_thing = select(table.organisation_id).where(table.key == given[part])
                if is_of_data and table in (Run, Case):
                    of_thing = _of_dataset(table, given[part])
                if (owner := db.scalar(of_thing)) is not None:
                    return int(owner)
    return None


def _of_dataset(table: type[Run] | type[Case], key: str) -> Select[tuple[int]]:
    of_run = select(Dataset.organisation_id).join(Run, Run.dataset_id == Dataset.id)
    if table is Case:
        of_run = of_run.join(Case, Case.last_run_id == Run.id)
    return of_run.where(table.key == key)


def _sessions() -> Sessions:
    return cast(Sessions, current_app.extensions["packlaw_sessions"])
