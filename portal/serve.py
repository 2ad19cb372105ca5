"""Starts the portal: migrates the database, starts a worker, serves the pages."""

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

from engine.errors import Language, UsageError, message
from portal.accounts.invitations import set_up
from portal.app import create_app
from portal.database.session import migrate, open_database, sessions_of
from portal.settings import Settings, as_environment, read_settings
from portal.settings.setting import is_loopback
from portal.storage.state_folder import keep_private
from portal.web.door import open_door
from portal.web.logs import log_as_json

log = logging.getLogger("packlaw.portal")

RESTART_SECONDS = 2.0


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    threads: int = 8,
    language: Language = "en",
) -> None:
    """Serve the portal until interrupted; reads every setting from the environment.

    `language` is that of the messages on standard output.
    """
    log_as_json()
    settings = settings_for(host, port)
    keep_private(settings.data)
    engine = open_database(settings.database)
    migrate(engine)
    app = create_app(settings)
    with sessions_of(engine).begin() as db:
        token = set_up(db)
    click.echo(f"packlaw portal: {settings.public_url}")
    if token:
        link = f"{settings.public_url}/invitations/{token}"
        click.echo(message("portal.set-up", link=link).in_language(language))
    with workers_beside(settings):
        open_door(app, settings, host, port, threads).run()


def settings_for(host: str, port: int) -> Settings:
    """Read the settings; without PACKLAW_PUBLIC_URL it is the address listened on.

    Raises UsageError where a setting is wrong, or where passwords would be sent
    without encryption to a host that others can reach.
    """
    if os.environ.get("PACKLAW_PUBLIC_URL", "").strip():
        return read_settings(os.environ)
    if not is_loopback(host):
        raise UsageError("portal.host-in-the-clear", host=host)
    shown = f"[{host}]" if ":" in host else host
    return read_settings(os.environ, public_url=f"http://{shown}:{port}")


@contextmanager
def workers_beside(settings: Settings) -> Iterator[None]:
    """Keep the worker processes running while the context is entered.

    Where there are several, the last takes only what is small, so that a large check of
    one organisation does not keep the small ones of all others waiting.
    """
    is_over = threading.Event()
    last = settings.workers - 1
    threads = [
        threading.Thread(target=_keep_alive, args=(settings, is_over, 0 < n == last))
        for n in range(settings.workers)
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def start_worker(
    settings: Settings, *, only_small: bool = False
) -> subprocess.Popen[bytes]:
    """Start a worker process; it ends when its standard input is closed."""
    small = ["--small"] if only_small else []
    return subprocess.Popen(
        [sys.executable, "-m", "portal.queue.worker", "--beside", *small],
        stdin=subprocess.PIPE,
        env={**os.environ, **as_environment(settings), "PYTHONPATH": _python_path()},
    )


def _python_path() -> str:
    root = str(Path(__file__).parents[1])
    return os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))


def _keep_alive(settings: Settings, is_over: threading.Event, only_small: bool) -> None:
    while not is_over.is_set():
        worker = start_worker(settings, only_small=only_small)
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
