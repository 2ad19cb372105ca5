"""Errors on pages are in the reader's language, and name no place on the server."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import UsageError
from portal.database.models import Run
from portal.storage.store import Store
from portal.wording.error_text import store_error, stored_error
from tests.portal.conftest import Portal

BROKEN = "title: T\nsource: S\nvocabulary: none\ncomplete: {from: 2025-01-01}\n"


@pytest.fixture
def failed(portal: Portal) -> Run:
    """A check of a dataset whose dataset.yaml names no vocabulary that there is."""
    run = portal.queued_run(portal.member())
    folder = Store(portal.settings.data).dataset(run.dataset.content_hash)
    folder.mkdir(parents=True)
    (folder / "dataset.yaml").write_text(BROKEN, "utf-8")
    (folder / "records.csv").write_text("record_id,event\nR1,sold\n", "utf-8")
    assert portal.worker().work_once()
    portal.db.refresh(run)
    return run


@pytest.mark.parametrize("language", ["zh", "en"])
def test_fault_of_a_dataset_is_shown_without_the_data_directory(
    portal: Portal, failed: Run, language: str
) -> None:
    reader = portal.client(portal.member(role="reader"))

    page = reader.get(f"/runs/{failed.key}", headers={"Accept-Language": language}).text

    assert failed.state == "failed"
    assert "dataset.yaml" in page
    assert str(portal.settings.data) not in page
    assert portal.settings.data.parent.name not in page


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "没有规则 none。"), ("en", "No rule none.")]
)
def test_fault_is_shown_in_the_language_of_the_page(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    def fail(*given: object, **named: object) -> None:
        raise UsageError("cli.no-rule", rule_id="none")

    monkeypatch.setattr("portal.queue.check_work.check", fail)
    run = portal.queued_run(portal.member())
    portal.worker().work_once()

    reader = portal.client(portal.member(role="reader"))
    page = reader.get(f"/runs/{run.key}", headers={"Accept-Language": language}).text

    assert words in page


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "{data}/datasets/0a/records.csv: cannot be read",
            "records.csv: cannot be read",
        ),
        ("no space on /var/tmp/packlaw-1/x.db", "no space on x.db"),
        ("order-73/18-permits; see https://a.example/b/c", None),
        ("{data} is full", " is full"),
    ],
)
def test_paths_within_a_message_are_shortened(
    portal: Portal, tmp_path: Path, said: str, shown: str | None
) -> None:
    data = tmp_path / "the data"

    error = UsageError("portal.settings", faults=said.format(data=data))

    with portal.app.test_request_context(headers={"Accept-Language": "en"}):
        kept = stored_error(store_error(error, data))

    assert kept == (said if shown is None else shown)


def test_error_of_an_earlier_version_is_shown_as_it_is(portal: Portal) -> None:
    with portal.app.test_request_context():
        assert stored_error("It cannot be read.") == "It cannot be read."
