"""Vocabulary files: the words of a dataset and its rules, as the model has them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import cast

from engine.rulebook import keys
from engine.rulebook.columns import RECORD_COLUMNS, SHORT_NAMES
from engine.rulebook.lexicon import ANY_EVENT, ANYONE, fixed
from engine.rulebook.model import Custody, FieldType, Text, Vocabulary
from engine.rulebook.page import NO_TEXT, Given, Page, Words
from engine.rulebook.tree import Node, Tree

_TYPES = fixed("field type", "a type", "Types")
_FORMATS = fixed("format", "a format the engine knows", "Formats")


def read_vocabulary(page: Page, root: Tree, file: str) -> Vocabulary:
    """Read one vocabulary; faults are noted on the page."""
    given = page.shaped(root, keys.VOCABULARY)
    name = PurePosixPath(file).stem
    if "name" in given and page.text(given["name"]) != name:
        page.fault(given["name"], f"The file is called {name}.  Use that name.")
    fields, types = _fields(page, given.get("fields"))
    events = _words(page, given.get("events"), taken=(ANY_EVENT,))
    return Vocabulary(
        name=name,
        title=given.read("title", page.both, NO_TEXT),
        roles=_words(page, given.get("roles"), taken=(ANYONE,)),
        events=events,
        fields=fields,
        types=types,
        codes=_codes(page, given.get("codes"), types),
        credentials=_words(page, given.get("credentials")),
        formats=_formats(page, given.get("formats")),
        file=file,
        custody=given.maybe("custody", lambda node: _custody(page, node, events)),
    )


def _words(
    page: Page, node: Node | None, taken: tuple[str, ...] = ()
) -> dict[str, Text]:
    """Words with their names; `taken` are words of the language itself."""
    words = {}
    for key, value in page.entries(node) if node else ():
        if key.text in taken:
            page.fault(key, f"{key.text} is a word of the rule language itself.")
        words[key.text] = page.both(value)
    return words


def _fields(
    page: Page, node: Node | None
) -> tuple[dict[str, Text], dict[str, FieldType]]:
    names: dict[str, Text] = {}
    types: dict[str, FieldType] = {}
    for key, value in page.entries(node) if node else ():
        if key.text in RECORD_COLUMNS or key.text in SHORT_NAMES:
            page.fault(key, f"{key.text} is a column of every dataset already.")
        elif key.text in ("any_of", "none_of"):
            page.fault(key, f"{key.text} is a word of the rule language itself.")
        elif "." in key.text:
            message = (
                f"{key.text} would read as a path into a register.  "
                "Write it without the dot."
            )
            page.fault(key, message)
        given = page.shaped(value, keys.FIELD)
        type_ = given.read("type", lambda node: page.choice(node, _TYPES), "text")
        names[key.text] = Text(
            given.read("zh", page.text, ""), given.read("en", page.text, "")
        )
        types[key.text] = cast(FieldType, type_)
    return names, types


def _codes(
    page: Page, node: Node | None, types: dict[str, FieldType]
) -> dict[str, dict[str, Text]]:
    codes = {}
    for key, value in page.entries(node) if node else ():
        if types.get(key.text) != "code":
            page.fault(key, f"{key.text} is not a field of type code.")
        codes[key.text] = _words(page, value)
    for field in types:
        if node and types[field] == "code" and not codes.get(field):
            page.fault(node, f"The code field {field} has no words here.")
    return codes


def _formats(page: Page, node: Node | None) -> dict[str, Text]:
    for key, _ in page.entries(node) if node else ():
        if key.text not in _FORMATS:
            page.fault(key, _FORMATS.refusal(key.text))
    return _words(page, node)


def _custody(page: Page, node: Node, events: dict[str, Text]) -> Custody:
    """The events that move a battery; one that has two meanings is a fault."""
    given = page.shaped(node, keys.CUSTODY)
    words = Words("an event", "Events", events, page.label)
    named = {key: page.choices(listed, words) for key, listed in given.items()}
    _one_meaning(page, given, named, Custody.MOVES)
    _one_meaning(page, given, named, ("ends", "uses"))
    return Custody(**named)


def _one_meaning(
    page: Page,
    given: Given,
    named: dict[str, tuple[str, ...]],
    kinds: tuple[str, ...],
) -> None:
    """Note each event that stands under two of these kinds."""
    meant: dict[str, str] = {}
    for kind in kinds:
        for event in named.get(kind, ()):
            if first := meant.get(event):
                message = f"{event} stands under {first} already.  Keep it in one."
                page.fault(given[kind], message)
            meant.setdefault(event, kind)
