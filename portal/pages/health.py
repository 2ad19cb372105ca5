"""For machines that watch the portal: whether it is well, and figures for Prometheus."""

from __future__ import annotations

import hmac
import shutil
from typing import Any

from flask import Blueprint, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge
from prometheus_client import generate_latest as text_of

from portal.database.tenancy import EVERYTHING, set_viewer
from portal.errors import MissingError
from portal.settings.setting import is_loopback
from portal.web import health, visitor

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def healthz() -> tuple[dict[str, Any], int]:
    """Say whether database, disk and worker are well; 503 where one is not."""
    _require_watcher()
    found = health.health(visitor.settings(), visitor.database())
    parts = {"database": found.database, "disk": found.disk, "worker": found.worker}
    return parts, 200 if found.is_well else 503


@pages.get("/metrics")
def metrics() -> Response:
    """Give the figures of queue, workers, disk, sessions and trail."""
    _require_watcher()
    return Response(text_of(_measured()), content_type=CONTENT_TYPE_LATEST)


def _measured() -> CollectorRegistry:
    db, data, registry = (
        visitor.database(),
        visitor.settings().data,
        CollectorRegistry(),
    )
    set_viewer(db, EVERYTHING)

    def gauge(name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(f"packlaw_{name}", meaning, labels, registry=registry)

    of_jobs = gauge("jobs", "Checks and reports by state.", "kind", "state")
    for (kind, state), count in health.jobs(db).items():
        of_jobs.labels(kind, state).set(count)
    waiting = gauge("oldest_queued_seconds", "Age of the oldest job queued.", "kind")
    for kind, seconds in health.oldest_waiting(db).items():
        waiting.labels(kind).set(seconds)
    ages = health.worker_ages(data)
    alive = sum(age < health.DEAD_AFTER for age in ages)
    gauge("workers", "Workers that are alive.").set(alive)
    gauge("disk_free_bytes", "Free disk of the state folder.").set(
        shutil.disk_usage(data).free
    )
    gauge("sessions", "Sessions that are open.").set(health.open_sessions(db))
    gauge("trail_entries", "Entries on the trail.").set(health.trail_entries(db))
    return registry


def _require_watcher() -> None:
    """Raise MissingError unless this is a watcher: by its token, or on this machine.

    A portal that others reach stands behind a proxy, whose requests come from this
    machine too; there only the token counts.
    """
    settings = visitor.settings()
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = settings.watch_token
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return
    is_private = not settings.is_https and is_loopback(visitor.address())
    if token or not is_private:
        raise MissingError
