"""Accounts in a real browser: first setup, invitation, second factor, sessions, reset."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.portal.browsing import (
    PASSWORD,
    Site,
    browser,
    see,
    serving,
    set_up,
    site,
    speak,
)
from tests.portal.openid.running import CLIENT_ID, SECRET, running_provider

__all__ = ["browser", "site"]

pytestmark = pytest.mark.browser

NEW_PASSWORD = "a quite different sentence"
STEP_SECONDS = 30
# A browser notes each answer that says no: a weak password, a used link, a wrong code.
REFUSED = re.compile(r"status of 40[04]")


def look(page: Page, name: str) -> None:
    """See a page in both languages and widths: nothing lost, nothing wider than it."""
    address = page.url
    for language in ("en", "zh"):
        speak(page, language)
        assert page.url == address
        see(page, f"{name}-{language}")


@contextmanager
def somebody(site: Site, browser: Browser) -> Iterator[Page]:
    with browser.new_context(locale="zh-CN") as context:
        page = site.watch(context.new_page())
        yield page


def sign_in(page: Page, site: Site, email: str, password: str) -> None:
    page.goto(site.address + "/sign-in")
    page.fill("#email", email)
    page.fill("#password", password)
    page.click("main form[action='/sign-in'] button")


def link_shown(page: Page) -> str:
    return page.locator("code.address").inner_text()


def code_for(secret: str, used: set[str]) -> str:
    """Return a code that the telephone shows now or in a moment, not used before."""
    steps = int(time.time()) // STEP_SECONDS
    codes = [pyotp.TOTP(secret).generate_otp(steps + ahead) for ahead in (0, 1)]
    return next(code for code in codes if code not in used)


def test_accounts_from_the_first_link_to_a_new_password(
    site: Site, browser: Browser
) -> None:
    with somebody(site, browser) as boss, somebody(site, browser) as other:
        _set_up(boss, site)
        secret, recovery = _switch_factor_on(boss)
        _invite(boss, site, other)
        _sign_in_with_factor(boss, site, secret, recovery)
        _end_a_session(boss, site, other)
        _reset(boss, site, other)

    assert [told for told in site.complaints if not REFUSED.search(told)] == []


def test_by_way_of_a_provider(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of Authlib's provider, which else refuses plain HTTP.
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    secret = tmp_path / "openid.secret"
    secret.write_text(SECRET, encoding="utf-8")
    with (
        running_provider() as provider,
        serving(
            tmp_path / "data",
            PACKLAW_OPENID_ISSUER=provider.issuer,
            PACKLAW_OPENID_CLIENT_ID=CLIENT_ID,
            PACKLAW_OPENID_SECRET_FILE=str(secret),
            PACKLAW_OPENID_NAME="Battery ID",
            PACKLAW_OPENID_FACTORS="mfa",
        ) as site,
    ):
        with somebody(site, browser) as page, somebody(site, browser) as other:
            set_up(page, site)
            page.goto(site.address + "/account")
            look(page, "provider-unlinked")
            page.fill("#password-too", PASSWORD)
            page.click("form[action='/account/identities'] button")
            page.wait_for_url("**/account")
            look(page, "provider-linked")
            page.click("form[action='/sign-out'] button")
            page.goto(site.address + "/sign-in")
            look(page, "provider-sign-in")
            page.click("form[action='/sign-in/openid'] button")
            page.wait_for_url("**/")
            provider.person = {"sub": "2", "email": "second@example.org",
                               "email_verified": True}  # fmt: skip
            _refused_by_provider(other, site)
            _invite_by_provider(page, site, other)
        assert [told for told in site.complaints if not REFUSED.search(told)] == []


def _refused_by_provider(page: Page, site: Site) -> None:
    page.goto(site.address + "/sign-in")
    page.click("form[action='/sign-in/openid'] button")
    page.wait_for_url("**/callback**")
    see(page, "provider-refused")
    speak(page, "en")
    page.wait_for_url("**/sign-in")


def _invite_by_provider(boss: Page, site: Site, other: Page) -> None:
    boss.goto(site.address + "/people")
    boss.fill("#email", "second@example.org")
    boss.click("form[action='/people/invitations'] button")
    other.goto(link_shown(boss))
    look(other, "provider-invitation")
    other.click("form[action$='/openid'] button")
    other.wait_for_url("**/")
    other.goto(site.address + "/account")
    look(other, "provider-alone")


def _set_up(page: Page, site: Site) -> None:
    page.goto(site.link)
    look(page, "set-up")
    page.fill("#organisation", "自查企业（虚构）")
    page.check("input[value=company]")
    page.fill("#email", "first@example.org")
    page.fill("#password", "aaaaaaaaaaaa")
    page.click("main button")
    see(page, "set-up-refused")
    page.fill("#password", PASSWORD)
    page.click("main button")
    expect(page.locator("#todo")).to_be_visible()
    page.goto(site.link)
    look(page, "link-over")
    page.click("main a.button")
    page.wait_for_url("**/datasets")


def _switch_factor_on(page: Page) -> tuple[str, list[str]]:
    page.click("a.account")
    look(page, "account")
    page.click("a[href='/account/second-factor']")
    look(page, "factor-offered")
    expect(page.locator(".square svg")).to_be_visible()
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    page.fill("#code", pyotp.TOTP(secret).now())
    page.click("main form.card button")
    codes = page.locator(".recovery code").all_inner_texts()
    assert len(codes) == 10
    see(page, "factor-codes")
    look(page, "factor-on")
    return secret, codes


def _invite(boss: Page, site: Site, other: Page) -> None:
    boss.goto(site.address + "/people")
    boss.fill("#email", "second@example.org")
    boss.check("input[value=officer]")
    boss.click("form[action='/people/invitations'] button")
    look(boss, "people")
    other.goto(link_shown(boss))
    look(other, "invitation")
    other.fill("#password", PASSWORD)
    other.click("main form.card button")
    expect(other.locator("#todo")).to_be_visible()


def _sign_in_with_factor(
    page: Page, site: Site, secret: str, recovery: list[str]
) -> None:
    used = {pyotp.TOTP(secret).now()}
    for code in (None, recovery[0]):
        page.click("form[action='/sign-out'] button")
        page.goto(site.address + "/sign-in")
        look(page, "sign-in")
        sign_in(page, site, "first@example.org", PASSWORD)
        page.wait_for_url("**/sign-in/code")
        page.fill("#code", "000000")
        page.click("main form.card button")
        expect(page.locator("#refusal")).to_be_visible()
        see(page, "sign-in-code-refused")
        look(page, "sign-in-code")
        page.fill("#code", code or code_for(secret, used))
        page.click("main form.card button")
        page.wait_for_url("**/")


def _end_a_session(boss: Page, site: Site, other: Page) -> None:
    context = other.context.browser.new_context(locale="en")  # type: ignore[union-attr]
    telephone = site.watch(context.new_page())
    sign_in(telephone, site, "second@example.org", PASSWORD)
    telephone.wait_for_url("**/")
    other.goto(site.address + "/account")
    look(other, "sessions")
    ends = other.locator("form[action$='/end'] button")
    expect(ends).to_have_count(1)
    ends.click()
    expect(ends).to_have_count(0)
    telephone.goto(site.address + "/datasets")
    telephone.wait_for_url(re.compile("/sign-in"))
    context.close()


def _reset(boss: Page, site: Site, other: Page) -> None:
    boss.goto(site.address + "/people")
    boss.locator("tbody tr", has_text="second@example.org").locator("a").click()
    look(boss, "person")
    boss.click("form[action$='/reset'] button")
    other.goto(site.address + "/forgotten")
    look(other, "forgotten")
    other.goto(link_shown(boss))
    look(other, "reset")
    other.fill("#password", NEW_PASSWORD)
    other.click("main form.card button")
    other.wait_for_url("**/")
    other.click("form[action='/sign-out'] button")
    sign_in(other, site, "second@example.org", NEW_PASSWORD)
    other.wait_for_url("**/")
