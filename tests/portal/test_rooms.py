"""The rooms of the portal: nothing beside them, and imports one way."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from portal.storage.store import Store
from tests.house import (
    PORTAL_ROOMS,
    ROOT,
    imported_names,
    imported_rooms,
    modules,
    name,
    tree,
)

# The sessions of the database chain the trail, whose tables are made like all others.
BESIDE = {"database": {"trail"}}


@pytest.mark.parametrize("room", PORTAL_ROOMS)
def test_room_of_the_portal_imports_only_what_lies_below(room: str) -> None:
    above = set(PORTAL_ROOMS[PORTAL_ROOMS.index(room) + 1 :])
    above -= BESIDE.get(room, set())

    for module in modules(f"portal/{room}"):
        assert imported_rooms(module, "portal") & above == set(), name(module)


def test_portal_has_nothing_but_its_rooms() -> None:
    found = {entry.name for entry in (ROOT / "portal").iterdir() if entry.is_dir()}

    assert found - {"__pycache__"} == {*PORTAL_ROOMS, "static", "templates"}


OF_SERVICES = ("sqlalchemy", "portal.database.models", "portal.database.session")
ENDS_OF_TRANSACTIONS = {"begin", "begin_nested", "commit", "flush", "rollback"}
# Pages of accounts, whose functions leave the end of a transaction to them.
NOT_YET_THIN = {
    f"portal/pages/{page}.py"
    for page in (
        "account", "auth", "invitations", "people",
    )
}  # fmt: skip


def test_pages_are_thin_over_the_services() -> None:
    thick = {name(page) for page in modules("portal/pages") if _is_thick(page)}

    assert thick == NOT_YET_THIN


def _is_thick(page: Path) -> bool:
    """Whether a page asks the database itself, or ends a transaction."""
    queries = any(
        f"{imported}.".startswith(f"{closed}.")
        for imported in imported_names(page)
        for closed in OF_SERVICES
    )
    called = {
        node.func.attr
        for node in ast.walk(tree(page))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return queries or bool(called & {*ENDS_OF_TRANSACTIONS, "database"})


# The database of SQLite is named by its URL.
JOINING = ("portal/storage/", "portal/settings/reading.py")
PLACES = {
    prop.fget(Store(Path())).name
    for prop in vars(Store).values()
    if isinstance(prop, property)
}


def test_the_store_alone_joins_paths_of_the_state_folder() -> None:
    joining = {
        name(module)
        for module in modules("portal")
        if not name(module).startswith(JOINING)
        and any(_joins(node) for node in ast.walk(tree(module)))
    }

    assert {"runs", "datasets"} < PLACES
    assert joining == set()


def _joins(node: ast.AST) -> bool:
    """Whether an expression makes a path below the state folder."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return _is_state_folder(node.left) or _names_place(node.right)
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute) and node.func.attr == "joinpath":
        return _is_state_folder(node.func.value) or any(map(_names_place, node.args))
    is_path = isinstance(node.func, ast.Name) and node.func.id == "Path"
    return is_path and any(_names_place(part) for part in node.args)


def _is_state_folder(node: ast.expr) -> bool:
    last = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return last in ("data", "root")


def _names_place(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in PLACES
