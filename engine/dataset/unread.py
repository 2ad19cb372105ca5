"""Says what lies in a dataset and is not read, and what it may have been meant to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from engine.dataset.file_names import split_name
from engine.dataset.names import TABLES, folded, table_named
from engine.errors import DatasetError, Message, message

_LONGEST = 80
# How alike two names are, from 0 to 1, of which one is taken for the other.
_ALIKE = 0.7
# What senders call a table that goes by another name. It is not read: a name may be
# meant otherwise, as 主体 (actor) is a column too.
_ALSO_CALLED = {
    "entities": ("主体", "当事方", "公司", "单位"),
    "credentials": ("证照", "许可"),
}
_NAMES = {
    known: table
    for table, names in TABLES.items()
    for known in (table, *names, *_ALSO_CALLED.get(table, ()))
}


@dataclass(frozen=True)
class Unread:
    """A file, folder or sheet that is not read.

    `place` is how it is shown; `name` is without the ending of a file. `read` is the
    file from which the table of this name is read, None where there is no such table.
    """

    place: str | Message
    name: str
    read: str | None = None

    @classmethod
    def of_file(cls, name: str, read: str | None = None) -> Unread:
        """Return what is not read of this name, which ends in / for a folder."""
        last = name.rstrip("/").rpartition("/")[2]
        return cls(shown(name), split_name(last)[0], read)

    @property
    def nearest(self) -> str | None:
        """The table whose name is nearest, if one is near or is part of this name."""
        name = folded(self.name)
        if near := get_close_matches(name, _NAMES, n=1, cutoff=_ALIKE):
            return _NAMES[near[0]]
        held = [known for known in _NAMES if known in name]
        return _NAMES[max(held, key=len)] if held else None

    @property
    def code(self) -> str:
        """The code of the warning."""
        if self.read is not None:
            return "file-not-read"
        return "form-not-read" if table_named(self.name) else "not-a-table"

    @property
    def text(self) -> Message:
        """What is not read, and why."""
        near = self.nearest
        hint: Message | str = message("dataset.nearest", near=near) if near else ""
        return message(
            f"dataset.warning.{self.code}",
            file=self.place,
            read=self.read,
            table=table_named(self.name),
            hint=hint,
        )


def records_absent(path: Path, unread: Sequence[Unread]) -> DatasetError:
    """Return the error for a dataset without records, with what might be meant for them."""
    near = [found.text for found in unread if found.nearest == "records"]
    if near:
        return DatasetError("dataset.records-misnamed", path=path, found=near[:3])
    return DatasetError("dataset.records-absent", path=path)


def shown(name: str) -> str:
    """Return a name as it may be printed on one line."""
    plain = "".join(c if c.isprintable() else "\ufffd" for c in name)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
