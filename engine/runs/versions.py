"""The versions of packlaw and of the libraries that findings depend on."""

from __future__ import annotations

import importlib.metadata

from engine import VERSION

_LIBRARIES = ("durable-rules", "duckdb", "ibis-framework", "pyarrow")


def library_versions() -> dict[str, str]:
    """Return the versions by package, packlaw first."""
    libraries = {name: importlib.metadata.version(name) for name in _LIBRARIES}
    return {"packlaw": VERSION, **libraries}
