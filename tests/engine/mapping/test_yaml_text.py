"""Texts are written so that a mapping reads them as they were."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engine.mapping import yaml_text
from engine.rulebook.tree import Tree, read_tree


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("入库日期", "入库日期"),
        ("重量（吨）", "重量（吨）"),
        ("Serial No.", "Serial No."),
        ("", '""'),
        ("no", '"no"'),
        ("2026", '"2026"'),
        ("null", '"null"'),
        (" a", '" a"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("a, b", '"a, b"'),
        ("[a]", '"[a]"'),
        ('"', '"\\""'),
        ("a\u2028b", '"a\\U00002028b"'),
    ],
)
def test_text(text: str, written: str) -> None:
    assert yaml_text.scalar(text) == written


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_every_text_is_read_back_as_it_was(text: str) -> None:
    written = yaml_text.mapping({"key": [text, {"inner": text}]})

    faults: list[object] = []
    root = read_tree(written, lambda line, found: faults.append(found))

    assert faults == []
    assert isinstance(root, Tree)
    assert yaml.safe_load(written) == {"key": [text, {"inner": text}]}


def test_values_of_other_types() -> None:
    written = yaml_text.mapping({"filled": True, "header": [3, 4], "not": False})

    assert written == "{filled: true, header: [3, 4], not: false}"
