"""What every answer carries and what no request may do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import portal as room
from portal.web.security import HEADERS
from tests.portal.conftest import Portal, send
from tests.portal.walking import address_of, routes_of

TEMPLATES = sorted((Path(room.__file__).parent / "templates").glob("*.html"))


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/rules", "/nothing", "/datasets", "/static/style.css"]
)
def test_headers_on_every_answer(portal: Portal, path: str) -> None:
    with portal.client().get(path) as answer:
        headers = answer.headers

    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "Strict-Transport-Security" not in headers


def test_transport_is_pinned_over_https(https_portal: Portal) -> None:
    answer = https_portal.client().get("/", base_url="https://packlaw.example")

    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_pages_are_not_kept_by_caches_and_files_are(portal: Portal) -> None:
    client = portal.client()

    with client.get("/sign-in") as page, client.get("/static/style.css") as file:
        assert page.headers["Cache-Control"] == "no-store"
        assert "max-age=31536000" in file.headers["Cache-Control"]


def test_refused_when_addressed_to_another_host(portal: Portal) -> None:
    answer = portal.client().get("/", base_url="http://rebound.example")

    assert answer.status_code == 400
    assert "PACKLAW_PUBLIC_URL" in answer.text


def test_no_route_both_reads_and_changes(portal: Portal) -> None:
    assert {route.methods for route in routes_of(portal)} == {
        frozenset({"GET"}),
        frozenset({"POST"}),
    }


def test_every_change_needs_the_token_of_a_form(portal: Portal) -> None:
    member = portal.member()
    member.user.is_operator = True
    client = portal.client(member)
    changes = [route for route in routes_of(portal) if "POST" in route.methods]

    answers = {r.rule: client.post(address_of(r, {})).status_code for r in changes}

    assert set(answers.values()) == {400}, answers


def test_too_large_an_upload_is_refused_with_the_way_out(portal: Portal) -> None:
    portal.app.config["MAX_CONTENT_LENGTH"] = 1000
    client = portal.client(portal.member())

    answer = client.post("/datasets", data={"files": "x" * 2000})

    assert answer.status_code == 413
    assert "Parquet" in answer.text


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "这里没有内容"), ("en", "Nothing here")]
)
def test_fault_pages_speak_the_readers_language(
    portal: Portal, language: str, words: str
) -> None:
    answer = portal.client().get("/nothing", headers={"Accept-Language": language})

    assert answer.status_code == 404
    assert words in answer.text


def test_an_unexpected_fault_tells_nothing_of_itself(
    portal: Portal, caplog: pytest.LogCaptureFixture
) -> None:
    run = portal.finished_run(member := portal.member())
    (portal.settings.data / str(run.folder) / "summary.json").write_text("secret {")

    answer = portal.client(member).get(f"/runs/{run.key}")

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "A page failed." in caplog.text


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_script_style_or_unescaped_values(
    template: Path,
) -> None:
    text = template.read_text(encoding="utf-8")

    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)|javascript:", text)
    assert not re.search(r"\|\s*safe|autoescape", text)


def test_a_title_with_markup_stays_text(portal: Portal) -> None:
    member = portal.member()
    portal.dataset(member).title = "<script>alert(1)</script>"
    portal.db.commit()

    page = portal.client(member).get("/datasets").text

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_language_is_kept_by_choice(portal: Portal) -> None:
    client = portal.client()

    answer = send(client, "/language", {"language": "en", "then": "/rules"})

    assert answer.location == "/rules"
    assert '<html lang="en">' in client.get("/", headers={"Accept-Language": "zh"}).text
