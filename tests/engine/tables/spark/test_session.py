"""What --on needs is checked before anything starts; each message says what to do."""

from __future__ import annotations

import importlib.util
import re
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli import commands
from engine.dataset.spark import open_cluster
from engine.errors import UsageError
from engine.tables.spark import session
from tests.house import ENGLISH, ROOT

LIBRARY = Path(__file__).parents[3] / "packs" / "library"


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine that has PySpark and Java."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name)
    monkeypatch.setattr("shutil.which", lambda program: program)
    return monkeypatch


@pytest.mark.parametrize(
    "on", ["local", "local[2]", "local[*]", "spark://host:7077", "yarn", "k8s://host"]
)
def test_address_of_a_spark_is_taken(on: str, ready: pytest.MonkeyPatch) -> None:
    session.require_spark(on)


@pytest.mark.parametrize("on", ["", "local[two]", "host:7077", "http://host:8080"])
def test_other_address_is_refused(on: str) -> None:
    with pytest.raises(UsageError) as refusal:
        session.require_spark(on)

    assert str(refusal.value) == (
        f"--on {on}: not the address of a Spark.  Allowed: local[2] (this machine, with "
        "as many threads), spark://HOST:7077, yarn or k8s://HOST."
    )


def test_lack_of_pyspark_names_what_to_install(ready: pytest.MonkeyPatch) -> None:
    ready.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(UsageError) as refusal:
        session.require_spark("local[2]")

    assert str(refusal.value) == (
        "--on needs PySpark, which is not installed here.  Type: "
        "pip install 'packlaw[spark]'"
    )


def test_lack_of_java_names_what_to_install(ready: pytest.MonkeyPatch) -> None:
    ready.setattr("shutil.which", lambda program: None)

    with pytest.raises(UsageError) as refusal:
        session.require_spark("local[2]")

    assert str(refusal.value) == (
        "--on needs Java 17 or 21, and none was found (JAVA_HOME or PATH).  Type: sudo "
        "apt-get install -y --no-install-recommends openjdk-17-jre-headless"
    )


def test_scratch_that_reads_as_a_pattern_is_refused(ready: pytest.MonkeyPatch) -> None:
    place = Path("/shared/[2026]")

    with (
        pytest.raises(UsageError) as refusal,
        open_cluster("local[2]", place, None, lambda phase: None),
    ):
        pass

    assert str(refusal.value) == (
        f"--scratch {place}: with --on, its path may not hold any of * ? [ {{ \\.  Name "
        "another folder."
    )


@pytest.mark.parametrize(
    ("limit", "heap"), [("8GB", "8192m"), ("2.5 GiB", "2560m"), ("10MB", "1024m")]
)
def test_memory_limit_becomes_the_heap(limit: str, heap: str, tmp_path: Path) -> None:
    settings = session.settings("local[2]", tmp_path, limit)

    assert settings["spark.driver.memory"] == heap


def test_heap_of_a_cluster_is_left_to_it(tmp_path: Path) -> None:
    assert "spark.driver.memory" not in session.settings("yarn", tmp_path, "8GB")


def test_stop_is_held_while_java_begins() -> None:
    before = signal.getsignal(signal.SIGTERM)

    with session.signals_deferred() as received:
        signal.raise_signal(signal.SIGTERM)

    assert received == [signal.SIGTERM]
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ("--engine", "both"),
            "packlaw: --engine both runs on this machine alone.  With --on, say "
            "--engine sweep, or nothing.\n",
        ),
        (
            ("--since", "earlier"),
            "packlaw: --since judges a part of a dataset, on this machine.  Leave out "
            "--since or --on.\n",
        ),
    ],
)
def test_what_spark_does_not_do_is_refused(
    options: tuple[str, str], message: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = ["check", str(LIBRARY / "dataset"), "--on", "local[2]", "--out", str(out)]

    ended = CliRunner(env=ENGLISH).invoke(commands(), [*words, *options])

    assert (ended.exit_code, ended.stderr) == (2, message)
    assert not out.exists()


def test_extra_is_locked_as_it_is_declared() -> None:
    declared = re.search(r'^spark = \["(.+)"\]$', _text("pyproject.toml"), re.M)

    assert declared
    assert declared[1] in _text("requirements-spark.in").splitlines()


def _text(file: str) -> str:
    return (ROOT / file).read_text("utf-8")
