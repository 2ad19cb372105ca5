"""Holds what a portal has after kills against what people were told."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from time import time

from sqlalchemy import func, select, text

from portal.accounts.sessions import hash_token
from portal.database.admission import Session
from portal.database.models import AuditEntry, Dataset, IssuedReport, Run
from portal.database.parts import OPEN
from portal.database.session import PortalSession
from portal.queue.jobs import MOST_ATTEMPTS
from portal.storage.custody_folder import view_path
from portal.trail.verifying import verify
from tests.portal.kills.crowd import Told

HOURS_AGO = 3 * 3600


def faults_of(db: PortalSession, data: Path, told: Told) -> list[str]:
    """Return what was lost, doubled, left hanging or wrongly told; [] where nothing was.

    The crowd has ended, every job is over and no process of the portal runs.
    """
    return [
        *told.faults,
        *_of_uploads(db, data, told),
        *_of_runs(db, data, told),
        *_of_reports(db, data, told),
        *_of_sessions(db, told),
        *_of_trail(db),
        *_of_database(db),
    ]


def left_behind(db: PortalSession, data: Path, scratch: Path) -> list[str]:
    """Return what lies in the folders and nobody names."""
    runs = {row for row in db.scalars(select(Run.folder)) if row}
    views = {view_path(Path(run)).as_posix() for run in runs}
    reports = {row for row in db.scalars(select(IssuedReport.file)) if row}
    datasets = {f"datasets/{one}" for one in db.scalars(select(Dataset.content_hash))}
    patterns = ("runs/*/*", "reports/*/*", "datasets/*", "incoming/*", "scratch/*")
    there = {
        entry.relative_to(data).as_posix()
        for pattern in patterns
        for entry in data.glob(pattern)
    }
    beside = [entry.name for entry in scratch.iterdir()] if scratch.is_dir() else []
    return sorted(there - runs - views - reports - datasets) + beside


def age(data: Path) -> None:
    """Make all uploads some hours older, so that those of no dataset are leftovers."""
    moment = time() - HOURS_AGO
    for entry in (*data.glob("datasets/*"), *data.glob("incoming/*")):
        os.utime(entry, (moment, moment))


def _of_uploads(db: PortalSession, data: Path, told: Told) -> Iterator[str]:
    there = db.scalars(select(Dataset))
    datasets = [one for one in there if one.content_hash not in told.laid]
    times = Counter(dataset.content_hash for dataset in datasets)
    for content_hash in told.kept:
        if times[content_hash] != 1:
            yield f"upload {content_hash[:8]} is there {times[content_hash]} times"
    for dataset in datasets:
        if dataset.content_hash not in told.sent:
            yield f"dataset {dataset.key} was never sent"
        if _hash_on_disk(data, dataset) != dataset.content_hash:
            yield f"dataset {dataset.key} has other content"
    yield from (f"upload {h[:8]} is doubled" for h, n in times.items() if n > 1)


def _hash_on_disk(data: Path, dataset: Dataset) -> str:
    folder = data / "datasets" / dataset.content_hash
    hashes = [
        (name, sha256((folder / name).read_bytes()).hexdigest())
        for name in sorted(dataset.files)
        if (folder / name).is_file()
    ]
    return sha256(json.dumps(hashes).encode()).hexdigest()


def _of_runs(db: PortalSession, data: Path, told: Told) -> Iterator[str]:
    runs = [run for run in db.scalars(select(Run)) if run.key not in told.laid]
    for key in told.runs - {run.key for run in runs}:
        yield f"check {key} is lost"
    for run in runs:
        if run.state in OPEN:
            yield f"check {run.key} is {run.state} for ever"
        elif run.state == "failed" and not run.error and run.attempts < MOST_ATTEMPTS:
            yield f"check {run.key} failed, and nobody says why"
        elif run.state == "done":
            yield from (
                f"check {run.key} has no {name}"
                for name in ("run.json", "findings.parquet", "report.zh.pdf", "report.en.pdf")
                if not (data / str(run.folder) / name).is_file()
            )  # fmt: skip
    yield from _told_once(db, "check", {run.key: run.state for run in runs})


def _of_reports(db: PortalSession, data: Path, told: Told) -> Iterator[str]:
    reports = db.scalars(select(IssuedReport)).all()
    asked = Counter(
        (r.run_id, r.kind, r.language) for r in reports if r.state == "done"
    )
    yield from (f"report {what} is doubled" for what, n in asked.items() if n > 1)
    if len(reports) > told.reports_asked:
        yield f"{len(reports)} reports, {told.reports_asked} were asked for"
    for report in reports:
        if report.state in OPEN:
            yield f"report {report.key} is {report.state} for ever"
        elif report.state == "done":
            octets = (data / str(report.file)).read_bytes()
            if not (octets.startswith(b"%PDF") and octets.rstrip().endswith(b"%%EOF")):
                yield f"report {report.key} is torn"
    yield from _told_once(db, "report", {r.key: r.state for r in reports})


def _told_once(db: PortalSession, noun: str, states: dict[str, str]) -> Iterator[str]:
    """Yield the jobs whose end is not on the trail exactly once."""
    ends = [f"{noun}-{state}" for state in ("done", "failed", "cancelled")]
    entries = db.execute(
        select(AuditEntry.subject, AuditEntry.action).where(AuditEntry.action.in_(ends))
    )
    found: dict[str, list[str]] = {}
    for subject, action in entries:
        found.setdefault(subject, []).append(action)
    for key, state in states.items():
        if state not in OPEN and found.get(key) != [f"{noun}-{state}"]:
            yield f"{noun} {key} is {state}, the trail says {found.get(key)}"


def _of_sessions(db: PortalSession, told: Told) -> Iterator[str]:
    there = set(db.scalars(select(Session.token_hash)))
    for _, token in told.sessions:
        if hash_token(token) not in there:
            yield "somebody was signed in, and has no session"
    entered = db.scalar(select(func.count()).where(AuditEntry.action == "signed-in"))
    if not len(told.sessions) <= len(there) == entered <= told.sign_ins_sent:
        yield (
            f"{told.sign_ins_sent} sign-ins sent, {len(told.sessions)} answered, "
            f"{len(there)} sessions, {entered} on the trail"
        )


def _of_trail(db: PortalSession) -> Iterator[str]:
    found = verify(db)
    if found.fault:
        yield f"the trail breaks at {found.broken}: {found.fault}"


def _of_database(db: PortalSession) -> Iterator[str]:
    if db.get_bind().dialect.name == "sqlite":
        found = db.execute(text("PRAGMA integrity_check")).scalar()
        if found != "ok":
            yield f"the database is damaged: {found}"
        return
    others = db.scalar(
        text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
    )
    if others:
        yield f"{others} connections of ended processes hold on to the database"
