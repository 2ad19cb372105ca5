"""Delays of sign-in: guesses have to wait, and keep nobody out who knows the password."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from portal.accounts import devices, lanes
from portal.accounts.passwords import hash_password
from portal.database.admission import Lane
from portal.database.models import AuditEntry
from portal.errors import TooManyAttemptsError
from tests.portal.conftest import PASSWORD, Portal, send, sign_in
from tests.portal.knocking import is_inside


def guess(portal: Portal, email: str, times: int, address: str = "") -> list[int]:
    given = {"environ_base": {"REMOTE_ADDR": address}} if address else {}
    form = {"email": email, "password": "a guess, and a bad one"}
    client = portal.client()
    return [send(client, "/sign-in", form, **given).status_code for _ in range(times)]


def pass_time(portal: Portal, seconds: float) -> None:
    portal.db.execute(update(Lane).values(until=Lane.until - seconds))
    portal.db.commit()


def test_guesses_have_to_wait_and_the_page_says_how_long(portal: Portal) -> None:
    email, tries = portal.member().user.email, portal.settings.sign_in_tries

    assert guess(portal, email, tries + 1) == [400] * tries + [429]

    answer = sign_in(client := portal.client(), email)
    assert re.search(r"请 \d+ 秒后再试", answer.text)
    assert not is_inside(client)


def test_a_try_comes_back_after_the_wait_and_no_more_than_one(portal: Portal) -> None:
    email, tries = portal.member().user.email, portal.settings.sign_in_tries
    guess(portal, email, tries)

    pass_time(portal, portal.settings.sign_in_wait_seconds)

    assert guess(portal, email, 2) == [400, 429]


def test_who_waits_does_not_wait_longer_for_trying(portal: Portal) -> None:
    email, tries = portal.member().user.email, portal.settings.sign_in_tries
    guess(portal, email, tries + 30)

    pass_time(portal, portal.settings.sign_in_wait_seconds)

    sign_in(client := portal.client(), email)
    assert is_inside(client)


def test_a_right_password_gives_its_own_try_back_and_no_other(portal: Portal) -> None:
    email = portal.member().user.email
    for _ in range(4):
        sign_in(client := portal.client(), email)
        assert is_inside(client)

    assert guess(portal, email, 2) == [400] * 2
    sign_in(client, email)
    assert guess(portal, email, 2) == [400, 429]


@pytest.mark.parametrize("is_by_device", [True, False])
def test_ones_own_password_renews_no_guesses_at_another_account_of_the_address(
    portal: Portal, *, is_by_device: bool
) -> None:
    victim = portal.member("乙公司甲", email="v@example.org")
    victim.user.password_hash = hash_password("the victim's own sentence")
    portal.db.commit()
    portal.member(email="v@example.org")
    sign_in(own := portal.client(), "v@example.org")
    device = own.get_cookie("packlaw-device")
    assert device is not None

    refused = []
    for n in range(12):
        client = portal.client()
        if is_by_device:
            client.set_cookie("packlaw-device", device.value)
        refused.append(sign_in(client, "v@example.org", f"guess {n}").status_code)
        sign_in(client, "v@example.org")

    tries = portal.settings.sign_in_tries
    assert refused.count(400) <= tries


def test_another_account_of_the_address_is_reached_from_the_same_browser(
    portal: Portal,
) -> None:
    other = portal.member("乙公司甲", email="v@example.org")
    other.user.password_hash = hash_password("the other one's sentence")
    portal.db.commit()
    portal.member(email="v@example.org")
    sign_in(client := portal.client(), "v@example.org")
    send(client, "/sign-out")

    sign_in(client, "v@example.org", "the other one's sentence")

    assert "乙公司甲" in client.get("/people").text


def test_guesses_from_elsewhere_keep_nobody_out_who_knows_the_password(
    portal: Portal,
) -> None:
    email = portal.member().user.email
    assert 429 in guess(portal, email, 8, address="203.0.113.7")

    sign_in(client := portal.client(), email)

    assert is_inside(client)


def test_guesses_from_everywhere_make_wait_only_where_one_is_not_known(
    portal: Portal,
) -> None:
    email = portal.member().user.email
    sign_in(known := portal.client(), email)
    device = known.get_cookie("packlaw-device")
    for host in range(20):
        guess(portal, email, 1, address=f"203.0.113.{host}")

    stranger = {"environ_base": {"REMOTE_ADDR": "198.51.100.1"}}
    form = {"email": email, "password": PASSWORD}
    from_new_place = send(portal.client(), "/sign-in", form, **stranger)
    sign_in(from_known_place := portal.client(), email)
    assert device is not None
    with_known_browser = portal.client()
    with_known_browser.set_cookie("packlaw-device", device.value)
    answer = send(with_known_browser, "/sign-in", form, **stranger)

    assert from_new_place.status_code == 429
    assert is_inside(from_known_place)
    assert answer.status_code == 302


def test_eighty_one_attempts_from_one_address_do_not_lock_all_out(
    portal: Portal,
) -> None:
    known, new = portal.member(), portal.member("乙公司甲")
    sign_in(portal.client(), known.user.email)
    client = portal.client()
    statuses = [
        sign_in(client, f"{n}@a.example", "wrong").status_code for n in range(81)
    ]
    assert 429 in statuses

    sign_in(first := portal.client(), known.user.email)
    pass_time(portal, portal.settings.sign_in_wait_seconds / 6)
    sign_in(second := portal.client(), new.user.email)

    assert is_inside(first)
    assert is_inside(second)


def test_a_browsers_cookie_is_worth_nothing_for_another_or_after_a_new_password(
    portal: Portal,
) -> None:
    member, other = portal.member(), portal.member("乙公司甲")
    cookie = devices.remember(portal.settings, member.user)

    assert devices.device_of(portal.settings, member.user, cookie)
    assert not devices.device_of(portal.settings, other.user, cookie)
    assert not devices.device_of(portal.settings, member.user, cookie + "x")
    member.user.password_hash = "another"
    assert not devices.device_of(portal.settings, member.user, cookie)


def test_refused_sign_ins_leave_no_rows_once_their_time_is_over(portal: Portal) -> None:
    email = portal.member().user.email
    for n in range(6):
        sign_in(portal.client(), f"{n}@a.example", "wrong")
    pass_time(portal, 1e6)

    sign_in(portal.client(), email)

    assert portal.db.scalars(select(Lane)).all() == []


def test_parallel_guesses_are_all_counted(portal: Portal) -> None:
    tries = portal.settings.sign_in_tries
    lane = lanes.patience("a test", tries=tries, seconds=60)

    def knock(_: int) -> bool:
        with portal.app.extensions["packlaw_sessions"]() as db:
            try:
                lanes.take(db, lane)
            except TooManyAttemptsError:
                return False
            return True

    with ThreadPoolExecutor(8) as crowd:
        assert sum(crowd.map(knock, range(24))) == tries


def test_an_address_of_ipv6_stands_for_its_site() -> None:
    assert lanes.neighbourhood("2001:db8::1") == lanes.neighbourhood("2001:db8::2:1")
    assert lanes.neighbourhood("192.0.2.1") != lanes.neighbourhood("192.0.2.2")
    assert lanes.neighbourhood("unix") == "unix"


def test_refusals_do_not_fill_the_trail(portal: Portal) -> None:
    guess(portal, portal.member().user.email, 40)

    actions = portal.db.scalars(select(AuditEntry.action)).all()
    assert actions == ["sign-in-refused"]
