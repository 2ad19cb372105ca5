"""Loads a folder of rules as one rulebook and collects the faults of all files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath

from engine.errors import Fault, Message, RuleFileError, Text, message
from engine.errors.messages import Value
from engine.rulebook.allowed_values import AllowedValues
from engine.rulebook.crosschecks import (
    check_aliases,
    check_articles,
    check_questions,
    check_sanctions,
)
from engine.rulebook.instrument import read_instrument
from engine.rulebook.keys import RULE
from engine.rulebook.lexicon import Lexicon
from engine.rulebook.model import Instrument, Rule, Rulebook, Vocabulary
from engine.rulebook.official import OFFICIAL_FOLDER, is_official
from engine.rulebook.page import FieldReader
from engine.rulebook.rule import read_rule
from engine.rulebook.tree import Tree
from engine.rulebook.version import rulebook_fingerprint
from engine.rulebook.vocabulary import read_vocabulary

INSTRUMENT_FILE = "instrument.yaml"
_SIZE_LIMIT = 4_000_000
_VOCABULARIES = "vocabulary"
_CALENDAR = "calendar"
# What helps to map a company's tables is no rule, and no part of a rulebook.
_NOT_OF_RULES = (_VOCABULARIES, "mapping")
_A_VOCABULARY = Text("用词表", "a vocabulary")
_ALL_VOCABULARIES = Text("用词表", "Vocabularies")


def shipped_rules() -> Path:
    """Return the rules folder that is part of packlaw."""
    return Path(__file__).resolve().parents[2] / "rules"


def load_rulebook(folder: Path) -> Rulebook:
    """Load a rules folder; raises RuleFileError with the faults of all files."""
    faults: list[Fault] = []
    files = _read_files(folder, faults)
    return _Loader(files, folder.resolve().name, faults).rulebook()


def load_rulebook_from(files: Mapping[str, str]) -> Rulebook:
    """Load rules from texts by relative path, as `run.json` stores them.

    The same texts in the same order give the same rulebook, which nobody changes.
    """
    return _load_texts(tuple(files.items()))


# Runs of one day and the checks between them have the same rules; reading them takes
# longer than much of what is done with them.
@lru_cache(maxsize=4)
def _load_texts(files: tuple[tuple[str, str], ...]) -> Rulebook:
    return _Loader(dict(files), "rules", []).rulebook()


def _read_files(folder: Path, faults: list[Fault]) -> dict[str, str]:
    """Read rule files and adopted texts by relative path, with newlines as \\n."""
    label = folder.resolve().name
    if not folder.is_dir():
        raise RuleFileError([Fault(str(folder), 1, message("rulebook.no-folder"))])
    files, home = {}, folder.resolve()
    found = [*folder.rglob("*.y*ml"), *folder.glob(f"*/{OFFICIAL_FOLDER}/*.txt")]
    for path in sorted(found):
        name = path.relative_to(folder).as_posix()
        parts = PurePosixPath(name).parts
        if parts[:2] == _NOT_OF_RULES or any(part.startswith(".") for part in parts):
            continue
        try:
            files[name] = _read_file(path, home)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            found_fault = message("rulebook.not-utf8")
            faults.append(Fault(f"{label}/{name}", line, found_fault))
        except _NotReadError as error:
            faults.append(Fault(f"{label}/{name}", 1, error.found))
    return files


class _NotReadError(Exception):
    """A file that is not opened, or cannot be read."""

    def __init__(self, code: str, /, **values: Value) -> None:
        super().__init__(code)
        self.found: Message = message(code, **values)


def _read_file(path: Path, home: Path) -> str:
    """Read a file's text with newlines as \\n.

    A huge one, no file, and a link that leads out of `home` are refused: a fault shows
    what stands in a file, and a folder of rules may be anybody's.
    """
    try:
        if not path.is_file():
            raise _NotReadError("rulebook.not-a-file")
        if not path.resolve().is_relative_to(home):
            raise _NotReadError("rulebook.link-out")
        if path.stat().st_size > _SIZE_LIMIT:
            raise _NotReadError("rulebook.file-too-large", limit=_SIZE_LIMIT)
        return path.read_text("utf-8-sig")
    except OSError as error:
        reason = error.strerror
        raise _NotReadError("rulebook.file-unreadable", reason=reason) from error


class _Loader:
    """Loads vocabularies first, then instruments, then rules."""

    def __init__(self, files: dict[str, str], label: str, faults: list[Fault]) -> None:
        self.files = files
        self.label = label
        self.faults = faults
        self.trees: dict[str, Tree] = {}

    def rulebook(self) -> Rulebook:
        """Read all files; raises RuleFileError where any has a fault."""
        for name in self.files:
            self._read_tree(name)
        vocabularies = self._vocabularies()
        instruments = self._instruments(vocabularies)
        rules = self._rules(instruments, vocabularies)
        if not self.files and not self.faults:
            self.faults.append(Fault(self.label, 1, message("rulebook.no-files")))
        for instrument in instruments.values():
            reader, root = self._reader(instrument.file), self.trees[instrument.file]
            check_articles(reader, root, instrument, rules, self._rule_ids)
            check_aliases(reader, root, instrument, self._rule_ids)
            check_questions(reader, root, instrument, instruments, self.label)
        if self.faults:
            raise RuleFileError(self.faults)
        return Rulebook(
            rules=tuple(sorted(rules, key=lambda rule: rule.id)),
            instruments=instruments,
            vocabularies=vocabularies,
            fingerprint=self._fingerprint(rules),
            files=self.files,
        )

    def _fingerprint(self, rules: list[Rule]) -> str:
        rule_files = {rule.file for rule in rules}
        return rulebook_fingerprint(
            {rule.id: rule.version for rule in rules},
            {name: self.files[name] for name in self.files if name not in rule_files},
        )

    def _reader(self, name: str) -> FieldReader:
        return FieldReader(f"{self.label}/{name}", self.faults)

    def _read_tree(self, name: str) -> None:
        reader = self._reader(name)
        parts = PurePosixPath(name).parts
        if is_official(name):
            return
        if len(parts) != 2:
            reader.report(1, "rulebook.file-misplaced")
        elif not name.endswith(".yaml"):
            reader.report(1, "rulebook.file-ending")
        elif parts[0] != _CALENDAR and (root := reader.tree(self.files[name])):
            self.trees[name] = root

    def _vocabularies(self) -> dict[str, Vocabulary]:
        found = [
            read_vocabulary(self._reader(name), root, name)
            for name, root in self.trees.items()
            if name.startswith(f"{_VOCABULARIES}/")
        ]
        return {vocabulary.name: vocabulary for vocabulary in found}

    def _instruments(
        self, vocabularies: dict[str, Vocabulary]
    ) -> dict[str, Instrument]:
        instruments = {}
        known = AllowedValues(_A_VOCABULARY, _ALL_VOCABULARIES, vocabularies)
        for name, root in self.trees.items():
            if PurePosixPath(name).name != INSTRUMENT_FILE:
                continue
            reader = self._reader(name)
            instrument = read_instrument(reader, root, name)
            instruments[instrument.id] = instrument
            if instrument.vocabulary and instrument.vocabulary not in vocabularies:
                node = root.under("vocabulary")
                reader.fault(node or root, known.refusal(instrument.vocabulary))
        return instruments

    @cached_property
    def _rule_ids(self) -> list[str]:
        return [
            name.removesuffix(".yaml")
            for name in self.files
            if not is_official(name)
            and PurePosixPath(name).name != INSTRUMENT_FILE
            and PurePosixPath(name).parts[0] not in (_VOCABULARIES, _CALENDAR)
        ]

    def _rules(
        self,
        instruments: dict[str, Instrument],
        vocabularies: dict[str, Vocabulary],
    ) -> list[Rule]:
        lexicons = {
            name: Lexicon(vocabulary, f"{self.label}/{vocabulary.file}")
            for name, vocabulary in vocabularies.items()
        }
        sanctions = {s.id: s for book in instruments.values() for s in book.sanctions}
        rules = []
        for rule_id in self._rule_ids:
            name = f"{rule_id}.yaml"
            if name not in self.trees:
                continue
            reader, root = self._reader(name), self.trees[name]
            instrument = instruments.get(PurePosixPath(name).parts[0])
            if instrument is None:
                self._without_instrument(reader, name)
            lexicon = lexicons.get(instrument.vocabulary) if instrument else None
            if instrument is None or lexicon is None:
                # The keys can be checked without a vocabulary.
                reader.shaped(root, RULE)
                continue
            rule = read_rule(reader, root, name, lexicon)
            check_sanctions(reader, root, rule, instrument, instruments, self.label)
            aliases = tuple(a for a, b in instrument.aliases.items() if b == rule.id)
            named = tuple(sanctions[s] for s in rule.sanction if s in sanctions)
            text = self.files[name]
            rules.append(replace(rule, text=text, aliases=aliases, sanctions=named))
        return rules

    def _without_instrument(self, reader: FieldReader, name: str) -> None:
        file = f"{PurePosixPath(name).parts[0]}/{INSTRUMENT_FILE}"
        if file not in self.files:
            reader.report(1, "rulebook.instrument-missing", file=f"{self.label}/{file}")
