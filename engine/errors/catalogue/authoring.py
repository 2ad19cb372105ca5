"""Messages of `authoring`."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "authoring.unreadable-run": Text(
        "{file}：不是核查的记录（{error}）。请指定规则文件夹，或 `packlaw check` 写出的"
        "文件夹。",
        "{file}: this is not the record of a run ({error}). "
        "Name a folder of rules, or one that `packlaw check` left.",
    ),
}
