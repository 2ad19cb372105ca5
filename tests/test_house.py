"""The manners of the house, kept by machine: law, rooms and sizes."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.rulebook import Form, Rulebook, forms, lint_rulebook, load_rulebook
from engine.wording.citations import article_name
from tests.house import (
    ENGINE_ROOMS,
    ROOMS,
    ROOT,
    RULES,
    functions,
    imported_names,
    imported_rooms,
    imports,
    modules,
    name,
    tree,
)

MAY_IMPORT = {
    "engine": set(),
    "reports": {"engine"},
    "fixtures": {"engine"},
    "portal": {"engine", "reports", "fixtures"},
}
OF_THE_WEB = {
    "alembic", "flask", "flask_wtf", "html", "jinja2", "markupsafe", "sqlalchemy",
    "waitress", "weasyprint", "werkzeug",
}  # fmt: skip
CLOCK = re.compile(
    r"\b(datetime|date|time|ibis)\.(now|today|utcnow|time|localtime|gmtime)\("
    r"|\bfrom time import .*\b(time|localtime|gmtime)\b"
    r"|\bcurrent_(date|time|timestamp)\b",
    re.IGNORECASE,
)

# Words that records may hold and no rule asks for yet. One that comes into use
# leaves this list.
UNASKED = {
    "annual_report.filed", "carrier", "cascade_listing", "listing.granted", "regulator",
}  # fmt: skip

# What is longer than it should be, and why it may be.
LONG_FILES = {
    "engine/rulebook/model.py": "every word of the language, side by side",
}
LONG_FUNCTIONS = {
    "engine/cli/check.py:check": "its signature and help name every option",
    "engine/cli/check.py:check_command": "one option a paragraph",
    "engine/cli/custody.py:custody": "its signature and help name every option",
    "engine/cli/custody.py:custody_command": "one option a paragraph",
    "reports/command/report.py:print_command": "its signature and help name every option",
}


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook(RULES)


def test_rules_have_no_fault(rulebook: Rulebook) -> None:
    # Key order, titles that say what `within` says, an example of each verdict.
    assert [str(fault) for fault in lint_rulebook(rulebook, article_name)] == []


@pytest.mark.parametrize("file", sorted(RULES.rglob("*.yaml")), ids=name)
def test_every_text_stands_in_both_languages(file: Path) -> None:
    texts = _texts(yaml.safe_load(file.read_text("utf-8")))

    lacking = [t for t in texts if not _is_said(t.get("zh"), t.get("en"))]

    assert lacking == []


def test_every_rule_is_listed_by_an_article_and_every_listed_rule_exists(
    rulebook: Rulebook,
) -> None:
    listed = {
        rule_id
        for instrument in rulebook.instruments.values()
        for article in instrument.articles
        for rule_id in article.rules
    }

    assert listed == {rule.id for rule in rulebook.rules}


def test_every_word_of_the_vocabulary_is_asked_for(rulebook: Rulebook) -> None:
    asked = re.findall(r"[\w.-]+", "\n".join(rule.text for rule in rulebook.rules))

    assert _words_of_law(rulebook) - set(asked) == UNASKED


def test_engine_holds_no_word_of_law(rulebook: Rulebook) -> None:
    # Words without a dot or an underscore are plain English, too.
    words = {word for word in _words_of_law(rulebook) if "." in word or "_" in word}

    for module in modules("engine"):
        held = words & set(re.findall(r"[\w.]+", module.read_text("utf-8")))
        assert held == set(), name(module)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_room_imports_only_what_lies_below(room: str) -> None:
    closed = set(ROOMS) - MAY_IMPORT[room] - {room}

    for module in modules(room):
        assert imports(module) & closed == set(), name(module)


@pytest.mark.parametrize("room", ENGINE_ROOMS)
def test_room_of_the_engine_imports_only_what_lies_below(room: str) -> None:
    above = set(ENGINE_ROOMS[ENGINE_ROOMS.index(room) + 1 :])

    for module in modules(f"engine/{room}"):
        assert imported_rooms(module) & above == set(), name(module)


def test_wording_needs_rules_alone() -> None:
    for module in modules("engine/wording"):
        assert imported_rooms(module) <= {"errors", "rulebook", "wording"}, name(module)


def test_engine_has_nothing_but_its_rooms() -> None:
    found = {entry.name for entry in (ROOT / "engine").iterdir()}

    assert found - {"__pycache__"} == {
        *ENGINE_ROOMS, "__init__.py", "README.md", "GLOSSARY.md"
    }  # fmt: skip


def test_nobody_but_the_forms_knows_a_form() -> None:
    classes = {cls.__name__ for cls in _subclasses_of(Form)}
    keys = set(forms.form_keys())

    for module in modules("engine", "reports", "portal", "fixtures"):
        if name(module).startswith("engine/forms/"):
            continue
        assert not _starting("engine.forms", imported_names(module)), name(module)
        assert classes & _tested_classes(module) == set(), name(module)
        if name(module) != "engine/rulebook/forms.py":
            assert keys & _compared_words(module) == set(), name(module)


def _subclasses_of(base: type) -> Iterator[type]:
    for key in forms.form_keys():
        forms.demand_part(key)  # loads the class
    yield base
    for cls in base.__subclasses__():
        yield from _subclasses_of(cls)


def _starting(package: str, names: Iterator[str]) -> list[str]:
    return [found for found in names if f"{found}.".startswith(f"{package}.")]


_CLASS_TESTS = {"isinstance", "issubclass"}


def _tested_classes(module: Path) -> set[str]:
    """The classes of `isinstance`, `issubclass` and of the cases of `match`."""
    found: set[str] = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.MatchClass):
            found |= _names_in(node.cls)
        elif isinstance(node, ast.Call) and _names_in(node.func) & _CLASS_TESTS:
            found |= _names_in(node.args[1])
    return found


def _compared_words(module: Path) -> set[str]:
    """The texts with which something is compared or matched."""
    return {
        inner.value
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Compare | ast.MatchValue)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
    }


def _names_in(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)} | {
        inner.attr for inner in ast.walk(node) if isinstance(inner, ast.Attribute)
    }


def test_engine_knows_no_web_and_no_paper() -> None:
    for module in modules("engine"):
        assert imports(module) & OF_THE_WEB == set(), name(module)


def test_services_know_no_web() -> None:
    for module in modules("portal/services"):
        assert imports(module) & {"flask", "flask_wtf", "werkzeug"} == set(), name(
            module
        )


def test_no_clock_is_read_but_the_portals_one() -> None:
    readers = [m for m in modules(*MAY_IMPORT) if CLOCK.search(m.read_text("utf-8"))]

    assert [name(module) for module in readers] == ["portal/clock.py"]


def test_one_module_touches_durable_rules() -> None:
    library = {"durable", "durable_rules_engine"}

    touching = [m for m in modules(*MAY_IMPORT) if imports(m) & library]

    assert [name(module) for module in touching] == [
        "engine/evaluation/live/durable_rules_adapter.py"
    ]


def test_command_loads_no_library_before_it_is_asked_to_work() -> None:
    heavy = OF_THE_WEB - {"html"} | {"duckdb", "ibis", "numpy", "pyarrow"}
    show = "import sys, portal.command; print(*sys.modules)"

    loaded = subprocess.run(
        [sys.executable, "-c", show],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert heavy & set(loaded) == set()


def test_files_are_short_or_have_a_reason() -> None:
    lengths = {name(m): m.read_text("utf-8").count("\n") for m in modules(*ROOMS)}

    assert {file for file, lines in lengths.items() if lines > 300} == set(LONG_FILES)


def test_functions_are_short_or_have_a_reason() -> None:
    lengths = {
        f"{name(module)}:{function}": lines
        for module in modules(*ROOMS)
        for function, lines in functions(module)
    }

    assert {f for f, lines in lengths.items() if lines > 40} == set(LONG_FUNCTIONS)


def test_every_module_says_what_it_is_for() -> None:
    silent = [m for m in modules(*ROOMS) if m.stat().st_size and not _docstring(m)]

    assert [name(module) for module in silent] == []


def _docstring(module: Path) -> str | None:
    return ast.get_docstring(tree(module))


def _words_of_law(rulebook: Rulebook) -> set[str]:
    return {
        word
        for v in rulebook.vocabularies.values()
        for word in (*v.roles, *v.events, *v.fields, *v.credentials)
    }


def _texts(node: Any) -> Iterator[dict[str, Any]]:
    """Every mapping, at any depth, that says something in a language."""
    if isinstance(node, dict):
        if {"zh", "en"} & node.keys():
            yield node
        for inner in node.values():
            yield from _texts(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _texts(inner)


def _is_said(*texts: object) -> bool:
    return all(isinstance(text, str) and text.strip() for text in texts)
