"""For machines that watch the portal: whether it is well, and figures for Prometheus."""

from __future__ import annotations

import hmac
from typing import Any

from flask import Blueprint, Response, request
from prometheus_client import CONTENT_TYPE_LATEST
from prometheus_client import generate_latest as text_of

from portal.errors import MissingError
from portal.settings.setting import is_loopback
from portal.web import visitor
from portal.web.metrics import health_now, measured

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def healthz() -> tuple[dict[str, Any], int]:
    """Say whether database, disk and worker are well; 503 where one is not."""
    _require_watcher()
    found = health_now()
    parts = {"database": found.database, "disk": found.disk, "worker": found.worker}
    return parts, 200 if found.is_well else 503


@pages.get("/metrics")
def metrics() -> Response:
    """Give the figures of queue, workers, disk, sessions and trail."""
    _require_watcher()
    return Response(text_of(measured()), content_type=CONTENT_TYPE_LATEST)


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
