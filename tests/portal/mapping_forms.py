"""Fills in the form of a mapping as a browser would, and runs its check."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import BytesIO, StringIO

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from portal.database.models import AuditEntry, Run
from tests.portal.conftest import Portal, send

ENGLISH = {"Accept-Language": "en"}
SELF = "91420115302600175X"
_FIELD = re.compile(
    r'<input type="(?P<kind>hidden|checkbox)" name="(?P<name>[^"]+)" '
    r'value="(?P<value>[^"]*)"(?P<rest>[^>]*)>'
    r'|<input[^>]*name="(?P<iname>[^"]+)"[^>]*value="(?P<ivalue>[^"]*)"'
    r'|<select[^>]*name="(?P<sname>[^"]+)"[^>]*>(?P<options>.*?)</select>',
    re.DOTALL,
)
_SELECTED = re.compile(r'value="([^"]*)" selected')


def fields_of(html: str) -> MultiDict[str, str]:
    """Return what a browser would post of the form of a mapping as it stands."""
    form = html[html.index('class="mapping"') : html.index('<details class="as-file"')]
    found: MultiDict[str, str] = MultiDict()
    for m in _FIELD.finditer(form):
        if m["kind"]:
            if m["kind"] == "hidden" or "checked" in m["rest"]:
                found.add(m["name"], unescape(m["value"]))
        elif m["iname"]:
            found.add(m["iname"], unescape(m["ivalue"]))
        else:
            chosen = _SELECTED.search(m["options"])
            found.add(m["sname"], unescape(chosen[1]) if chosen else "")
    found.pop("csrf_token", None)
    return found


def upload(client: FlaskClient, text: str, **form: str) -> TestResponse:
    files = {"files": (BytesIO(text.encode()), "Goods in.csv")}
    return send(client, "/datasets", {**files, "as_of": "2026-09-30", **form})


def post(client: FlaskClient, path: str, form: MultiDict[str, str]) -> TestResponse:
    return send(client, path, form.to_dict(flat=False))  # type: ignore[arg-type]


def shown(client: FlaskClient, path: str) -> str:
    answer = client.get(path, headers=ENGLISH)
    assert answer.status_code == 200
    return answer.text


def filled(html: str) -> MultiDict[str, str]:
    """Return the form with what a person has to say, the odd word left out."""
    form = fields_of(html)
    form["you"], form["do"] = SELF, "keep"
    form.setlist("roles", ["utilization_enterprise"])
    for name, values in form.lists():
        if name.startswith("w") and "event" in name and values == [""]:
            form[name] = "!out"
    form["from"], form["until"] = "2026-04-01", "2026-09-30"
    return form


def work(portal: Portal) -> Run:
    """Run the check that is queued, and return it."""
    assert portal.worker().work_once()
    portal.db.expire_all()
    return portal.db.scalars(select(Run).order_by(Run.id.desc())).first()  # type: ignore[return-value]


def mapped_csv(client: FlaskClient, run: Run) -> list[dict[str, str]]:
    """Return the lines of the list of what became of every row."""
    answer = client.get(f"/runs/{run.key}/files/mapped")
    text = answer.data.decode("utf-8-sig")
    answer.close()
    return list(csv.DictReader(StringIO(text)))


def trail(portal: Portal) -> list[str]:
    return [entry.action for entry in portal.db.scalars(select(AuditEntry))]
