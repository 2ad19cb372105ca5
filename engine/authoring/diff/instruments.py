"""Compares instruments: their data, articles and sanctions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.authoring.diff.changes import Change, became, labelled, same, worded
from engine.rulebook import Adopted, Article, Instrument, Rulebook, Sanction, Text
from engine.wording.citations import article_name
from engine.wording.terms import COVERAGES

_FACTS = {
    "title": Text("标题", "Title"),
    "number": Text("文号", "Number"),
    "issuers": Text("发布机关", "Issuers"),
    "published": Text("公布日期", "Published"),
    "in_force": Text("施行日期", "In force"),
    "repealed": Text("废止日期", "Repealed"),
    "addresses": Text("正式文本所在", "Where the text stands"),
    "vocabulary": Text("用词表", "Vocabulary"),
    "roll_over": Text("最后一日顺延", "Last day moves on"),
    "text": Text("所存条文", "Text adopted"),
    "questions": Text("办案人员须答的条款", "Articles an officer is asked about"),
}
_OF_ARTICLE = {
    "coverage": Text("核查方式", "coverage"),
    "heading": Text("标题", "heading"),
    "why": Text("说明", "why"),
    "question": Text("检查提问", "question"),
    "confidence": Text("可信度", "confidence"),
    "rules": Text("对应规则", "rules"),
}
_OF_SANCTION = {
    "conduct": Text("行为", "conduct"),
    "measures": Text("措施", "measures"),
    "amounts": Text("金额", "amounts"),
    "authority": Text("执法机关", "authority"),
    "source": Text("出处", "source"),
    "confidence": Text("可信度", "confidence"),
}
_NEW, _GONE = Text("新增", "added"), Text("删除", "removed")
_REORDERED = Text("顺序改变", "in another order")
_NUMBER_KNOWN = Text("条号已知", "number now known")


def instrument_changes(before: Rulebook, after: Rulebook) -> Iterator[Change]:
    """Yield each instrument that was added, removed or changed."""
    old, new = before.instruments, after.instruments
    for name in sorted({*old, *new}):
        if name not in new:
            yield Change("instrument", name, old[name].title, None, (_GONE,))
        elif name not in old:
            yield Change("instrument", name, new[name].title, None, (_NEW,))
        elif details := tuple(_instrument(old[name], new[name])):
            yield Change("instrument", name, new[name].title, None, details)
        elif before.files[old[name].file] != after.files[new[name].file]:
            yield Change("layout", new[name].file, new[name].title)


def _instrument(old: Instrument, new: Instrument) -> Iterator[Text]:
    yield from _compared(old, new, _FACTS, None)
    for alias, rule_id in new.aliases.items():
        if old.aliases.get(alias) != rule_id:
            yield worded("authoring.diff.alias-now", alias=alias, rule=rule_id)
    for alias in old.aliases.keys() - new.aliases.keys():
        yield worded("authoring.diff.alias-gone", alias=alias)
    yield from _articles(old, new)
    yield from _sanctions(old.sanctions, new.sanctions)


def _articles(old: Instrument, new: Instrument) -> Iterator[Text]:
    left = {_name(article): article for article in old.articles}
    for article in new.articles:
        name, label = _name(article), _article_label(article, new)
        was = left.pop(name, None) or left.pop(("unknown", article.heading.zh), None)
        if was is None:
            coverage = COVERAGES[article.coverage]
            yield labelled(label, Text(
                f"{_NEW.zh}，{coverage.zh}", f"{_NEW.en}, {coverage.en}"
            ))  # fmt: skip
            continue
        if was.article != article.article:
            yield labelled(label, _NUMBER_KNOWN)
        yield from _compared(was, article, _OF_ARTICLE, label)
    for article in left.values():
        yield labelled(_article_label(article, old), _GONE)


def _name(article: Article) -> tuple[str, str]:
    """Return an article's number, with its heading where the number is unknown."""
    unknown = article.article == "unknown"
    return article.article, article.heading.zh if unknown else ""


def _article_label(article: Article, instrument: Instrument) -> Text:
    heading = article.heading
    if article.article == "unknown":
        return Text(f"“{heading.zh}”（条号未知）",
                    f"“{heading.en}” (number unknown)")  # fmt: skip
    name = article_name(article.article, instrument)
    return Text(f"{name.zh}“{heading.zh}”", f"{name.en} “{heading.en}”")


def _sanctions(old: Iterable[Sanction], new: Iterable[Sanction]) -> Iterator[Text]:
    left = {sanction.id: sanction for sanction in old}
    for sanction in new:
        was = left.pop(sanction.id, None)
        if was is None:
            yield labelled(_sanction_label(sanction), _NEW)
        else:
            yield from _compared(was, sanction, _OF_SANCTION, _sanction_label(sanction))
    for sanction in left.values():
        yield labelled(_sanction_label(sanction), _GONE)


def _sanction_label(sanction: Sanction) -> Text:
    return Text(f"处罚“{sanction.conduct.zh}”", f"Sanction “{sanction.conduct.en}”")


def _compared(
    old: object, new: object, labels: dict[str, Text], whose: Text | None
) -> Iterator[Text]:
    """Yield each attribute of the two that differs, before and after."""
    for name, label in labels.items():
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        change = labelled(label, _changed(before, after))
        yield change if whose is None else labelled(whose, change)


def _changed(before: object, after: object) -> Text:
    """Word a changed value; of a list, the items removed and added."""
    if not (isinstance(before, tuple) and isinstance(after, tuple)):
        return became(_value_text(before), _value_text(after))
    gone = [labelled(_GONE, _value_text(i)) for i in before if i not in after]
    come = [labelled(_NEW, _value_text(i)) for i in after if i not in before]
    changes = [*gone, *come] or [_REORDERED]
    return Text(
        "；".join(change.zh for change in changes),
        "; ".join(change.en for change in changes),
    )


def _value_text(value: object) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    if isinstance(value, str) and value in COVERAGES:
        return COVERAGES[value]
    if isinstance(value, Adopted):
        return Text(f"{value.on}（SHA-256 {value.sha256[:12]}…）",
                    f"{value.on} (SHA-256 {value.sha256[:12]}…)")  # fmt: skip
    return same(value)
