"""Organisations, for operators: list them, set regions and roles."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.errors import Text
from engine.wording.provinces import province_name
from portal.errors import RefusalError
from portal.mapping.proposing import words_of
from portal.pages.numbers import page_number
from portal.services import organisations
from portal.services.organisations import Reach
from portal.web import visitor

pages = Blueprint("organisations", __name__, url_prefix="/organisations")


@pages.get("")
def index() -> str:
    """List all organisations, each with its regions and roles."""
    page = organisations.listed(visitor.work(), page_number())
    return render_template(
        "organisations.html", page=page, roles=_roles(), province_name=province_name
    )


@pages.get("/<int:organisation_id>")
def show(organisation_id: int) -> str:
    """Show the form of an organisation's regions and roles."""
    return _form(organisation_id)


@pages.post("/<int:organisation_id>")
def change(organisation_id: int) -> Response | tuple[str, int]:
    """Set the regions and roles, or show the form again with what is wrong."""
    form = request.form
    reach = Reach(
        form.get("regions", ""), form.getlist("roles"), form.get("whole") == "yes"
    )
    try:
        organisations.change_reach(visitor.work(), organisation_id, reach, _roles())
    except RefusalError as refusal:
        if refusal.status != RefusalError.status:
            raise
        return _form(organisation_id, reach, refusal), refusal.status
    return redirect(url_for("organisations.index"))


def _form(
    organisation_id: int,
    typed: Reach | None = None,
    refusal: RefusalError | None = None,
) -> str:
    found = organisations.organisation(visitor.work(), organisation_id)
    kept = Reach(" ".join(sorted(found.regions)), found.roles, found.is_nationwide)
    return render_template(
        "organisation.html",
        found=found,
        reach=typed or kept,
        roles=_roles(),
        refusal=refusal,
    )


def _roles() -> Mapping[str, Text]:
    return words_of(visitor.settings()).vocabulary.roles
