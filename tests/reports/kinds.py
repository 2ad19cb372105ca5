"""The kinds of report that there are, for tests of what holds for each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from engine.errors import Language
from reports import render, render_custody
from tests.reports.samples import PARTY, RUN, VIEW

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True)
class Kind:
    """A kind of report: what prints it, and the sample that it is printed of.

    `title` and `day` are those of the sample's dataset, `described_in` names the file
    that describes it. `texts`: by table, the columns with words of whoever sent data.
    """

    name: str
    door: Callable[..., Path]
    sample: Path
    title: str
    day: str
    described_in: str
    texts: Mapping[str, Sequence[str]]

    def make_hostile(self, copied: Any, text: str) -> None:
        """Put a text into all places of a copied sample that hold texts of the data."""

        def spoil(description: dict[str, Any]) -> None:
            description.pop("files", None)
            description["dataset"] |= {"title": text, "source": text}

        copied.change(self.described_in, spoil)
        for table, columns in self.texts.items():
            changes = ", ".join(f'"{column}" = $1' for column in columns)
            copied.change_table(table, f"UPDATE {table} SET {changes}", text)


# The party that owes a duty stays, as a report on it is printed.
_OF_A_RUN = {
    "findings": ("record_id", "battery_code", "reason_zh", "reason_en"),
    "evidence": ("battery_code", "field.document", "field.model"),
    "parties": ("name", "name_en"),
}
KINDS = (
    Kind(
        name="compliance",
        door=partial(render, kind="compliance", entity="91340102706300611W"),
        sample=RUN,
        title="虚构车队，2,000 块电池",
        day="2026-09-30",
        described_in="run.json",
        texts={
            "findings": ("record_id", "battery_code", "reason_zh", "reason_en"),
            "evidence": ("battery_code", "field.document", "field.model"),
            "parties": ("name", "name_en"),
        },
    ),
    Kind(
        name="inspection",
        door=render,
        sample=RUN,
        title="虚构车队，2,000 块电池",
        day="2026-09-30",
        described_in="run.json",
        texts={
            "findings": (
                "record_id",
                "battery_code",
                "owed_by",
                "reason_zh",
                "reason_en",
            ),
            "evidence": ("battery_code", "field.document", "field.model"),
            "parties": ("name", "name_en"),
        },
    ),
    Kind(
        name="custody",
        door=render_custody,
        sample=VIEW,
        title="虚构车队，400 块电池",
        day="2026-10-15",
        described_in="custody.json",
        texts={
            "gaps": ("battery_code", "record_id", "from_name", "to_name_en"),
            "enterprises": ("name", "name_en"),
        },
    ),
    Kind(
        name="notice",
        door=partial(render, kind="notice", entity=PARTY),
        sample=RUN,
        title="虚构车队，2,000 块电池",
        day="2026-09-30",
        described_in="run.json",
        texts=_OF_A_RUN,
    ),
    Kind(
        name="self-check",
        door=partial(render, kind="self-check"),
        sample=RUN,
        title="虚构车队，2,000 块电池",
        day="2026-09-30",
        described_in="run.json",
        texts=_OF_A_RUN,
    ),
)
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
every_language = pytest.mark.parametrize("language", LANGUAGES)
