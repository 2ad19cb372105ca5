"""Measures the portal that serves a request, for machines that watch it."""

from __future__ import annotations

import shutil

from prometheus_client import CollectorRegistry, Gauge

from portal.database.tenancy import EVERYTHING, set_viewer
from portal.web import health, visitor


def health_now() -> health.Health:
    """Look at the database, the disk and the workers."""
    return health.health(visitor.settings(), visitor.database())


def measured() -> CollectorRegistry:
    """Measure queue, workers, disk, sessions and trail, over all organisations."""
    db, data = visitor.database(), visitor.settings().data
    registry = CollectorRegistry()
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
