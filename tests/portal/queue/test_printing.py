"""Reports are printed apart from the worker, and none is lost or doubled with it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from portal.database.models import IssuedReport, Run
from portal.queue.jobs import MOST_ATTEMPTS, Claim, LeaseLostError
from portal.queue.printing import Order, Printed, print_apart, print_here
from portal.queue.worker import Worker
from portal.serve import start_worker
from tests.portal.conftest import SAMPLE_RUN, Portal
from tests.portal.issued_reports.asking import PARTY
from tests.reports.samples import EARLIER

PATIENCE_SECONDS = 300


@pytest.fixture
def queued(portal: Portal) -> IssuedReport:
    member = portal.member()
    return portal.issued_report(portal.finished_run(member), member, state="queued")


def order(tmp_path: Path, **given: Any) -> Order:
    return Order(SAMPLE_RUN, tmp_path / "new" / "1.pdf", "inspection", "en", **given)


def worker(portal: Portal) -> Worker:
    return Worker(portal.settings, portal.app.extensions["packlaw_sessions"])


def claimed(portal: Portal) -> Claim:
    claim = portal.queue().claim()
    assert claim is not None
    return claim


def expire(portal: Portal, report: IssuedReport) -> None:
    report.lease_until = portal.long_ago(minutes=1)
    portal.db.commit()


def said(printed: Printed, language: str = "en") -> str:
    return str(json.loads(printed.error)[language])


def facts_in(file: Path) -> dict[str, Any]:
    [content] = PdfReader(file).attachments["report.json"]
    return dict(json.loads(content))


def test_report_is_taken_before_checks_and_once(
    portal: Portal, queued: IssuedReport
) -> None:
    run = portal.queued_run(portal.member("乙公司甲"))

    assert claimed(portal) == Claim(IssuedReport, queued.id, 1)
    assert claimed(portal) == Claim(Run, run.id, 1)
    assert portal.queue().claim() is None


def test_worker_that_lost_its_lease_writes_nothing(
    portal: Portal, queued: IssuedReport
) -> None:
    late = claimed(portal)
    portal.db.refresh(queued)
    expire(portal, queued)

    again = claimed(portal)

    with pytest.raises(LeaseLostError):
        portal.queue().finish_report(late, "reports/x/1.pdf", "1")
    with pytest.raises(LeaseLostError):
        portal.queue().fail(late, "")
    portal.queue().finish_report(again, "reports/x/2.pdf", "1")
    portal.db.refresh(queued)
    assert (queued.state, queued.file, queued.attempts) == (
        "done",
        "reports/x/2.pdf",
        2,
    )


def test_given_up_after_the_last_attempt(portal: Portal, queued: IssuedReport) -> None:
    for _ in range(MOST_ATTEMPTS):
        claimed(portal)
        portal.db.refresh(queued)
        expire(portal, queued)

    assert portal.queue().claim() is None

    portal.db.refresh(queued)
    assert (queued.state, queued.error) == ("failed", "")


def test_worker_hands_on_what_is_asked_for(
    portal: Portal, queued: IssuedReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders: list[Order] = []

    def keep(given: Order, *others: object) -> Printed:
        orders.append(given)
        return Printed("20260930-55CE4A6C")

    monkeypatch.setattr("portal.queue.worker.print_apart", keep)
    queued.entity, queued.against_id = PARTY, queued.run_id
    portal.db.commit()

    assert worker(portal).work_once()

    portal.db.refresh(queued)
    data, file = portal.settings.data, f"reports/{queued.key}/1.pdf"
    folder = data / str(queued.run.folder)
    assert orders == [Order(folder, data / file, "inspection", "both", PARTY, folder)]
    assert (queued.state, queued.file, queued.number, queued.lease_until) == (
        "done", file, "20260930-55CE4A6C", None,
    )  # fmt: skip


def test_worker_keeps_why_there_is_none(
    portal: Portal, queued: IssuedReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "portal.queue.worker.print_apart", lambda *given: Printed(error='{"en": "why"}')
    )

    worker(portal).work_once()

    portal.db.refresh(queued)
    assert (queued.state, queued.error, queued.file) == (
        "failed",
        '{"en": "why"}',
        None,
    )


def test_folder_that_is_faulty_is_told_without_its_place(
    portal: Portal, tmp_path: Path
) -> None:
    faulty = replace(order(tmp_path), run=portal.settings.data / "runs" / "x" / "1")

    printed = print_here(faulty, portal.settings)

    assert printed.number == ""
    assert str(portal.settings.data) not in printed.error
    assert "run.json" in said(printed)


def test_fault_of_our_own_is_logged_and_not_told(
    portal: Portal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*given: Any, **named: Any) -> Path:
        raise RuntimeError("secret")

    monkeypatch.setattr("portal.queue.printing.render", fail)

    assert print_here(order(tmp_path), portal.settings) == Printed()
    assert "secret" in caplog.text


def test_out_of_memory_is_told_with_the_way_out(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: Any, **named: Any) -> Path:
        raise MemoryError

    monkeypatch.setattr("portal.queue.printing.render", fail)

    printed = print_here(order(tmp_path), portal.settings)

    assert said(printed) == (
        "The process that printed the report ended before it was done, most likely because"
        " it needed more than 1,500 MB of memory.\n"
        "  Ask for a report on one enterprise instead, or ask whoever runs this portal to"
        " raise PACKLAW_REPORT_MB."
    )


def test_full_disk_is_told(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: Any, **named: Any) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("portal.queue.printing.render", fail)

    assert said(print_here(order(tmp_path), portal.settings)).startswith(
        "A disk is full ("
    )


@pytest.mark.slow
def test_printed_with_the_number_that_is_kept(portal: Portal, tmp_path: Path) -> None:
    given = order(tmp_path, entity=PARTY, against=EARLIER)

    printed = print_apart(given, portal.settings)

    facts = facts_in(given.out)
    assert printed == Printed(number=facts["number"])
    assert (facts["kind"], facts["entity"], facts["language"]) == (
        "inspection", PARTY, "en",
    )  # fmt: skip
    assert [file.name for file in given.out.parent.iterdir()] == ["1.pdf"]


@pytest.mark.slow
def test_too_long_one_is_ended_and_told(portal: Portal, tmp_path: Path) -> None:
    settings, given = replace(portal.settings, report_seconds=1), order(tmp_path)

    printed = print_apart(given, settings)

    assert said(printed) == (
        "The report was not printed within 1 second and was ended.\n"
        "  Ask for a report on one enterprise instead, or ask whoever runs this portal to"
        " raise PACKLAW_REPORT_SECONDS."
    )
    assert not given.out.exists()


@pytest.mark.slow
def test_too_large_one_is_ended_and_told(portal: Portal, tmp_path: Path) -> None:
    settings, given = replace(portal.settings, report_mb=60), order(tmp_path)

    printed = print_apart(given, settings)

    assert "more than 60 MB" in said(printed)
    assert not given.out.exists()


@pytest.mark.slow
def test_printed_by_another_worker_after_kill_9(
    portal: Portal, queued: IssuedReport
) -> None:
    settings = replace(portal.settings, lease_seconds=2)
    queued.entity, queued.language = PARTY, "en"
    portal.db.commit()

    first = start_worker(settings)
    _wait(portal, queued, lambda: queued.state == "running")
    first.kill()
    first.communicate()
    second = start_worker(settings)
    _wait(portal, queued, lambda: queued.is_over)
    second.communicate()

    assert (queued.state, queued.attempts) == ("done", 2)
    assert queued.file == f"reports/{queued.key}/2.pdf"
    facts = facts_in(portal.settings.data / queued.file)
    assert facts["number"] == queued.number
    # The process of the first worker ended with it.
    assert [
        file.name for file in (portal.settings.data / queued.file).parent.iterdir()
    ] == ["2.pdf"]
    assert portal.db.query(IssuedReport).count() == 1


def _wait(portal: Portal, report: IssuedReport, is_so: Callable[[], bool]) -> None:
    """Look again and again until it is so; a worker is another process."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < limit, (report.state, report.error)
        time.sleep(0.05)
        portal.db.rollback()
        portal.db.refresh(report)
