"""Writes the log as JSON lines, without personal data and without values of statements.

Each line has `at` (UTC), `level`, `from` (the logger) and `said`. A line of a request
adds `request`, `method`, `route` (the name of the page, not its address), `status` and
`ms`; one of an error `fault` (its class) and `trace` (where it went through). What an
error says is left out: that of a database quotes the row that it refused.
"""

from __future__ import annotations

import json
import logging
import secrets
import sys
import traceback
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from flask import Flask, Response, g, request

log = logging.getLogger("packlaw.requests")

FIELDS = ("request", "method", "route", "status", "ms")
HEADER = "X-Request-Id"


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage(),
        }
        given = vars(record)
        line |= {field: given[field] for field in FIELDS if field in given}
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__qualname__
            steps = traceback.extract_tb(record.exc_info[2])
            line["trace"] = [f"{s.filename}:{s.lineno} {s.name}" for s in steps]
        return json.dumps(line, ensure_ascii=False)


def log_as_json() -> None:
    """Write everything from INFO on as JSON lines to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


def init_app(app: Flask) -> None:
    """Log each request when it is answered; its id goes with the answer."""
    app.before_request(_begin)
    app.after_request(_log)


def _begin() -> None:
    g.request_id, g.began = secrets.token_hex(8), perf_counter()


def _log(response: Response) -> Response:
    if "began" not in g:
        return response
    response.headers[HEADER] = g.request_id
    fields = {
        "request": g.request_id,
        "method": request.method,
        "route": request.endpoint or "",
        "status": response.status_code,
        "ms": round((perf_counter() - g.began) * 1000),
    }
    log.info("answered", extra=fields)
    return response
