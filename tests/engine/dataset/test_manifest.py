"""dataset.yaml: its content is kept, and what is not allowed is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from engine.dataset import Dataset
from engine.errors import DatasetError
from engine.rulebook.model import Completeness
from tests.engine.dataset.queries import GOOD, HEADER

RECORDS = f"{HEADER}\nR1,{GOOD}\n"
SMALL = "title: T\nvocabulary: small\n"

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


def test_manifest_is_carried(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=RECORDS))

    assert (dataset.title, dataset.source) == ("Test return", "by hand")
    assert dataset.vocabulary == "small"
    assert dataset.complete == Completeness(date(2018, 8, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("manifest", "complete"),
    [
        (SMALL, Completeness()),
        (SMALL + "complete: {from: 2020-01-01}", Completeness(date(2020, 1, 1))),
        (SMALL + 'complete: {until: "2020-01-01"}',
         Completeness(None, date(2020, 1, 1))),
    ],
)  # fmt: skip
def test_completeness_may_be_open(
    manifest: str, complete: Completeness, lay: Lay, read: Read
) -> None:
    assert read(lay(manifest, records_csv=RECORDS)).complete == complete


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("", "must hold the keys title, source, complete, vocabulary."),
        ("- a", "must hold the keys title, source, complete, vocabulary."),
        ("vocabulary: small", "title is missing.  Required: title, vocabulary."),
        ("title: T", "vocabulary is missing.  Required: title, vocabulary."),
        ("title: 2026\nvocabulary: small",
         "title: found 2026; write it as text, in quotes."),
        (SMALL + "titel: x",
         "unknown key titel.  Did you mean title?\n"
         "  Allowed: title, source, complete, vocabulary."),
        (SMALL + "complete: {form: 2020-01-01}",
         "unknown key complete.form.  Did you mean from?\n  Allowed: from, until."),
        (SMALL + "complete: {from: 2020-01-01, -1}",
         "unknown key complete.-1.\n  Allowed: from, until."),
        (SMALL + "title: U", "the key title stands twice; keep one of them."),
        (SMALL + "complete: 2020",
         "complete: write it as {from: YYYY-MM-DD, until: YYYY-MM-DD}."),
        (SMALL + "complete: {from: soon}",
         "complete.from: found soon; write a day as YYYY-MM-DD, 1900 to 2999."),
        (SMALL + "complete: {from: 2020-01-01T10:00:00}",
         "complete.from: found 2020-01-01 10:00:00; "
         "write a day as YYYY-MM-DD, 1900 to 2999."),
        (SMALL + "complete: {from: 1800-01-01}",
         "complete.from: found 1800-01-01; "
         "write a day as YYYY-MM-DD, 1900 to 2999."),
        (SMALL + "complete: {from: 2020-13-01}",
         "not YAML (month must be in 1..12)."),
        (SMALL + "complete: {from: 2020-01-02, until: 2020-01-01}",
         "complete: until 2020-01-01 lies before from 2020-01-02."),
        ("title: [", "line 1: not YAML (expected the node content, "
         "but found '<stream end>')."),
        ("title: &a T\nsource: *a\nvocabulary: small",
         "aliases (*name) are not read; write the value out."),
        ("title: !!python/object:os.system x",
         "line 1: the tag tag:yaml.org,2002:python/object:os.system is not read; "
         "write the value alone."),
        ("title: T\nvocabulary: large",
         "large is not a vocabulary of these rules.\n  Known: small."),
    ],
)  # fmt: skip
def test_error_when_the_manifest_is_at_fault(
    manifest: str, message: str, lay: Lay, read: Read
) -> None:
    with pytest.raises(DatasetError) as caught:
        read(lay(manifest, records_csv=RECORDS))

    assert str(caught.value) == f"dataset.yaml: {message}"


def test_title_is_one_line_without_what_is_not_seen(lay: Lay, read: Read) -> None:
    manifest = 'title: "two\\nlines \\u202egpj.exe"\nvocabulary: small\n'

    assert read(lay(manifest, records_csv=RECORDS)).title == "two lines gpj.exe"


def test_title_that_nobody_can_see_is_none(lay: Lay, read: Read) -> None:
    with pytest.raises(DatasetError, match="title"):
        read(lay('title: "\\u202e"\nvocabulary: small\n', records_csv=RECORDS))


def test_error_when_the_manifest_is_not_utf8(lay: Lay, read: Read) -> None:
    folder = lay(records_csv=RECORDS)
    (folder / "dataset.yaml").write_bytes("title: 报表".encode("gb18030"))

    with pytest.raises(DatasetError) as caught:
        read(folder)

    assert str(caught.value) == "dataset.yaml: not UTF-8.  Save it as UTF-8."


def test_error_when_the_manifest_is_huge(lay: Lay, read: Read) -> None:
    with pytest.raises(DatasetError) as caught:
        read(lay(SMALL + "#" * 1_000_000, records_csv=RECORDS))

    assert str(caught.value) == (
        "dataset.yaml: larger than 1,000,000 bytes; it holds four short keys."
    )
