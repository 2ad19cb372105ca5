"""Answers every refusal and error with a page in the reader's language."""

from __future__ import annotations

import logging

from flask import Flask, g, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from engine.errors import PacklawError
from engine.files.disk_space import resource_error
from portal.errors import RefusalError
from portal.trail.access import enter_refusal
from portal.web.visitor import address, settings
from portal.wording.error_text import error_text, stored_error
from portal.wording.language import catalogue_of, say

UNKNOWN_HOST = (
    "本站只在自己的地址上应答；运维人员可查看 PACKLAW_PUBLIC_URL。\n"
    "This portal answers under its own address only; see PACKLAW_PUBLIC_URL.\n"
)

log = logging.getLogger("packlaw.portal")


def init_app(app: Flask) -> None:
    """Register the handlers of errors, and the filter that words a stored one."""
    app.add_template_filter(stored_error)
    app.register_error_handler(RefusalError, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _refused(refusal: RefusalError) -> tuple[str, int]:
    if (opened := g.get("database")) is not None:
        # What is refused changes nothing, and may not keep others from writing.
        opened.rollback()
    enter_refusal(refusal, address())
    return _page(refusal.status, say(refusal.key, **refusal.values))


def _stale_form(fault: CSRFError) -> tuple[str, int]:
    return _page(400, say("errors.stale_form"))


def _http(fault: HTTPException) -> ResponseReturnValue:
    if fault.code is None or fault.code < 400:
        return fault.get_response()
    if isinstance(fault, SecurityError):
        # A page cannot be rendered: its addresses would be those of the unknown host.
        return UNKNOWN_HOST, 400, {"Content-Type": "text/plain; charset=utf-8"}
    known = f"errors.{fault.code}_text" in catalogue_of("en")
    return _page(fault.code, say(f"errors.{fault.code if known else 400}_text"))


def _unexpected(fault: Exception) -> tuple[str, int]:
    log.exception("A page failed.", exc_info=fault)
    if (opened := g.get("database")) is not None:
        opened.rollback()
    if is_room_short(fault):
        return _page(507, say("errors.507_text"))
    if is_busy(fault):
        return _page(503, say("errors.503_text"))
    data = settings().data
    details = error_text(fault, data) if isinstance(fault, PacklawError) else ""
    return _page(500, say("errors.500_text"), details)


def is_room_short(fault: Exception) -> bool:
    """Return whether the server's disk or memory is full, by what raised an error."""
    if isinstance(fault, OperationalError):
        return "disk is full" in str(fault.orig) or "No space left" in str(fault.orig)
    return resource_error(fault) is not None


def is_busy(fault: Exception) -> bool:
    """Return whether others wrote to the database for so long that nobody else could."""
    return isinstance(fault, OperationalError) and "is locked" in str(fault.orig)


def _page(status: int, text: str, details: str = "") -> tuple[str, int]:
    known = f"errors.{status}_title" in catalogue_of("en")
    title = say(f"errors.{status if known else 400}_title")
    page = render_template(
        "error.html", status=status, title=title, text=text, details=details
    )
    return page, status
