"""What is locked for use has all that packlaw imports, and nothing that only tests do."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain

from tests.house import ROOMS, ROOT, imports, modules, name

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
# For use; Spark is locked by itself, as it is large.
_FOR_USE = ("requirements.lock", "requirements-spark.lock")
_HASH = "--hash=sha256:"


def locked(file: str) -> set[tuple[str, str]]:
    """Return the name and version of each package that a lock file has."""
    return set(_PIN.findall((ROOT / file).read_text("utf-8")))


def asked(extra: str) -> set[str]:
    """Return the names of the packages of an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    listed = project["optional-dependencies"][extra]
    return {re.split(r"[\[<>=~ ]", one)[0] for one in listed}


def test_no_tool_of_tests_is_locked_for_use() -> None:
    names = {package for package, _ in locked("requirements.lock")}

    assert "duckdb" in names
    assert asked("dev") & names == set()
    assert asked("postgres") <= names


def test_everything_that_is_imported_is_locked_for_use() -> None:
    names = {package for file in _FOR_USE for package, _ in locked(file)}
    known = packages_distributions()
    ours = {*ROOMS, *sys.stdlib_module_names, "rules"}

    for module in modules(*(room for room in ROOMS if room != "tests")):
        beside = {file.stem for file in module.parent.glob("*.py")}
        foreign = imports(module) - ours - beside
        brought_by = set(chain.from_iterable(known.get(one, [one]) for one in foreign))
        assert {_plain(one) for one in brought_by} <= names, name(module)


def test_tests_run_on_what_is_locked_for_use() -> None:
    assert locked("requirements.lock") < locked("requirements-dev.lock")
    assert asked("dev") <= {package for package, _ in locked("requirements-dev.lock")}


def test_every_package_is_known_by_its_hash() -> None:
    for file in ROOT.glob("requirements*.lock"):
        entries = _PIN.split(file.read_text("utf-8"))[3::3]
        assert entries
        assert all(_HASH in entry for entry in entries), file.name


def _plain(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()
