"""Starts and ends Spark sessions.

Whatever Spark prints goes to a log file; a failure reaches the caller as one error.
PySpark is imported only inside functions, since it is an optional dependency.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from engine.errors import EvaluationError, PacklawError, UsageError

_MASTERS = r"local(\[(\d+|\*)\])?|spark://\S+|yarn|k8s://\S+"
_INSTALL_JAVA = (
    "sudo apt-get install -y --no-install-recommends openjdk-17-jre-headless"
)
_ALWAYS = {
    # The zone that datasets are read in, so that a day is the same day everywhere.
    "spark.sql.session.timeZone": "GMT+08:00",
    # A number that does not fit is an error; numbers as text have no exponent.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.ui.showConsoleProgress": "false",
    # Plans over many columns are shown whole in Spark's errors.
    "spark.sql.debug.maxToStringFields": "1000",
}
_ERROR = re.compile(r"ERROR|^\S*(Exception|Error)\b|JAVA_HOME|command not found")
_LAST_LINES = 3
_SECONDS_TO_END = 20


def require_spark(on: str) -> None:
    """Check that Spark can be started for the address `on` of a master.

    Raises UsageError where `on` is no address, or PySpark or Java is not installed.
    """
    if not re.fullmatch(_MASTERS, on):
        raise UsageError("tables.spark-address-unknown", on=on)
    if not importlib.util.find_spec("pyspark"):
        raise UsageError("tables.pyspark-missing")
    if not _has_java():
        raise UsageError("tables.java-missing", install=_INSTALL_JAVA)


@contextmanager
def spark_session(on: str, folder: Path, memory: str | None) -> Iterator[Any]:
    """Yield a session on the Spark at `on` and end it with the context.

    `folder` takes its log and, where Spark runs on this machine, what it spills.
    `memory`, as DuckDB writes it ("8GB"), is the heap of a Spark on this machine; a
    cluster has its own settings. Raises UsageError where no Spark starts, and
    EvaluationError where it fails or its Java process ends early.
    """
    require_spark(on)
    with warnings.catch_warnings(), _spark_records_dropped():
        # PySpark does not promise all of the newest pandas; none of it is used here.
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
        log = folder / "spark.log"
        session = _start(on, folder, memory, log)
        try:
            yield session
        except KeyboardInterrupt:
            _stop(session, at_once=True)
            raise
        except Exception as error:
            # Before the session ends: the text of the error is fetched from Java.
            failure = _failure(on, error, log)
            _stop(session)
            if failure is error:
                raise
            raise failure from None
        except BaseException:
            _stop(session)
            raise
        _stop(session)


def _failure(on: str, error: Exception, log: Path) -> Exception:
    """Return the error to raise for one that ended the session.

    It is `error` itself where Spark is not the cause.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    if not _java_responds():
        # Other errors, such as a refused connection, follow from this one.
        return _end_of_java(on, log)
    if isinstance(error, (Py4JError, PySparkException)):
        return _failure_of_spark(on, error)
    return error


def _java_responds() -> bool:
    from py4j.protocol import Py4JError
    from pyspark import SparkContext

    try:
        SparkContext._jvm.System.nanoTime()
    except (Py4JError, OSError):
        return False
    return True


def _end_of_java(on: str, log: Path) -> PacklawError:
    from pyspark import SparkContext

    java = SparkContext._gateway.proc
    with suppress(subprocess.TimeoutExpired):
        java.wait(_SECONDS_TO_END)
    return EvaluationError(
        "tables.java-ended", on=on, status=java.poll(), log=_log_excerpt(log)
    )


def _failure_of_spark(on: str, error: Exception) -> PacklawError:
    causes = re.findall(r"(?:Caused by: |: )(\S*(?:Exception|Error)\b.*)", str(error))
    reason = causes[-1] if causes else str(error).strip().split("\n")[0]
    if "No space left" in str(error):
        return UsageError("tables.spark-disk-full", on=on, reason=reason)
    return EvaluationError("tables.spark-failed", on=on, reason=reason)


