"""What every report tells of the dataset it rests on: its name, its days, its warnings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.rulebook import Text
from engine.wording.terms import Language, pick
from reports.fonts import mark

SHORT = 30


def told_of_dataset(dataset: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """Return what `shared/dataset.html` prints: also a short title and the days."""
    title = dataset["title"]
    short = title if len(title) <= SHORT else f"{title[:SHORT]}…"
    start, until = (dataset["complete"].get(day) for day in ("from", "until"))
    complete = pick(_completeness(start, until), language)
    return {**dataset, "short": short, "complete": complete}


def _completeness(start: str | None, until: str | None) -> Text:
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


def told_warnings(
    warnings: Sequence[Mapping[str, str]],
    marked: Mapping[str, int],
    language: Language,
) -> list[str]:
    """Return the warnings in one language, and one of the characters that were marked."""
    told = [warning[language] for warning in warnings]
    if marked:
        count, signs = sum(marked.values()), "、".join(map(mark, marked))
        said = Text(
            f"数据中 {count} 处字符不在本报告字体内，以其编码代印：{signs}。",
            f"{count} characters of the dataset are not in this report's font and"
            f" stand as their code: {signs}.",
        )
        told.append(pick(said, language))
    return told
