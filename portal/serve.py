"""Start the portal: the newest tables, one worker beside the server, a set-up link."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import waitress

from engine.errors import UsageError
from portal.accounts.invitations import set_up
from portal.app import create_app
from portal.database import migrate, open_database, sessions_of
from portal.settings import Settings, as_environment, is_loopback, read_settings

log = logging.getLogger("packlaw.portal")

RESTART_SECONDS = 2.0


def serve(host: str = "127.0.0.1", port: int = 8000, *, threads: int = 8) -> None:
    """Serve the portal until interrupted; reads every setting from the environment."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    settings = settings_for(host, port)
    engine = open_database(settings.database)
    migrate(engine)
    app = create_app(settings)
    with sessions_of(engine).begin() as db:
        token = set_up(db)
    click.echo(f"packlaw portal: {settings.public_url}")
    if token:
        click.echo(
            "Nobody has an account yet. Open this link, good once and for three days, "
            f"to set the portal up:\n  {settings.public_url}/invitations/{token}"
        )
    with worker_beside(settings):
        waitress.serve(
            app,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            max_request_body_size=settings.max_upload_mb * 1_000_000 + 100_000,
        )


def settings_for(host: str, port: int) -> Settings:
    """Read the settings; where people are to reach us is where we listen, if unsaid."""
    said = os.environ.get("PACKLAW_PUBLIC_URL", "").strip()
    if said:
        return read_settings(os.environ)
    if not is_loopback(host):
        raise UsageError(
            f"--host {host} can be reached by others, and passwords must not travel "
            "in the clear.\n  Put a server with HTTPS in front and set "
            "PACKLAW_PUBLIC_URL=https://…, the address people type."
        )
    shown = f"[{host}]" if ":" in host else host
    return read_settings(os.environ, public_url=f"http://{shown}:{port}")


@contextmanager
def worker_beside(settings: Settings) -> Iterator[None]:
    """Keep one worker process alive next to the server."""
    is_over = threading.Event()
    thread = threading.Thread(target=_keep_alive, args=(settings, is_over))
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def start_worker(settings: Settings) -> subprocess.Popen[bytes]:
    """Start a worker that ends when our side of its standard input closes."""
    return subprocess.Popen(
        [sys.executable, "-m", "portal.worker", "--beside"],
        stdin=subprocess.PIPE,
        env={**os.environ, **as_environment(settings), "PYTHONPATH": _python_path()},
    )


def _python_path() -> str:
    root = str(Path(__file__).parents[1])
    return os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))


def _keep_alive(settings: Settings, is_over: threading.Event) -> None:
    while not is_over.is_set():
        worker = start_worker(settings)
        while worker.poll() is None and not is_over.wait(0.2):
            pass
        if worker.poll() is not None:
            log.error("The worker ended (status %s); a new one starts.", worker.poll())
            is_over.wait(RESTART_SECONDS)
        else:
            _stop(worker)


def _stop(worker: subprocess.Popen[bytes]) -> None:
    if worker.stdin is not None:
        worker.stdin.close()
    try:
        worker.wait(timeout=5)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
