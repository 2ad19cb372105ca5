"""Reads vocabulary files: the words that datasets and rules share."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import cast

from engine.errors import Text
from engine.rulebook import keys
from engine.rulebook.allowed_values import AllowedValues
from engine.rulebook.columns import RECORD_COLUMNS, SHORT_NAMES
from engine.rulebook.lexicon import ANY_EVENT, ANYONE, fixed
from engine.rulebook.model import Custody, FieldType, Vocabulary
from engine.rulebook.page import NO_TEXT, FieldReader, Fields
from engine.rulebook.tree import Node, Tree

_TYPES = fixed("field type", Text("类型", "a type"), Text("类型", "Types"))
_FORMATS = fixed(
    "format", Text("已知的格式", "a format the engine knows"), Text("格式", "Formats")
)


def read_vocabulary(reader: FieldReader, root: Tree, file: str) -> Vocabulary:
    """Read one vocabulary; faults go to `reader`."""
    fields = reader.shaped(root, keys.VOCABULARY)
    name = PurePosixPath(file).stem
    if "name" in fields and reader.text(fields["name"]) != name:
        reader.fault(fields["name"], "rulebook.vocabulary-name", name=name)
    declared, types = _fields(reader, fields.get("fields"))
    events = _words(reader, fields.get("events"), taken=(ANY_EVENT,))
    return Vocabulary(
        name=name,
        title=fields.read("title", reader.both, NO_TEXT),
        roles=_words(reader, fields.get("roles"), taken=(ANYONE,)),
        events=events,
        fields=declared,
        types=types,
        codes=_codes(reader, fields.get("codes"), types),
        credentials=_words(reader, fields.get("credentials")),
        formats=_formats(reader, fields.get("formats")),
        file=file,
        custody=fields.maybe("custody", lambda node: _custody(reader, node, events)),
    )


def _words(
    reader: FieldReader, node: Node | None, taken: tuple[str, ...] = ()
) -> dict[str, Text]:
    """Read words with their names; `taken` are reserved by the rule language."""
    words = {}
    for key, value in reader.entries(node) if node else ():
        if key.text in taken:
            reader.fault(key, "rulebook.reserved-word", word=key.text)
        words[key.text] = reader.both(value)
    return words


def _fields(
    reader: FieldReader, node: Node | None
) -> tuple[dict[str, Text], dict[str, FieldType]]:
    names: dict[str, Text] = {}
    types: dict[str, FieldType] = {}
    for key, value in reader.entries(node) if node else ():
        if key.text in RECORD_COLUMNS or key.text in SHORT_NAMES:
            reader.fault(key, "rulebook.column-of-every-dataset", field=key.text)
        elif key.text in ("any_of", "none_of"):
            reader.fault(key, "rulebook.reserved-word", word=key.text)
        elif "." in key.text:
            reader.fault(key, "rulebook.field-with-dot", field=key.text)
        fields = reader.shaped(value, keys.FIELD)
        type_ = fields.read("type", lambda node: reader.choice(node, _TYPES), "text")
        names[key.text] = Text(
            fields.read("zh", reader.text, ""), fields.read("en", reader.text, "")
        )
        types[key.text] = cast(FieldType, type_)
    return names, types


def _codes(
    reader: FieldReader, node: Node | None, types: dict[str, FieldType]
) -> dict[str, dict[str, Text]]:
    codes = {}
    for key, value in reader.entries(node) if node else ():
        if types.get(key.text) != "code":
            reader.fault(key, "rulebook.not-a-code-field", field=key.text)
        codes[key.text] = _words(reader, value)
    for field in types:
        if node and types[field] == "code" and not codes.get(field):
            reader.fault(node, "rulebook.code-field-without-words", field=field)
    return codes


def _formats(reader: FieldReader, node: Node | None) -> dict[str, Text]:
    for key, _ in reader.entries(node) if node else ():
        if key.text not in _FORMATS:
            reader.fault(key, _FORMATS.refusal(key.text))
    return _words(reader, node)


def _custody(reader: FieldReader, node: Node, events: dict[str, Text]) -> Custody:
    """Read the events that move a battery; each may have one meaning."""
    fields = reader.shaped(node, keys.CUSTODY)
    known = AllowedValues(
        Text("事件", "an event"), Text("事件", "Events"), events, reader.label
    )
    named = {key: reader.choices(listed, known) for key, listed in fields.items()}
    _one_meaning(reader, fields, named, Custody.MOVES)
    _one_meaning(reader, fields, named, ("ends", "uses"))
    return Custody(**named)


def _one_meaning(
    reader: FieldReader,
    fields: Fields,
    named: dict[str, tuple[str, ...]],
    kinds: tuple[str, ...],
) -> None:
    """Record a fault of each event that stands under two of these kinds."""
    meant: dict[str, str] = {}
    for kind in kinds:
        for event in named.get(kind, ()):
            if first := meant.get(event):
                reader.fault(
                    fields[kind], "rulebook.event-meant-twice", event=event, kind=first
                )
            meant.setdefault(event, kind)
