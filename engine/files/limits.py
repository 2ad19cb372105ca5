"""What reading and evaluating a dataset may take of a machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

from engine.files.memory import memory_of_machine

# What commands take unless told otherwise.
MOST_ROWS = 100_000_000
_MOST_MEMORY = 16 * 1024**3


@dataclass(frozen=True)
class Limits:
    """Memory, scratch space, cores and rows.

    | field | meaning |
    |---|---|
    | `memory` | most memory that tables may take, as DuckDB writes sizes ("8GB"); None: \
four fifths of the machine's |
    | `scratch` | folder for what exceeds the memory; None: the system's temporary folder |
    | `spill` | most space that tables may take there, written like `memory`; None: nine \
tenths of what is free |
    | `unpacked` | most bytes that a zip may unpack to; None: 64 GiB |
    | `rows` | most rows that a table may have; None: as many as there are |
    | `threads` | cores to use; None: all |
    """

    memory: str | None = None
    scratch: Path | None = None
    spill: str | None = None
    unpacked: int | None = None
    rows: int | None = None
    threads: int | None = None

    @property
    def place(self) -> Path:
        """The folder in which scratch folders are made."""
        return self.scratch or Path(gettempdir())


NO_LIMITS = Limits()


def command_limits(
    memory: str | None = None,
    scratch: Path | None = None,
    spill: str | None = None,
    rows: int | None = None,
) -> Limits:
    """Return the limits of a command on this machine.

    Without `memory` tables take half of the machine's, and 16 GiB at most, so that what
    else runs there goes on.
    """
    if memory is None:
        memory = f"{min(memory_of_machine() // 2, _MOST_MEMORY) // 1024**2}MiB"
    return Limits(memory, scratch, spill, rows=rows)
