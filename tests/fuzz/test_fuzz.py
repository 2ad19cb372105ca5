"""Readers and the rule loader read or refuse hostile bytes, and never fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.mutation import hostile
from tests.fuzz.targets import TARGETS

KEPT = sorted(path for path in Path(__file__).with_name("kept").glob("*.*"))
EXAMPLES = {"xlsx": 8}


@pytest.mark.parametrize("name", TARGETS)
def test_sound_input_is_read(name: str) -> None:
    target = TARGETS[name]

    assert target.ends(target.seeds[0]) == ("refused" if name == "zip" else "read")


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_hostile_input_is_read_or_refused(name: str) -> None:
    target = TARGETS[name]

    @settings(
        max_examples=EXAMPLES.get(name, 25),
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(content=hostile(target.seeds))
    def meets(content: bytes) -> None:
        assert target.ends(content) in {"read", "refused"}

    meets()


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_input_that_once_broke_it_is_read_or_refused(path: Path) -> None:
    target = TARGETS[path.name.partition(".")[0]]

    assert target.ends(path.read_bytes()) in {"read", "refused"}


@given(content=st.binary(max_size=200))
@settings(max_examples=25, derandomize=True, database=None, deadline=None)
def test_any_bytes_at_all_are_refused_as_a_zip(content: bytes) -> None:
    assert TARGETS["zip"].ends(content) == "refused"
