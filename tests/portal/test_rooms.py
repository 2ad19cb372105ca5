"""The rooms of the portal: nothing beside them, and imports one way."""

from __future__ import annotations

import pytest

from tests.house import PORTAL_ROOMS, ROOT, imported_rooms, modules, name

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
