"""Endless input takes no more memory than its reader documents."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.processes import end_of
from tests.hostile.conftest import HEADER, RULES, SOUND

Lay = Callable[..., Path]

GIB = 1024**3
# DuckDB's buffers grow with the cores; the readers' own part is some ten MB.
MEMORY = 700 * 1024**2
OVERLONG = "a row of more than 2,000,000 bytes"
FIRST = (
    '{"record_id":"R0","event":"book.lent","occurred_on":"2025-03-01","actor_id":"L"}\n'
)


def endless(file: Path, head: str, body: bytes, tail: str) -> None:
    """Write a gibibyte of `body` between head and tail; of NUL as a hole.

    Of what ends in an error long before its end, a part is enough.
    """
    size = GIB if body in {b"a", b"\0"} else GIB // 8
    with file.open("wb") as stream:
        stream.write(head.encode())
        if body == b"\0":
            stream.seek(size, os.SEEK_CUR)
        else:
            for _ in range(size // 2**20):
                stream.write(body * (2**20 // len(body)))
        stream.write(tail.encode())


def validated(folder: Path) -> tuple[int, str, float]:
    """Validate in a process of its own; return status, what it said, its peak memory."""
    command = "from portal.command import main; main()"
    words = ["dataset", "validate", folder, "--rules", RULES, "--language", "en"]
    ended, spent = end_of([sys.executable, "-c", command, *words], subprocess.STDOUT)
    return ended.returncode, spent.printed, spent.peak_mb * 1e6


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "head", "body", "tail", "status", "message"),
    [
        ("records.csv", f"{HEADER}\n{SOUND}\nR2,book.lent,2025-03-01,", b"a",
         f"\nR3{SOUND[2:]}\n", 1, "records.csv, row 2, line 3: R2,book.lent"),
        ("records.csv", f"{HEADER}\n{SOUND}\n", b"\0", f"\nR3{SOUND[2:]}\n", 1, OVERLONG),
        ("records.csv", f"{HEADER},", b",", f"\n{SOUND}\n", 2,
         "records.csv: the header is longer than 2,000,000 characters.\n"),
        ("records.csv", f'{HEADER}\nR1,book.lent,2025-03-01,"', b"a\n", '"\n', 2,
         "records.csv: a quotation mark that opens before line "),
        ("records.jsonl", FIRST + '{"record_id":"', b"a", '"}\n' + FIRST, 1,
         "records.jsonl, row 2, line 2: {record_id:aaaa"),
        ("records.jsonl", "", b"[", "\n", 2,
         "records.jsonl: the file is one JSON array.\n"),
    ],
    ids=["csv", "nul", "header", "quotes", "jsonl", "array"],
)  # fmt: skip
def test_endless_line_is_reported_within_the_stated_memory(
    name: str, head: str, body: bytes, tail: str, status: int, message: str,
    lay: Lay,
) -> None:  # fmt: skip
    folder = lay()
    endless(folder / name, head, body, tail)

    try:
        ended, output, memory = validated(folder)
    finally:
        (folder / name).unlink()

    assert ended == status, output
    assert message in output
    assert memory < MEMORY


@pytest.mark.slow
def test_two_hundred_thousand_corrections_in_a_chain_are_followed(
    lay: Lay,
) -> None:
    links = (f"R{n}{SOUND[2:]},R{n - 1}\n" for n in range(2, 200_001))
    folder = lay(records_csv=f"{HEADER},corrects\n{SOUND},\n{''.join(links)}")

    ended, output, memory = validated(folder)

    assert (ended, "200,000 accepted" in output) == (0, True)
    assert memory < MEMORY


def test_two_hundred_thousand_corrections_in_a_circle_are_all_rejected(
    lay: Lay,
) -> None:
    links = (f"R{n}{SOUND[2:]},R{n - 1}\n" for n in range(2, 200_001))
    folder = lay(records_csv=f"{HEADER},corrects\n{SOUND},R200000\n{''.join(links)}")

    ended, output, memory = validated(folder)

    assert (ended, "200,000 rejected" in output) == (1, True)
    assert "the corrections run in a circle" in output
    assert memory < MEMORY