def _start(on: str, folder: Path, memory: str | None, log: Path) -> Any:
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setMaster(on).setAppName("packlaw")
    conf.setAll(list(settings(on, folder, memory).items()))
    try:
        with log.open("wb") as stream, signals_deferred() as received:
            gateway = launch_gateway(conf, {"stdout": stream, "stderr": stream})
        try:
            for number in received[:1]:
                signal.raise_signal(number)
            with _interrupt_handler_kept():
                return SparkSession(SparkContext(conf=conf, gateway=gateway))
        except BaseException:
            _end(gateway)
            raise
    except (Py4JError, PySparkException) as error:
        raise UsageError(
            "tables.spark-not-started", on=on, log=_log_excerpt(log)
        ) from error


@contextmanager
def signals_deferred() -> Iterator[list[int]]:
    """Hold back SIGINT and SIGTERM inside the context; yield the list of those received.

    While Java is being launched there is no process yet that could be ended.
    """
    received: list[int] = []
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            before[number] = signal.signal(number, lambda n, frame: received.append(n))
    try:
        yield received
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _interrupt_handler_kept() -> Iterator[None]:
    """Restore the handler of SIGINT, which PySpark replaces when it starts."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)


@contextmanager
def _spark_records_dropped() -> Iterator[None]:
    """Drop log records of PySpark and py4j: their errors are raised here anyway."""
    from pyspark.logger import PySparkLogger

    def is_of_others(record: logging.LogRecord) -> bool:
        return "py4j" not in record.pathname and "pyspark" not in record.pathname

    loggers = [logging.getLogger(), PySparkLogger.getLogger("SQLQueryContextLogger")]
    for logger in loggers:
        logger.addFilter(is_of_others)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeFilter(is_of_others)


def settings(on: str, folder: Path, memory: str | None) -> dict[str, str]:
    """Return Spark's settings; memory and cores of a cluster are left to it."""
    found = {**_ALWAYS, "spark.sql.warehouse.dir": str(folder / "warehouse")}
    if on.startswith("local"):
        found |= {
            "spark.ui.enabled": "false",
            "spark.local.dir": str(folder / "spill"),
            "spark.driver.host": "localhost",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.memory": _heap(memory),
            "spark.sql.shuffle.partitions": "16",
            # The only executor is this process; it is silent while the machine sleeps.
            "spark.network.timeout": "7d",
        }
    return found


def _heap(memory: str | None) -> str:
    """Write a limit as Java does; without one, a quarter of the machine's memory."""
    parsed = re.fullmatch(
        r"([\d.]+)\s*([KMGT])i?B", (memory or "").strip(), re.IGNORECASE
    )
    if parsed:
        size = float(parsed[1]) * 1024 ** ("KMGT".index(parsed[2].upper()) + 1)
    else:
        size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 4
    return f"{max(1024, int(size) >> 20)}m"


def _stop(session: Any, *, at_once: bool = False) -> None:
    """End the session and its Java process, so that another may be started.

    With `at_once` the session is not closed first: an interrupted call leaves the
    connection to Java in the middle of an answer.
    """
    from py4j.protocol import Py4JError
    from pyspark import SparkContext

    gateway = SparkContext._gateway
    if not at_once:
        # Java may have ended already.
        with suppress(Py4JError, OSError):
            session.stop()
    _end(gateway)


def _end(gateway: Any) -> None:
    """End the Java process and clear PySpark's references to it."""
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    # On SIGTERM Spark removes its temporary files.
    gateway.proc.terminate()
    gateway.proc.stdin.close()
    try:
        gateway.proc.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        gateway.proc.kill()
        gateway.proc.wait()
    gateway.shutdown()
    SparkContext._gateway = SparkContext._jvm = None
    SparkContext._active_spark_context = None
    SparkSession._instantiatedSession = None


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return bool(shutil.which(f"{home}/bin/java" if home else "java"))


def _log_excerpt(log: Path) -> str:
    """Return the last errors of a log, or its last lines where it names no error."""
    lines = [line for line in log.read_text("utf-8", "replace").splitlines() if line]
    errors = [line for line in lines if _ERROR.search(line)] or lines
    return "\n".join(f"  {line}" for line in errors[-_LAST_LINES:])
