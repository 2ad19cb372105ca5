"""Sessions as their person sees them: listed, named, ended one by one."""

from __future__ import annotations

import re

from portal.accounts.sessions import browser_name
from tests.portal.conftest import PASSWORD, Portal, send, sign_in
from tests.portal.knocking import is_inside


def test_sessions_are_listed_and_ended_one_by_one(portal: Portal) -> None:
    member = portal.member()
    here, there = portal.client(), portal.client()
    firefox = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Firefox/140.0"}
    form = {"email": member.user.email, "password": PASSWORD}
    send(there, "/sign-in", form, headers=firefox)
    sign_in(here, member.user.email)
    page = here.get("/account").text
    assert "Firefox, Windows" in page
    assert "127.0.0.1" in page

    ended = re.search(r"/account/sessions/\d+/end", page)
    assert ended is not None
    stranger = portal.client(portal.member("乙公司甲"))
    assert send(stranger, ended[0]).status_code == 404
    send(here, ended[0])

    assert is_inside(here)
    assert not is_inside(there)


def test_a_browser_is_named_as_people_name_it() -> None:
    edge = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Chrome/140 Safari/537 Edg/140"
    assert browser_name(edge) == "Edge, macOS"
    assert browser_name("curl/8") == ""
