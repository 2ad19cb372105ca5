"""One change between two rulebooks, and the words that describe it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.errors import message
from engine.errors.messages import Value
from engine.rulebook import Text

Kind = Literal[
    "removed", "added", "renamed", "substance", "calendar", "vocabulary", "instrument",
    "wording", "examples", "sign-off", "layout",
]  # fmt: skip

# Kinds that can change a verdict stand first, then those a reader or editor notices.
HEADINGS: dict[Kind, Text] = {
    "removed": Text("删除的规则", "Rules removed"),
    "added": Text("新增的规则", "Rules added"),
    "renamed": Text("改名的规则", "Rules renamed"),
    "substance": Text("义务有变的规则", "Rules changed in substance"),
    "calendar": Text("工作日历", "Calendar of working days"),
    "vocabulary": Text("用词表", "Vocabulary"),
    "instrument": Text("法规文件", "Instruments"),
    "wording": Text("仅改措辞的规则", "Rules changed in wording only"),
    "examples": Text("案例有变的规则", "Rules with other examples"),
    "sign-off": Text("签署有变的规则", "Rules with another sign-off"),
    "layout": Text("仅改注释或排版的文件", "Files changed in comments or layout only"),
}


@dataclass(frozen=True)
class Change:
    """One change.

    `subject` is the id of the rule, instrument or vocabulary, or a file name.
    `days` are the days of the acts that it concerns; None where it concerns none.
    """

    kind: Kind
    subject: str
    title: Text
    days: Text | None = None
    details: tuple[Text, ...] = ()


def became(before: Text, after: Text) -> Text:
    """Return `before → after`, with a note where only one language changed."""
    if before.en == after.en and before.zh != after.zh:
        return Text(
            f"{before.zh} → {after.zh}", f"{after.en} (only the Chinese changed)"
        )
    if before.zh == after.zh and before.en != after.en:
        return Text(f"{after.zh}（仅英文有改动）", f"{before.en} → {after.en}")
    return Text(f"{before.zh} → {after.zh}", f"{before.en} → {after.en}")


def worded(code: str, /, **values: Value) -> Text:
    """Return the message of a code in both languages."""
    found = message(code, **values)
    return Text(found.in_language("zh"), found.in_language("en"))


def labelled(label: Text, text: Text) -> Text:
    """Return a text behind its label and a colon."""
    return Text(f"{label.zh}：{text.zh}", f"{label.en}: {text.en}")


def same(text: object) -> Text:
    """Return a name or number that both languages write alike; a dash for none."""
    written = "—" if text in (None, "", ()) else str(text)
    return Text(written, written)
