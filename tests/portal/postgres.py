"""A PostgreSQL of the tests' own: a fresh cluster in a folder, ended with them."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

from portal.database.session import migrate, open_database

NEEDED = (
    "These tests need the programs of PostgreSQL: .ci/system-packages postgres, "
    "or apt-get install -y --no-install-recommends postgresql"
)
# What a test loses when the machine stops is lost with the test.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass
class Cluster:
    """A running PostgreSQL that listens on a socket in its folder, and nowhere else."""

    socket: Path
    owner: str
    numbers: Iterator[int]

    def fresh(self, *, is_empty: bool = False) -> str:
        """Make a database with empty tables, or with none; gives its SQLAlchemy URL."""
        number = next(self.numbers)
        if number == 1:
            self._make("template1", "tables")
            engine = open_database(self._url("tables"))
            migrate(engine)
            engine.dispose()
        self._make("template1" if is_empty else "tables", name := f"portal_{number}")
        return self._url(name)

    def _make(self, template: str, name: str) -> None:
        address = f"host={self.socket} user={self.owner} dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://{self.owner}@/{name}?host={self.socket}"


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Start a cluster; it ends, and its folder goes, when the context is left."""
    programs, owner = _programs(), _owner()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    shutil.chown(folder, owner)
    as_owner = {"user": owner} if os.getuid() == 0 else {}
    try:
        _run([programs / "initdb", "-D", folder / "data", "--auth=trust", "--no-sync",
              "--encoding=UTF8", "--locale=C.UTF-8", f"--username={owner}"],
             as_owner)  # fmt: skip
        options = f"-c listen_addresses= -k {folder} " + " ".join(
            f"-c {setting}" for setting in QUICK
        )
        control = [programs / "pg_ctl", "-D", folder / "data", "-w"]
        _run([*control, "-l", folder / "log", "-o", options, "start"], as_owner)
        try:
            yield Cluster(folder, owner, count(1))
        finally:
            _run([*control, "-m", "immediate", "stop"], as_owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str | Path], as_owner: dict[str, str]) -> None:
    done = subprocess.run(
        command,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **as_owner,  # type: ignore[call-overload]
    )
    assert done.returncode == 0, done.stdout


def _programs() -> Path:
    """Return the folder of PostgreSQL's programs, of the newest version there is."""
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(installed, key=lambda path: int(path.parts[-3]))
    if not found and (on_path := shutil.which("initdb")):
        found = [Path(on_path).resolve()]
    assert found, NEEDED
    return found[-1].parent


def _owner() -> str:
    """Return who runs the cluster: PostgreSQL refuses to be run by root."""
    if os.getuid() != 0:
        return getpass.getuser()
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
