"""The texts of every report on its dataset: title, days covered, warnings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.dataset.origin_words import mapping_words, source_words
from engine.errors import Language, Text, fill
from reports.folder import Content
from reports.fonts import mark

SHORT = 30
_WITHOUT_GLYPH = Text(
    "数据中 {count:,} 处字符不在本报告字体内，以其编码代印：{signs}。",
    "{count:,} {count:character|characters} of the dataset {count:is|are} not in this "
    "report's font and {count:stands as its|stand as their} code: {signs}.",
)


@dataclass(frozen=True)
class DatasetTexts:
    """What `shared/dataset.html` and `shared/page.html` print of a dataset.

    `short` is the title, cut; `complete` words the days without gaps in reporting.
    `mapping` and `sources` name the mapping that wrote it, "" where none did, and the
    files that this read.
    """

    title: str
    short: str
    source: str
    hash: str
    complete: str
    mapping: str
    sources: Sequence[str]


def dataset_texts(dataset: Content, language: Language) -> DatasetTexts:
    """Return the texts of the `dataset` of run.json or custody.json."""
    title = dataset["title"]
    origin = dataset.get("origin")
    mapping = mapping_words(origin) if origin else None
    sources = source_words(origin) if origin else ()
    return DatasetTexts(
        title=title,
        short=title if len(title) <= SHORT else f"{title[:SHORT]}…",
        source=dataset["source"],
        hash=dataset["hash"],
        complete=completeness(dataset["complete"]).in_language(language),
        mapping=mapping.in_language(language) if mapping else "",
        sources=[file.in_language(language) for file in sources],
    )


def completeness(complete: Mapping[str, str | None]) -> Text:
    """Word between which days the sender says that nothing is missing."""
    start, until = complete.get("from"), complete.get("until")
    if start and until:
        days = f"{start} – {until}"  # noqa: RUF001  the dash of a span
        return Text(f"报送方称以下期间无遗漏：{days}",
                    f"the sender says nothing is missing: {days}")  # fmt: skip
    if start:
        return Text(f"报送方称自该日起无遗漏：{start}",
                    f"the sender says nothing is missing from {start}")  # fmt: skip
    if until:
        return Text(f"报送方称至该日止无遗漏：{until}",
                    f"the sender says nothing is missing up to {until}")  # fmt: skip
    return Text("报送方未说明", "not stated by the sender")


def warning_texts(
    warnings: Sequence[Mapping[str, str]],
    marked: Mapping[str, int],
    language: Language,
) -> list[str]:
    """Return the warnings in one language, and one about characters without a glyph.

    `marked` says how often each of these was replaced by its code.
    """
    texts = [warning[language] for warning in warnings]
    if marked:
        count, signs = sum(marked.values()), "、".join(map(mark, marked))
        text = _WITHOUT_GLYPH.in_language(language)
        texts.append(fill(text, {"count": count, "signs": signs}))
    return texts
