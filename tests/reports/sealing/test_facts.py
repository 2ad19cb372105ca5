"""`report.json`: what is read of it, and how it is refused."""

from __future__ import annotations

import json
import re

import pytest

from reports.sealing.facts import read_facts
from tests.reports.sealing.conftest import facts


def content(**changed: object) -> bytes:
    return json.dumps({**facts({"findings.csv": b"x"}), **changed}).encode()


def test_facts_are_read_with_their_types() -> None:
    read = read_facts(content(entity="E-1", against={"hash": "ab", "rows": 3}))

    assert (read.kind, read.number, read.language, read.cap) == (
        "inspection", "XJ-2026-0001", "zh", 20,
    )  # fmt: skip
    assert (read.entity, read.against, read.rows) == ("E-1", "ab", 74)
    assert list(read.attachments or ()) == ["findings.csv"]


def test_attachments_may_be_unlisted() -> None:
    assert read_facts(content(attachments=None)).attachments is None


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (b"[]", "it: not an object"),
        (b"[" * 100_000, "nested too deep"),
        (content(form=2), "form: 2, not 1"),
        (content(form=True), "form: True"),
        (content(kind=7), "kind: 7"),
        (content(cap="many"), "cap: 'many'"),
        (content(dataset="x"), "dataset.: not an object"),
        (content(dataset={"hash": None, "title": ""}), "dataset.hash: None"),
        (content(attachments={"a": 1}), "attachments.a: 1"),
        (content(versions=[]), "versions.: not an object"),
        (b"\xff\xfe{", "codec can't decode"),
    ],
)
def test_ill_formed_facts_are_refused_with_their_place(broken: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        read_facts(broken)
