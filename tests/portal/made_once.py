"""What portals of tests have in common: an empty database, and compiled templates."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine

from portal.database.session import migrate, open_database


@cache
def _newest_database() -> bytes:
    """Return the file of an empty SQLite database at the newest revision.

    To migrate takes longer than most tests.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder, "portal.db")
        engine = open_database(f"sqlite:///{file}")
        migrate(engine)
        engine.dispose()
        return file.read_bytes()


def open_newest(url: str) -> Engine:
    """Open an empty database; that of PostgreSQL has its tables (`Cluster.fresh`)."""
    engine = open_database(url)
    if engine.dialect.name == "sqlite":
        Path(str(engine.url.database)).write_bytes(_newest_database())
    return engine


class _Compiled(BytecodeCache):
    """Templates as an earlier portal of this process compiled them."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        # Its key is of the name, its checksum of the source.
        if kept := self._kept.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


COMPILED = _Compiled()
