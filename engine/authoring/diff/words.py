"""Vocabularies and calendars before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date

from engine.authoring.diff.changes import Change, became, labelled, same
from engine.evaluation.calendar import Calendar, calendar_of_files
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
_CALENDAR = Text("工作日历", "Calendar of working days")
_WORKED, _OFF = Text("工作日", "working day"), Text("休息日", "day off")


def vocabulary_changes(before: Rulebook, after: Rulebook) -> Iterator[Change]:
    """Each vocabulary that came, went, or has other words."""
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


_NEW, _GONE = Text("新增", "added"), Text("删除", "removed")


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
            yield labelled(_said(_GONE, kind), _word(word, old[word]))
        elif word not in old:
            yield labelled(_said(_NEW, kind), _word(word, new[word]))
        elif old[word] != new[word]:
            yield labelled(kind, became(_word(word, old[word]), _word(word, new[word])))


def _said(what: Text, kind: Text) -> Text:
    return Text(what.zh + kind.zh, f"{kind.en} {what.en}")


def _word(word: str, name: Text) -> Text:
    return Text(f"“{name.zh}”（{word}）", f"“{name.en}” ({word})")


def calendar_changes(before: Rulebook, after: Rulebook) -> Iterator[Change]:
    """The change of the working days, if there is one; else of the table's notes."""
    old, new = (calendar_of_files(book.files) for book in (before, after))
    details = tuple(_calendar(old, new))
    if details:
        yield Change("calendar", "calendar", _CALENDAR, _years(old, new), details)
    elif _tables(before) != _tables(after):
        yield Change("layout", "calendar", _CALENDAR)


def _tables(book: Rulebook) -> list[str]:
    return [text for name, text in book.files.items() if name.startswith("calendar/")]


def _calendar(old: Calendar, new: Calendar) -> Iterator[Text]:
    for year in sorted(new.years - old.years):
        yield Text(f"新增{year}年", f"{year} is covered now")
    for year in sorted(old.years - new.years):
        yield Text(f"不再包括{year}年", f"{year} is no longer covered")
    for day in _moved(old, new):
        was, is_now = (_WORKED if c.is_working_day(day) else _OFF for c in (old, new))
        yield labelled(same(day), became(was, is_now))


def _moved(old: Calendar, new: Calendar) -> list[date]:
    """The days, of years both cover, that are worked in one and not in the other."""
    named = {*old.days_off, *old.make_up_days, *new.days_off, *new.make_up_days}
    return [
        day
        for day in sorted(named)
        if day.year in old.years & new.years
        and old.is_working_day(day) != new.is_working_day(day)
    ]


def _years(old: Calendar, new: Calendar) -> Text:
    """The years in which a count of working days may come out otherwise."""
    years = {*(old.years ^ new.years), *(day.year for day in _moved(old, new))}
    listed = [str(year) for year in sorted(years)]
    return Text("、".join(f"{year}年" for year in listed), f"in {', '.join(listed)}")
