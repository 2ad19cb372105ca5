"""Starts Spark, or says how to: nothing of it reaches the terminal but one error."""

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
_ERROR = re.compile(r"ERROR|^\S*(Exception|Error)\b|JAVA_HOME|command not found")
_LAST_LINES = 3
_GRACE = 20  # seconds


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
    cluster is the cluster's own business. Raises UsageError where none starts, and
    EvaluationError where it fails, or its Java ends, before its time.
    """
    require(on)
    with warnings.catch_warnings(), _logs_quiet():
        # PySpark does not promise all of the newest pandas; none of it is used here.
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
        log = room / "spark.log"
        session = _start(on, room, memory, log)
        try:
            yield session
        except KeyboardInterrupt:
            _stop(session, at_once=True)
            raise
        except Exception as error:
            # Java is asked for the words of its error: it must still be there.
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
    """Say that Spark failed in the middle of it, and by which word of its own.

    What is no failure of Spark is returned as it came.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    if not _answers():
        # Whatever else was said comes of that: a refused connection, mostly.
        return _end_of_java(on, log)
    if isinstance(error, (Py4JError, PySparkException)):
        return _failure_of_spark(on, error)
    return error


def _answers() -> bool:
    """Tell whether Java is there to be asked."""
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
        java.wait(_GRACE)
    return EvaluationError(
        f"--on {on}: Java, which Spark runs in, ended in the middle of it (status "
        f"{java.poll()}).  Its last words:\n{_last_words(log)}\n"
        "  Mostly memory was short: --memory-limit is its heap on this machine, and "
        "spark.driver.memory elsewhere."
    )


def _failure_of_spark(on: str, error: Exception) -> PacklawError:
    causes = re.findall(r"(?:Caused by: |: )(\S*(?:Exception|Error)\b.*)", str(error))
    reason = causes[-1] if causes else str(error).strip().split("\n")[0]
    if "No space left" in str(error):
        return UsageError(
            f"--on {on}: a disk is full ({reason}).\n  Make room on the executors and in "
            "the folder that they share with this machine: --scratch names another."
        )
    return EvaluationError(
        f"--on {on}: Spark failed ({reason}).\n  What its executors say of it is in their "
        "own logs; more memory, or more and smaller row groups, are what helps most often."
    )


def _start(on: str, room: Path, memory: str | None, log: Path) -> Any:
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setMaster(on).setAppName("packlaw")
    conf.setAll(list(settings(on, room, memory).items()))
    try:
        with log.open("wb") as stream, stops_held() as heard:
            gateway = launch_gateway(conf, {"stdout": stream, "stderr": stream})
        try:
            for number in heard[:1]:
                signal.raise_signal(number)
            with _signals_kept():
                return SparkSession(SparkContext(conf=conf, gateway=gateway))
        except BaseException:
            _end(gateway)
            raise
    except (Py4JError, PySparkException) as error:
        raise UsageError(
            f"--on {on}: Spark did not start.  Its last words:\n{_last_words(log)}"
        ) from error


@contextmanager
def stops_held() -> Iterator[list[int]]:
    """Yield the stops heard meanwhile: only once Java has begun can it be ended."""
    heard: list[int] = []
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            before[number] = signal.signal(number, lambda n, frame: heard.append(n))
    try:
        yield heard
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Keep our way of being stopped, in the place of which PySpark puts its own."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)


@contextmanager
def _logs_quiet() -> Iterator[None]:
    """Keep what we tell of ourselves from being logged too: a stop, and failures."""
    from pyspark.logger import PySparkLogger

    def is_ours(record: logging.LogRecord) -> bool:
        return "py4j" not in record.pathname and "pyspark" not in record.pathname

    loggers = [logging.getLogger(), PySparkLogger.getLogger("SQLQueryContextLogger")]
    for logger in loggers:
        logger.addFilter(is_ours)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeFilter(is_ours)


def settings(on: str, room: Path, memory: str | None) -> dict[str, str]:
    """Return how Spark is set up; the sizes of a cluster are its own."""
    found = {**_ALWAYS, "spark.sql.warehouse.dir": str(room / "warehouse")}
    if on.startswith("local"):
        found |= {
            "spark.ui.enabled": "false",
            "spark.local.dir": str(room / "spill"),
            "spark.driver.host": "localhost",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.memory": _heap(memory),
            "spark.sql.shuffle.partitions": "16",
            # Its only executor is itself: silent while the machine sleeps, never lost.
            "spark.network.timeout": "7d",
        }
    return found


def _heap(memory: str | None) -> str:
    """Write a limit as Java does; without one, a quarter of the machine's memory."""
    said = re.fullmatch(
        r"([\d.]+)\s*([KMGT])i?B", (memory or "").strip(), re.IGNORECASE
    )
    if said:
        size = float(said[1]) * 1024 ** ("KMGT".index(said[2].upper()) + 1)
    else:
        size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 4
    return f"{max(1024, int(size) >> 20)}m"


def _stop(session: Any, *, at_once: bool = False) -> None:
    """End the session and its Java process, so that another may be started.

    `at_once`: no answer of Java is waited for, since it was stopped in mid-sentence.
    """
    from py4j.protocol import Py4JError
    from pyspark import SparkContext

    gateway = SparkContext._gateway
    if not at_once:
        # An end that Java does not live to tell of is an end all the same.
        with suppress(Py4JError, OSError):
            session.stop()
    _end(gateway)


def _end(gateway: Any) -> None:
    """End the Java process, and have PySpark forget it."""
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    # Spark clears away behind itself when it is told to end, if it has begun.
    gateway.proc.terminate()
    gateway.proc.stdin.close()
    try:
        gateway.proc.wait(_GRACE)
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


def _last_words(log: Path) -> str:
    """Return what a log names as errors, or how it ends where it names none."""
    lines = [line for line in log.read_text("utf-8", "replace").splitlines() if line]
    errors = [line for line in lines if _ERROR.search(line)] or lines
    return "\n".join(f"  {line}" for line in errors[-_LAST_LINES:])
