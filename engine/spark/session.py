"""Starts Spark, or says how to: nothing of it reaches the terminal but one error."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.errors import UsageError

_MASTERS = r"local(\[(\d+|\*)\])?|spark://\S+|yarn|k8s://\S+"
_JAVA = "sudo apt-get install -y --no-install-recommends openjdk-17-jre-headless"
_ALWAYS = {
    # A day is a day everywhere: the zone that a dataset is read in.
    "spark.sql.session.timeZone": "GMT+08:00",
    # Numbers that do not fit are errors, and are written out without an exponent.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.ui.showConsoleProgress": "false",
    # One wide sentence of columns after another is planned as it stands.
    "spark.sql.debug.maxToStringFields": "1000",
}
_LAST_LINES = 5


def require(on: str) -> None:
    """Raise UsageError where `on` names no Spark, or this machine cannot start one."""
    if not re.fullmatch(_MASTERS, on):
        raise UsageError(
            f"--on {on}: not the address of a Spark.  Allowed: local[2] (this machine, "
            "with as many threads), spark://HOST:7077, yarn or k8s://HOST."
        )
    if not importlib.util.find_spec("pyspark"):
        raise UsageError(
            "--on needs PySpark, which is not installed here.  Type: "
            "pip install 'packlaw[spark]'"
        )
    if not _has_java():
        raise UsageError(
            "--on needs Java 17 or 21, and none was found (JAVA_HOME or PATH).  "
            f"Type: {_JAVA}"
        )


@contextmanager
def spark_session(on: str, room: Path, memory: str | None) -> Iterator[Any]:
    """Yield a session on the Spark at `on`, then end it.

    `room`: a folder for its log and, on this machine, for what spills. `memory`, as
    DuckDB writes it ("8GB"), is the heap of a Spark on this machine; that of a
    cluster is the cluster's own business. Raises UsageError where none starts.
    """
    require(on)
    log = room / "spark.log"
    # Ibis asks for what PySpark does not promise of the newest pandas; we use neither.
    warnings.filterwarnings(
        "ignore", message="PySpark does not yet fully support pandas"
    )
    before = signal.getsignal(signal.SIGINT)
    session = _start(on, room, memory, log)
    try:
        # PySpark puts its own way of stopping in the place of ours.
        signal.signal(signal.SIGINT, before)
        yield session
    finally:
        _stop(session)


def _start(on: str, room: Path, memory: str | None, log: Path) -> Any:
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setMaster(on).setAppName("packlaw")
    conf.setAll(list(_settings(on, room, memory).items()))
    try:
        with log.open("wb") as stream:
            pipes = {"stdout": stream, "stderr": stream}
            gateway = launch_gateway(conf, pipes)
        return SparkSession(SparkContext(conf=conf, gateway=gateway))
    except (Py4JError, PySparkException) as error:
        _stop(None)
        raise UsageError(
            f"--on {on}: Spark did not start.  Its last words:\n{_last_words(log)}"
        ) from error


def _settings(on: str, room: Path, memory: str | None) -> dict[str, str]:
    settings = {**_ALWAYS, "spark.sql.warehouse.dir": str(room / "warehouse")}
    if on.startswith("local"):
        settings |= {
            "spark.ui.enabled": "false",
            "spark.local.dir": str(room / "spill"),
            "spark.driver.host": "localhost",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.memory": _heap(memory),
            "spark.sql.shuffle.partitions": "16",
        }
    return settings


def _heap(memory: str | None) -> str:
    """Write a limit as Java does; without one, a quarter of the machine's memory."""
    said = re.fullmatch(r"([\d.]+)\s*([KMGT])i?B", (memory or "").strip(), re.IGNORECASE)
    if said:
        size = float(said[1]) * 1024 ** ("KMGT".index(said[2].upper()) + 1)
    else:
        size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 4
    return f"{max(1024, int(size) >> 20)}m"


def _stop(session: Any) -> None:
    """End the session and the Java process, so that another may be started."""
    from pyspark import SparkContext

    if session is not None:
        session.stop()
    gateway = SparkContext._gateway
    if gateway is not None:
        gateway.shutdown()
        process = getattr(gateway, "proc", None)
        if process is not None:
            process.stdin.close()
            process.wait()
    SparkContext._gateway = SparkContext._jvm = None


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return bool(shutil.which(f"{home}/bin/java" if home else "java"))


def _last_words(log: Path) -> str:
    lines = [line for line in log.read_text("utf-8", "replace").splitlines() if line]
    told = [line for line in lines if not line.lstrip().startswith("at ")]
    return "\n".join(f"  {line}" for line in told[-_LAST_LINES:])
