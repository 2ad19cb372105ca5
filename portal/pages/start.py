"""The start page, the choice of language and the web font."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    redirect,
    render_template,
    request,
    send_from_directory,
    session,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from portal.errors import MissingError
from portal.services.preferences import choose_language
from portal.services.today import what_waits
from portal.storage.rulebooks import current_rulebook
from portal.web import visitor
from portal.wording.language import LANGUAGES
from reports import fonts

pages = Blueprint("start", __name__)
YEAR = 31_536_000


@pages.get("/")
def index() -> str:
    """Show what waits for the person, or to strangers what the portal is."""
    if g.viewer is not None:
        return render_template("today.html", waits=what_waits(visitor.work()))
    rulebook = current_rulebook(visitor.settings())
    return render_template("start.html", rulebook=rulebook)


@pages.post("/language")
def language() -> AnyResponse:
    """Set the language, for this browser and for the account."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session["language"] = chosen
        if g.viewer is not None:
            choose_language(visitor.work(), chosen)
    return redirect(own_address(request.form.get("then", "")))


@pages.get("/fonts/<name>")
def font(name: str) -> Response:
    """Serve the reports' font, for browsers without a Chinese one."""
    if name not in (*fonts.WEIGHTS, fonts.MORE):
        raise MissingError
    response = send_from_directory(fonts.FOLDER, name, max_age=YEAR)
    response.cache_control.public = True
    return response


def here() -> str:
    """Return the address to come back to: this one, or the nearest above that is read.

    A form that was refused is answered under an address that only takes forms.
    """
    if request.method == "GET":
        return request.full_path.rstrip("?")
    addresses, path = current_app.url_map.bind(""), request.path
    while path.strip("/"):
        if addresses.test(path, "GET"):
            return path
        path = path.rpartition("/")[0]
    return ""


def own_address(text: str) -> str:
    """Return `text` if it is an address of this portal, else that of the start page."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return url_for("start.index")
    is_own = not parts.scheme and not parts.netloc and text.startswith("/")
    if is_own and not text.startswith("//") and "\\" not in text and text.isprintable():
        return text
    return url_for("start.index")
