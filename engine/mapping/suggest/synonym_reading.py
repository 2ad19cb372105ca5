"""Reads a file of synonyms, with every fault and its line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from pathlib import Path

from engine.dataset.names import folded
from engine.dataset.schema import schemas_of
from engine.errors import Fault, MappingError, Text, message
from engine.mapping import units
from engine.mapping.suggest import synonym_keys as keys
from engine.mapping.suggest.synonyms import (
    Apart,
    Compound,
    Instead,
    Listed,
    Synonyms,
    TieredHeads,
    Words,
)
from engine.rulebook.allowed_values import AllowedValues
from engine.rulebook.columns import LEVELS
from engine.rulebook.model import Vocabulary
from engine.rulebook.page import FieldReader, Fields
from engine.rulebook.tree import Node, Tree

FOLDER = "vocabulary/mapping"


def synonyms_file(rules: Path, vocabulary: Vocabulary) -> Path:
    """Return where a rules folder keeps the words for a vocabulary, if it has any."""
    return rules / FOLDER / f"synonyms-{vocabulary.name}.yaml"


def load_synonyms(rules: Path, vocabulary: Vocabulary) -> Synonyms:
    """Read the words for a vocabulary; none where the folder has no such file.

    Raises MappingError with every fault of the file and its line.
    """
    path = synonyms_file(rules, vocabulary)
    if not path.is_file():
        return Synonyms()
    label = f"{rules.resolve().name}/{FOLDER}/{path.name}"
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = Fault(label, 1, message("mapping.not-utf8"))
        raise MappingError([fault]) from error
    return read_synonyms(text, label, vocabulary)


def read_synonyms(text: str, label: str, vocabulary: Vocabulary) -> Synonyms:
    """Read the text of such a file, called `label` in messages; MappingError as above."""
    faults: list[Fault] = []
    reader = FieldReader(label, faults)
    root = reader.tree(text)
    found = _Reading(reader, vocabulary).synonyms(root) if root else None
    if faults or found is None:
        raise MappingError(faults)
    return found


class _Reading:
    """The reading of one file against the vocabulary that it names."""

    def __init__(self, reader: FieldReader, vocabulary: Vocabulary) -> None:
        self.reader = reader
        self.vocabulary = vocabulary
        schemas = schemas_of(vocabulary)
        self.columns = {table: schema.names for table, schema in schemas.items()}

    def synonyms(self, root: Tree) -> Synonyms:
        """Read the whole file."""
        fields = self.reader.shaped(root, keys.SYNONYMS)
        known = AllowedValues(*keys.VOCABULARIES, (self.vocabulary.name,))
        fields.read("vocabulary", lambda node: self.reader.choice(node, known), "")
        events, only_beside = self._events(fields.get("events"))
        heads = self._heads(fields.get("heads"))
        return Synonyms(
            words=self._listed(fields, "words", keys.KINDS),
            parties=self._parties(fields.get("parties")),
            heads=heads.sure,
            likely_heads=heads.likely,
            negated_heads=heads.negated,
            only_with=heads.only_with,
            document_field=fields.maybe("document_field", self._field),
            events=events,
            only_beside=only_beside,
            batteries=fields.read("batteries", self._batteries, {}),
            no_events=fields.read("no_events", self._words, ()),
            company_endings=fields.read("company_endings", self._words, ()),
            comes=self._events_of(fields, "comes"),
            goes=self._events_of(fields, "goes"),
            other_end=fields.read("other_end", self._other_end, {}),
            instead=fields.read("instead", self._instead, ()),
            codes=self._codes(fields),
            flags=self._listed(fields, "flags", ("true", "false")),
            units=self._listed(fields, "units", units.NAMES),
            other_units=fields.read("other_units", self._words, ()),
            from_titles=self._from_titles(fields),
            totals=fields.read("totals", self._words, ()),
            signatures=fields.read("signatures", self._words, ()),
            hints=fields.read("hints", self._words, ()),
            apart=fields.read("apart", self._apart, ()),
            compounds=fields.read("compounds", self._compounds, ()),
            short=fields.read("short", self._short, {}),
            value_words=self._heads(fields.get("values")).sure,
        )

    def _compounds(self, node: Node) -> tuple[Compound, ...]:
        allowed = {
            "event": self._of_events,
            "party": AllowedValues(*keys.SIDES_NOUNS, keys.SIDES),
            "column": AllowedValues(*keys.COLUMNS, self.columns["records"]),
        }
        found = []
        for item in self.reader.items(node):
            fields = self.reader.shaped(item, keys.COMPOUND)
            kind = next((each for each in allowed if each in fields), "event")
            meant = fields.read(kind, partial(self._choice, allowed[kind]), "")
            found.append(Compound(kind, meant, fields.read("of", self._lists, ())))
        return tuple(found)

    def _apart(self, node: Node) -> tuple[Apart, ...]:
        found = []
        for item in self.reader.items(node):
            fields = self.reader.shaped(item, keys.APART)
            note = fields.read("note", self.reader.labels, Text("", ""))
            found.append(Apart(self._events_of(fields, "events"), note))
        return tuple(found)

    def _choice(self, allowed: AllowedValues, node: Node) -> str:
        return self.reader.choice(node, allowed)

    def _lists(self, node: Node) -> tuple[Words, ...]:
        return tuple(map(self._words, self.reader.items(node)))

    def _short(self, node: Node) -> dict[str, Words]:
        """Read the short forms of each word; a form stands for one word alone."""
        found = {key.text: self._words(v) for key, v in self.reader.entries(node)}
        self._one_meaning(node, found)
        return found

    def _words(self, node: Node) -> Words:
        """Read a list of words, which may be empty, as `names.folded` would have them."""
        return tuple(self.reader.text(item) for item in self.reader.items(node))

    def _entries(
        self, node: Node, allowed: AllowedValues
    ) -> Iterable[tuple[str, Node]]:
        for key, value in self.reader.entries(node):
            if key.text not in allowed:
                self.reader.fault(key, allowed.refusal(key.text))
            else:
                yield key.text, value

    def _one_meaning(self, node: Node, listed: Mapping[str, Words]) -> None:
        """Record a fault of each word that stands for two things."""
        first: dict[str, str] = {}
        for meant, words in listed.items():
            for word in words:
                other = first.setdefault(folded(word), meant)
                if other != meant:
                    self.reader.fault(
                        node, "mapping.word-of-two", word=word, first=other, other=meant
                    )

    def _table(
        self, node: Node, nouns: tuple[Text, Text], names: Collection[str]
    ) -> dict[str, Words]:
        found = {
            name: self._words(value)
            for name, value in self._entries(node, AllowedValues(*nouns, names))
        }
        self._one_meaning(node, found)
        return found

    def _listed(
        self, fields: Fields, key: str, names: Collection[str]
    ) -> dict[str, Words]:
        if key not in fields:
            return {}
        return self._table(fields[key], keys.ENTRIES, names)

    def _parties(self, node: Node | None) -> dict[str, Words]:
        if node is None:
            return {}
        ids = tuple(
            f"{table}.{column}"
            for table, columns in self.columns.items()
            for column in columns
            if table != "records" and column in keys.PARTY_COLUMNS
        )
        allowed = AllowedValues(*keys.SIDES_NOUNS, (*keys.SIDES, *ids))
        found = {key: self._words(value) for key, value in self._entries(node, allowed)}
        for table in ("", *self.columns):
            one = {k: v for k, v in found.items() if k.rpartition(".")[0] == table}
            self._one_meaning(node, one)
        return found

    def _heads(self, node: Node | None) -> TieredHeads:
        heads = TieredHeads({}, {}, {}, {})
        tables = AllowedValues(*keys.TABLES, tuple(self.columns))
        for table, value in self._entries(node, tables) if node else ():
            columns = AllowedValues(*keys.COLUMNS, self.columns[table])
            for column, words in self._entries(value, columns):
                place = table, column
                if not isinstance(words, Tree):
                    heads.sure[place] = self._words(words)
                    continue
                tiers = self.reader.shaped(words, keys.TIERS)
                heads.sure[place] = tiers.read("sure", self._words, ())
                heads.likely[place] = tiers.read("likely", self._words, ())
                heads.negated[place] = tiers.read("negated", self._words, ())
                if "only_with" in tiers:
                    other = self.reader.choice(tiers["only_with"], columns)
                    heads.only_with[place] = other
            of_table = {
                column: words + heads.of_more(of, column)
                for (of, column), words in heads.sure.items()
                if of == table
            }
            self._one_meaning(value, of_table)
        return heads

    def _events(self, node: Node | None) -> tuple[dict[str, Words], dict[str, Words]]:
        words: dict[str, Words] = {}
        beside: dict[str, Words] = {}
        for event, value in self._entries(node, self._of_events) if node else ():
            if not isinstance(value, Tree):
                words[event] = self._words(value)
                continue
            fields = self.reader.shaped(value, keys.EVENT)
            words[event] = fields.read("words", self._words, ())
            beside[event] = self._events_of(fields, "only_beside")
        if node:
            self._one_meaning(node, words)
        return words, beside

    def _batteries(self, node: Node) -> dict[str, Words]:
        return self._table(node, keys.EVENTS, tuple(self.vocabulary.events))

    @property
    def _of_events(self) -> AllowedValues:
        return AllowedValues(*keys.EVENTS, tuple(self.vocabulary.events))

    def _events_of(self, fields: Fields, key: str) -> Words:
        return fields.read(
            key, lambda node: self.reader.choices(node, self._of_events), ()
        )

    def _other_end(self, node: Node) -> dict[str, str]:
        entries = self._entries(node, self._of_events)
        return {key: self._choice(self._of_events, value) for key, value in entries}

    def _instead(self, node: Node) -> tuple[Instead, ...]:
        found = []
        columns = AllowedValues(*keys.COLUMNS, self.columns["records"])
        for item in self.reader.items(node):
            fields = self.reader.shaped(item, keys.INSTEAD)
            event, read = (
                fields.maybe(key, lambda n: self.reader.choice(n, self._of_events))
                for key in ("event", "read")
            )
            where = fields.maybe("where", lambda n: self.reader.choice(n, columns))
            found.append(
                Instead(event or "", read, where, self._events_of(fields, "beside"))
            )
        return tuple(found)

    def _codes(self, fields: Fields) -> dict[str, Listed]:
        codes: dict[str, Listed] = {}
        node = fields.get("codes")
        known = AllowedValues(*keys.FIELDS, tuple(self.vocabulary.codes))
        for name, value in self._entries(node, known) if node else ():
            codes[name] = self._table(value, keys.CODES, self.vocabulary.codes[name])
        registers: dict[str, tuple[str, Collection[str]]] = {
            "credentials": ("kind", tuple(self.vocabulary.credentials)),
            "roles": ("roles", tuple(self.vocabulary.roles)),
            "levels": ("level", LEVELS),
        }
        for key, (column, names) in registers.items():
            if key in fields:
                codes[column] = self._table(fields[key], keys.CODES, names)
        return codes

    def _field(self, node: Node) -> str:
        known = AllowedValues(*keys.FIELDS, tuple(self.vocabulary.fields))
        return self.reader.choice(node, known)

    def _from_titles(self, fields: Fields) -> Words:
        known = AllowedValues(*keys.FIELDS, tuple(self.vocabulary.codes))
        return fields.read(
            "from_titles", lambda node: self.reader.choices(node, known), ()
        )
