"""Every message stands in both languages, and every code that is used has a message."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import engine.errors
from engine.errors import PacklawError, Text, UsageError, message
from engine.errors.catalogue import MESSAGES
from engine.evaluation.live.worker import WorkerDiedError
from tests.house import ROOT, modules, name, tree

ERRORS = {
    error.__name__
    for error in [*vars(engine.errors).values(), WorkerDiedError]
    if isinstance(error, type) and issubclass(error, PacklawError)
} - {"RuleFileError"}  # it carries faults
ROOMS = ("engine", "reports", "portal", "fixtures")
CHINESE = re.compile("[一-鿿]")
# The code of a warning is made of the one that summary.json has.
WARNING = "dataset.warning."


def placeholders(text: str) -> set[str | None]:
    """Return the names of the values that a wording asks for."""
    return {found for _, found, _, _ in Formatter().parse(text)} - {None}


def raised() -> Iterator[tuple[str, ast.Call]]:
    """Yield each call that makes an error or a message with a literal code."""
    for module in modules(*ROOMS):
        for node in ast.walk(tree(module)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {*ERRORS, "message"}
                and node.args
            ):
                yield f"{name(module)}:{node.lineno}", node


@pytest.mark.parametrize("code", MESSAGES)
def test_message_stands_in_both_languages_with_the_same_values(code: str) -> None:
    text = MESSAGES[code]

    assert text.en.strip()
    assert CHINESE.search(text.zh) or placeholders(text.zh) or text.zh == text.en
    assert placeholders(text.zh) == placeholders(text.en)


@pytest.mark.slow
def test_error_is_made_with_a_code_of_the_catalogue_and_its_values() -> None:
    wrong = []
    for place, call in raised():
        code = call.args[0]
        if not isinstance(code, ast.Constant):
            continue
        given = {keyword.arg for keyword in call.keywords}
        wanted = (
            placeholders(MESSAGES[code.value].en) if code.value in MESSAGES else None
        )
        if given != wanted and None not in given:
            wrong.append(f"{place}: {code.value}: {given} for {wanted}")

    assert wrong == []


def test_no_message_is_left_that_nothing_uses() -> None:
    sources = [
        module.read_text("utf-8")
        for module in modules(*ROOMS)
        if "catalogue" not in module.parts
    ]
    used = {
        word
        for source in sources
        for word in re.findall(r"[\"']([\w.-]+)[\"']", source)
    }
    warnings = {code for code in MESSAGES if code.startswith(WARNING)}

    assert set(MESSAGES) - used - warnings == set()


def test_paths_are_cut_to_names_where_a_page_shows_them() -> None:
    place = Path("/srv/data/returns/records.csv")
    found = message("rulebook.at-place", place=place, message=Text("有误", "wrong"))

    assert found.in_language("zh") == "/srv/data/returns/records.csv：有误"
    assert found.in_language("en", short_paths=True) == "records.csv: wrong"


def test_unknown_code_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError, match="no-such-code"):
        UsageError("no-such-code")


def test_lists_are_joined_as_each_language_does() -> None:
    found = message(
        "rulebook.at-place", place=["a", "b"], message=Text("有误", "wrong")
    )

    assert (found.in_language("zh"), str(found)) == ("a、b：有误", "a, b: wrong")


def test_catalogue_has_a_module_for_each_room() -> None:
    folder = ROOT / "engine" / "errors" / "catalogue"
    rooms = {code.split(".")[0] for code in MESSAGES}

    assert rooms <= {path.stem for path in folder.iterdir()}
