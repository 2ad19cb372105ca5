"""Walks through the rooms of the project, for the tests that look after them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
RULES = ROOT / "rules"
# The rooms of the engine and of the portal; each may import from those before it.
ENGINE_ROOMS = (
    "errors", "files", "rulebook", "wording", "tables", "dataset", "evaluation", "mapping", "runs",
    "custody", "explanation", "authoring", "forms", "cli",
)  # fmt: skip
PORTAL_ROOMS = (
    "settings", "database", "trail", "storage", "personal", "wording", "accounts", "mapping",
    "cases", "services", "web", "queue", "admin", "pages",
)  # fmt: skip
ROOMS = ("engine", "reports", "portal", "fixtures", "tests")

NOT_OURS = {
    ".git", ".venv", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache",
    "__pycache__", "build", "dist", "node_modules", "out", "packlaw-data",
    "packlaw.egg-info",
}  # fmt: skip


# The environment of a command whose English messages are tested.
ENGLISH = {"LC_ALL": "en_US.UTF-8"}


def files() -> Iterator[Path]:
    """Every file that belongs to the project."""
    for file in ROOT.rglob("*"):
        if file.is_file() and not NOT_OURS & set(file.relative_to(ROOT).parts):
            yield file


def modules(*rooms: str) -> list[Path]:
    return [file for room in rooms for file in sorted((ROOT / room).rglob("*.py"))]


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def words(*file: str) -> str:
    return ROOT.joinpath(*file).read_text("utf-8")


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"))


def imports(module: Path) -> set[str]:
    """The first names of everything a module imports, wherever it does so."""
    return {imported.split(".")[0] for imported in imported_names(module)}


def imported_names(module: Path) -> Iterator[str]:
    """The full name of everything a module imports: `engine.rulebook.model.Rule`."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_rooms(module: Path, package: str = "engine") -> set[str]:
    """The rooms of the engine, or of another package, from which a module imports."""
    parts = [imported.split(".") for imported in imported_names(module)]
    return {path[1] for path in parts if path[0] == package and len(path) > 1}


def functions(module: Path) -> Iterator[tuple[str, int]]:
    """Every function with its length in lines."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1
