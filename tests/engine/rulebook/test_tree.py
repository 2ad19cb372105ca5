"""Strict YAML is read with line numbers; ambiguous YAML is a fault."""

import pytest

from engine.rulebook.tree import Listing, Scalar, Tree, read_tree


def faults_in(text: str) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    read_tree(text, lambda line, message: found.append((line, str(message))))
    return found


def test_values_keep_line_place_and_quotes() -> None:
    root = read_tree('a:\n  b: [x, "y"]\n', lambda *_: None)

    assert isinstance(root, Tree)
    below = root.under("a")
    assert isinstance(below, Tree)
    listing = below.under("b")
    assert isinstance(listing, Listing)
    assert listing.items == (
        Scalar(2, "a.b[1]", "x", plain=True),
        Scalar(2, "a.b[2]", "y", plain=False),
    )


def test_on_stays_a_key() -> None:
    root = read_tree("on: 2026-04-01", lambda *_: None)

    assert isinstance(root, Tree)
    assert root.entries[0][0].text == "on"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", (1, "The file is empty.  Fill it in or delete it.")),
        (
            "a: 1\n---\nb: 2",
            (2, "A second document begins here.  Write one rule in one file."),
        ),
        (
            "a: 1\nb: *x",
            (2, "*x is an alias.  Write the value out: rules are read without "
                "anchors and aliases."),
        ),
        (
            "a: &x 1",
            (1, "&x is an anchor.  Remove it: rules are read without anchors and "
                "aliases."),
        ),
        ("a: !t 1", (1, "!t is a tag.  Remove it: values need no tag here.")),
        ("<<: {a: 1}", (1, "<< is a merge key.  Write the keys out.")),
        (
            "a: 1\nb: 2\na: 3",
            (3, "a: this key stands on line 1 already.  Keep one of the two."),
        ),
        ("? [a]\n: 1", (1, "A key must be one word, not a list or mapping.  "
                "Write one word.")),
        ("[" * 41 + "]" * 41, (1, "More than 40 levels stand nested here.  "
                "Nest fewer.")),
        ("a: 1\nb: \x07", (2, "The character U+0007 "
                "may not stand in YAML.\nRemove it.")),
    ],
)  # fmt: skip
def test_fault_names_line_and_way_out(text: str, fault: tuple[int, str]) -> None:
    assert faults_in(text) == [fault]


def test_broken_yaml_is_a_fault_on_its_line() -> None:
    [(line, message)] = faults_in("a: 1\nb: c: d\n")

    assert line == 2
    assert message.startswith("This cannot be read as YAML (")
