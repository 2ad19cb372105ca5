"""A Spark of two threads on this machine, for as long as a module's tests run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engine.tables.spark.session import spark_session
from engine.tables.spark.store import SparkTables

ON = "local[2]"
# A heap of 2 GB was now and then too small for the sixteen shares of the fleet.
MEMORY = "4GB"
# Tests ask small things of Spark: to compile them well takes longer than to do them.
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with spark_session(ON, tmp_path_factory.mktemp("spark"), MEMORY) as session:
        yield session


@pytest.fixture
def new_tables(session: Any, tmp_path: Path) -> Iterator[Callable[[], SparkTables]]:
    """Return a function that makes stores, each with a folder of its own."""
    with ExitStack() as stack:

        def tables() -> SparkTables:
            folder = tmp_path / f"shared-{len(list(tmp_path.iterdir()))}"
            folder.mkdir()
            connection = stack.enter_context(duckdb.connect())
            return SparkTables(session, connection, folder)

        yield tables
