"""Names, types and prose of the house, kept by machine."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import ROOT, modules, name, tree

# Names of old, each replaced by a standard term (see engine/GLOSSARY.md).
OLD_NAMES = {
    "AS_SEEN", "Asking", "Behind", "FencedRuleset", "Followed", "Given", "Judged",
    "Needs", "Page", "Pairing", "Questions", "Rivalry", "RuleFrame", "Ruled", "Sides",
    "SparkWorkbench", "Topics", "Workbench", "bearing", "bench", "caught_by",
    "define_seen", "farewell", "is_same", "keystone", "lookups", "narrowed_records",
    "new_bench", "nowhere", "offended", "running_behind", "sameness", "settling",
    "shortage_told", "stand_at_the_door", "stirred", "told", "welcome", "why_torn",
}  # fmt: skip
OLD_MODULES = re.compile(
    r"(?<!tests[./])\bengine[./](agreement|baseline|bearing|behind|check|conditions|deadlines|evidence|"
    r"examples|exchange|facts|findings|formats|judged|lookups|outcomes|publishing|"
    r"questions|rulings|run_files|run_folder|scratch|seen|shortage|spans|workbench|years|"
    r"adoption|amendments|explain|live|mutation|outputs|reading|since|spark|sweep)\b"
)
# How often `Any` stands in a room. It may only fall: write the lower number here.
ANY_LEFT = {"engine": 94, "reports": 22}
ROOMS = ("engine", "reports", "portal", "fixtures")


def defined(module: Path) -> Iterator[str]:
    """Yield what a module defines: classes, functions, arguments, variables."""
    for node in ast.walk(tree(module)):
        match node:
            case ast.ClassDef() | ast.FunctionDef():
                yield node.name
            case ast.arg():
                yield node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.id
            case ast.Attribute(ctx=ast.Store()):
                yield node.attr


def public(node: ast.AST, within: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Yield every public class, function and method with its name."""
    for inner in ast.iter_child_nodes(node):
        is_definition = isinstance(inner, ast.ClassDef | ast.FunctionDef)
        if is_definition and not inner.name.startswith("_"):
            yield f"{within}{inner.name}", inner
            if isinstance(inner, ast.ClassDef):
                yield from public(inner, f"{inner.name}.")


@pytest.mark.parametrize("module", modules(*ROOMS), ids=name)
def test_no_name_of_old_is_left(module: Path) -> None:
    left = {found for found in defined(module) if found.lstrip("_") in OLD_NAMES}

    assert left == set()


def test_no_module_of_old_is_named_anywhere() -> None:
    texts = [
        file
        for pattern in ("**/*.py", "**/*.md", "**/*.html", "*.toml", "Makefile")
        for file in ROOT.glob(pattern)
        if file != Path(__file__) and not {".venv", "build", "out"} & set(file.parts)
    ]

    left = {
        f"{name(file)}: {found[0]}"
        for file in texts
        for found in OLD_MODULES.finditer(file.read_text("utf-8"))
    }

    assert left == set()


@pytest.mark.parametrize("module", modules(*ROOMS), ids=name)
def test_every_public_definition_has_a_docstring(module: Path) -> None:
    silent = [
        found for found, node in public(tree(module)) if not ast.get_docstring(node)
    ]

    assert silent == []


@pytest.mark.parametrize("room", ANY_LEFT)
def test_any_only_falls(room: str) -> None:
    counted: Counter[str] = Counter()
    for module in modules(room):
        source = io.StringIO(module.read_text("utf-8"))
        for token in tokenize.generate_tokens(source.readline):
            if token.type == tokenize.NAME and token.string == "Any":
                counted[name(module)] += 1

    assert counted.total() == ANY_LEFT[room], counted.most_common(8)
