"""Rewrites Parquet footers, so that their statistics are false.

A footer is one struct of Thrift's compact protocol. A struct is held here as a
dict from the number of a field to [kind, value], a list as [kind, values].
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

TRUE, FALSE, BYTE, DOUBLE, BINARY, LIST, STRUCT = 1, 2, 3, 7, 8, 9, 12

# Numbers of fields, from parquet.thrift.
ROWS, ROW_GROUPS = 3, 4  # of the file
COLUMNS, ROWS_OF_GROUP = 1, 3  # of a row group
META = 3  # of a column chunk
PATH, VALUES, STATISTICS, BLOOM_AT = 3, 5, 12, 14  # of its meta data
OLD_MAX, OLD_MIN, NULLS, MAX, MIN = 1, 2, 3, 5, 6  # of the statistics

Struct = dict[int, list[Any]]


def rewrite(file: Path, change: Callable[[Struct], None]) -> None:
    """Rewrite the footer of a file as `change` leaves it; the pages stay."""
    whole = file.read_bytes()
    size = int.from_bytes(whole[-8:-4], "little")
    footer = _read(io.BytesIO(whole[-8 - size : -8]), STRUCT)
    change(footer)
    stream = io.BytesIO()
    _write(stream, STRUCT, footer)
    new = stream.getvalue()
    end = len(new).to_bytes(4, "little") + b"PAR1"
    file.write_bytes(whole[: -8 - size] + new + end)


def chunk(footer: Struct, column: str, group: int = 0) -> Struct:
    """Return the meta data of a column in a row group."""
    for found in footer[ROW_GROUPS][1][1][group][COLUMNS][1][1]:
        meta: Struct = found[META][1]
        if meta[PATH][1][1] == [column.encode()]:
            return meta
    raise KeyError(column)


def _read(stream: io.BytesIO, kind: int) -> Any:
    if kind in {TRUE, FALSE}:
        return kind == TRUE
    if kind in {BYTE, DOUBLE}:
        return stream.read(1 if kind == BYTE else 8)
    if kind == BINARY:
        return stream.read(_varint(stream))
    if kind == LIST:
        head = stream.read(1)[0]
        count = head >> 4 if head >> 4 < 15 else _varint(stream)
        return [head & 15, [_read(stream, head & 15) for _ in range(count)]]
    if kind == STRUCT:
        return _read_struct(stream)
    number = _varint(stream)
    return number >> 1 ^ -(number & 1)


def _read_struct(stream: io.BytesIO) -> Struct:
    struct: Struct = {}
    field = 0
    while head := stream.read(1)[0]:
        step = head >> 4
        field = field + step if step else _read(stream, 4)
        struct[field] = [head & 15, _read(stream, head & 15)]
    return struct


def _varint(stream: io.BytesIO) -> int:
    number = shift = 0
    while (octet := stream.read(1)[0]) & 128:
        number |= (octet & 127) << shift
        shift += 7
    return number | octet << shift


def _write(stream: io.BytesIO, kind: int, value: Any) -> None:
    if kind in {TRUE, FALSE}:
        return
    if kind in {BYTE, DOUBLE}:
        stream.write(value)
    elif kind == BINARY:
        _write_varint(stream, len(value))
        stream.write(value)
    elif kind == LIST:
        of, values = value
        short = len(values) < 15
        stream.write(bytes([(len(values) if short else 15) << 4 | of]))
        if not short:
            _write_varint(stream, len(values))
        for one in values:
            _write(stream, of, one)
    elif kind == STRUCT:
        before = 0
        for field, (of, one) in sorted(value.items()):
            written = (TRUE if one else FALSE) if of in {TRUE, FALSE} else of
            stream.write(bytes([field - before << 4 | written]))
            _write(stream, of, one)
            before = field
        stream.write(b"\0")
    else:
        _write_varint(stream, value << 1 ^ value >> 63)


def _write_varint(stream: io.BytesIO, number: int) -> None:
    while number > 127:
        stream.write(bytes([number & 127 | 128]))
        number >>= 7
    stream.write(bytes([number]))
