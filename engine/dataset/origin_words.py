"""Names the mapping and the files that a dataset came from, for people."""

from __future__ import annotations

from engine.dataset.origin import OriginSummary
from engine.errors import Text
from engine.wording.places import file_words

_FILES_SHOWN = 20


def mapping_words(origin: OriginSummary) -> Text | None:
    """Name the mapping of an origin (see `OriginSummary`); None where it has none."""
    if (mapping := origin["mapping"]) is None:
        return None
    return file_words(mapping["file"], mapping["sha256"])


def source_words(origin: OriginSummary, *, with_hashes: bool = True) -> list[Text]:
    """Name the files that a mapping read; of many the first, and how many more."""
    files = origin["files"]
    shown = [
        file_words(each["file"], each["sha256"], each["rows"])
        if with_hashes
        else Text(each["file"], each["file"])
        for each in files[:_FILES_SHOWN]
    ]
    if more := len(files) - len(shown):
        shown.append(Text(f"另有 {more:,} 个文件", f"{more:,} files more"))
    return shown
