"""Writes workbooks for tests, sound ones and damaged ones."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

HEADER = ["record_id", "event", "occurred_on", "actor_id"]
SOUND = ["R1", "battery.sold", date(2026, 1, 1), "A"]


def write(file: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    book.save(file)
    return file.parent


def spoil(file: Path, member: str, old: str, new: str) -> None:
    """Rewrite one member of a workbook."""
    with zipfile.ZipFile(file) as book:
        content = {name: book.read(name) for name in book.namelist()}
    content[member] = content[member].replace(old.encode(), new.encode())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, octets in content.items():
            book.writestr(name, octets)
