"""The page of the trail: who sees which entries, in words, filtered and paged."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import portal as room
from portal import trail
from portal.database.models import Membership
from portal.services.trail import PER_PAGE
from portal.wording.language import catalogue_of
from tests.portal.conftest import Portal
from tests.portal.trails import watched

TELLS = {"note", "record", "Repeated"}


def enter(portal: Portal, member: Membership | None, *actions: str) -> None:
    with watched(portal) as db:
        for action in actions:
            trail.record(
                db,
                action,
                "key-of-it",
                user_id=member and member.user_id,
                organisation_id=member and member.organisation_id,
            )
        db.commit()


def page(
    portal: Portal, member: Membership, query: str = "", tongue: str = "en"
) -> str:
    wanted = {"Accept-Language": tongue}
    return portal.client(member).get(f"/trail{query}", headers=wanted).text


@pytest.mark.both_databases
def test_entries_of_ones_own_organisation_in_words(portal: Portal) -> None:
    member, other = portal.member(), portal.member("乙公司甲")
    enter(portal, member, "dataset-uploaded")
    enter(portal, other, "member-removed")

    english, chinese = page(portal, member), page(portal, member, tongue="zh")

    assert "Dataset uploaded" in english
    assert "提交数据集" in chinese
    assert "1 entry" in english
    assert "Member removed" not in english


@pytest.mark.both_databases
def test_filtered_by_day_person_and_action(portal: Portal) -> None:
    member, colleague = portal.member(), portal.member(role="officer")
    enter(portal, member, "dataset-uploaded", "downloaded")
    enter(portal, colleague, "downloaded")

    for query, count in {
        "": "3 entries",
        f"?person={member.user_id}": "2 entries",
        "?action=downloaded": "2 entries",
        f"?action=downloaded&person={colleague.user_id}": "1 entry",
        "?day=2020-01-01": "0 entries",
        "?day=nonsense&person=x&page=-1": "3 entries",
        f"?person={'9' * 25}": "3 entries",
        f"?person={2**31 - 1}": "0 entries",
        "?day=0001-01-01": "3 entries",
        "?day=0001-01-02": "0 entries",
        "?day=9999-12-30": "0 entries",
        "?day=9999-12-31": "3 entries",
    }.items():
        assert f">{count}<" in page(portal, member, query), query
    assert "No entry is like this" in page(portal, member, "?day=2020-01-01")


def test_empty_trail_says_so(portal: Portal) -> None:
    assert "No entries yet" in page(portal, portal.member())


def test_pages_of_a_long_trail_hold_each_entry_once(portal: Portal) -> None:
    member = portal.member()
    enter(portal, member, *["downloaded"] * (PER_PAGE + 1))

    first, second = page(portal, member), page(portal, member, "?page=2")

    assert first.count("key-of-it") == PER_PAGE
    assert second.count("key-of-it") == 1
    assert 'rel="next"' in first


def test_operators_see_what_is_of_no_organisation(portal: Portal) -> None:
    member = portal.member()
    enter(portal, None, "sign-in-refused")
    assert "Sign-in refused" not in page(portal, member)

    member.user.is_operator = True
    portal.db.commit()

    assert "Sign-in refused" in page(portal, member)


def test_subject_with_markup_stays_text(portal: Portal) -> None:
    member = portal.member()
    with watched(portal) as db:
        trail.record(db, "invited", "<b>x</b>", organisation_id=member.organisation_id)
        db.commit()

    assert "&lt;b&gt;x&lt;/b&gt;" in page(portal, member)


def test_every_action_has_words() -> None:
    actions = set()
    for module in Path(room.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in TELLS:
                actions |= {_word(argument) for argument in node.args[:2]} - {""}

    assert len(actions) > 10
    assert {f"actions.{action}" for action in actions} <= catalogue_of("en").keys()


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _word(argument: ast.expr) -> str:
    is_word = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    word = argument.value if is_word else ""
    return word if re.fullmatch(r"[a-z]+(-[a-z]+)*", word) else ""
