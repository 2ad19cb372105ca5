"""Compares vocabularies: their words, the types of fields and the custody moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from engine.authoring.diff.changes import Change, became, labelled, same
from engine.rulebook import Custody, Rulebook, Text, Vocabulary

_SECTIONS = {
    "roles": Text("角色", "role"),
    "events": Text("事件", "event"),
    "fields": Text("字段", "field"),
    "credentials": Text("凭证", "credential"),
    "formats": Text("格式", "format"),
}
_CODE, _TYPE = Text("代码", "code"), Text("类型", "type")
_TYPES = {
    "text": Text("文本", "text"),
    "number": Text("数字", "number"),
    "date": Text("日期", "date"),
    "flag": Text("是否", "flag"),
    "code": Text("代码", "code"),
}
_TITLE = Text("标题", "Title")
_NEW, _GONE = Text("新增", "added"), Text("删除", "removed")


def vocabulary_changes(before: Rulebook, after: Rulebook) -> Iterator[Change]:
    """Yield each vocabulary that was added, removed or changed."""
    old, new = before.vocabularies, after.vocabularies
    for name in sorted({*old, *new}):
        if name not in new:
            yield Change("vocabulary", name, old[name].title, None, (_GONE,))
        elif name not in old:
            yield Change("vocabulary", name, new[name].title, None, (_NEW,))
        elif details := tuple(_vocabulary(old[name], new[name])):
            yield Change("vocabulary", name, new[name].title, None, details)
        elif before.files[old[name].file] != after.files[new[name].file]:
            yield Change("layout", new[name].file, new[name].title)


def _vocabulary(old: Vocabulary, new: Vocabulary) -> Iterator[Text]:
    if old.title != new.title:
        yield labelled(_TITLE, became(old.title, new.title))
    for section, kind in _SECTIONS.items():
        yield from _named(kind, getattr(old, section), getattr(new, section))
    for field in sorted({*old.codes, *new.codes}):
        of = new.fields.get(field) or old.fields.get(field) or same(field)
        kind = Text(f"“{of.zh}”的{_CODE.zh}", f"{_CODE.en} of “{of.en}”")
        yield from _named(kind, old.codes.get(field, {}), new.codes.get(field, {}))
    for field in sorted(old.types.keys() & new.types.keys()):
        if old.types[field] != new.types[field]:
            change = became(_TYPES[old.types[field]], _TYPES[new.types[field]])
            name = new.fields[field]
            label = Text(f"“{name.zh}”的{_TYPE.zh}", f"{_TYPE.en} of “{name.en}”")
            yield labelled(label, change)
    for move in fields(Custody):
        kind = Text(f"电池转手 {move.name} 的事件", f"event of custody {move.name}")
        names = old.events | new.events
        was, is_now = (
            {event: names[event] for event in getattr(custody or Custody(), move.name)}
            for custody in (old.custody, new.custody)
        )
        yield from _named(kind, was, is_now)


def _named(
    kind: Text, old: Mapping[str, Text], new: Mapping[str, Text]
) -> Iterator[Text]:
    for word in sorted({*old, *new}):
        if word not in new:
            yield labelled(_with_kind(_GONE, kind), _word(word, old[word]))
        elif word not in old:
            yield labelled(_with_kind(_NEW, kind), _word(word, new[word]))
        elif old[word] != new[word]:
            yield labelled(kind, became(_word(word, old[word]), _word(word, new[word])))


def _with_kind(what: Text, kind: Text) -> Text:
    return Text(what.zh + kind.zh, f"{kind.en} {what.en}")


def _word(word: str, name: Text) -> Text:
    return Text(f"“{name.zh}”（{word}）", f"“{name.en}” ({word})")
