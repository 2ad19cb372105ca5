"""JSON written in pieces equals JSON written at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from engine.runs.outputs.json_stream import Streamed, write_json_stream


def test_streamed_list_reads_as_a_list_at_any_depth(tmp_path: Path) -> None:
    inner = ({"n": n, "few": Streamed(range(n))} for n in range(3))

    write_json_stream(tmp_path / "f", {"a": [{"b": Streamed(inner), "c": "电"}]})

    read = json.loads((tmp_path / "f").read_text("utf-8"))
    few = [{"n": 0, "few": []}, {"n": 1, "few": [0]}, {"n": 2, "few": [0, 1]}]
    assert read == {"a": [{"b": few, "c": "电"}]}


def test_list_that_may_be_left_out_is_left_out_with_its_key(tmp_path: Path) -> None:
    write_json_stream(
        tmp_path / "f",
        {"a": Streamed([], or_nothing=True), "b": Streamed([1, 2], or_nothing=True)},
    )

    assert json.loads((tmp_path / "f").read_text("utf-8")) == {"b": [1, 2]}


def test_lists_are_made_one_after_the_other(tmp_path: Path) -> None:
    made: list[str] = []

    def items(name: str) -> Iterator[str]:
        for number in range(2):
            made.append(name)
            yield f"{name}{number}"

    first, second = Streamed(items("a")), Streamed(items("b"), or_nothing=True)
    write_json_stream(tmp_path / "f", {"first": first, "second": second})

    assert made == ["a", "a", "b", "b"]
