"""Every column of a table for people has a head in both languages."""

from __future__ import annotations

from engine.runs.outputs.tables import NAMED_COLUMNS
from engine.wording.heads import FINDING_HEADS


def test_every_column_has_a_head_of_its_own() -> None:
    heads = [FINDING_HEADS[name] for name in NAMED_COLUMNS]

    assert (
        len({head.zh for head in heads})
        == len({head.en for head in heads})
        == len(heads)
    )
