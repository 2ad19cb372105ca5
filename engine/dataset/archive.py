"""A zip of a dataset: only what belongs to a dataset is unpacked, within limits.

Neither the size nor the number of what a zip holds is taken into memory: opening
one takes at most 100 MB, unpacking one a few MB more.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from engine.errors import DatasetError
from engine.files.disk_space import resource_error

ENTRY_LIMIT = 10_000
SIZE_LIMIT = 64 * 1024**3
RATIO_LIMIT = 500
# Small files may be very even; a ratio says something only beyond this size.
RATIO_FREE = 64 * 1024**2
BROKEN = (
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
_CHUNK = 1024 * 1024
_NAME_LIMIT = 200
# The list of contents takes some hundred bytes an entry, and many times that in memory.
_DIRECTORY_LIMIT = 8 * 1024**2
_TAIL = 70_000  # where a zip says how long the list is
_SEE_ZIP64 = 0xFFFFFFFF


def unpack(path: Path, target: Path, is_wanted: Callable[[str], bool]) -> Path:
    """Unpack the wanted members of a zip below `target`; one top folder is let go."""
    try:
        with opened(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            names = _names(members, is_wanted)
            for member, name in names.items():
                _unpack_one(archive, member, target / name, path.name)
    except BROKEN as error:
        raise resource_error(error) or DatasetError(
            f"{path.name}: not a readable zip ({error}).\n"
            "  Send a folder, or a zip of one, that holds dataset.yaml and records."
        ) from error
    return target


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip, unless it holds far more than it seems; it may be broken: BROKEN."""
    if _directory_size(path) > _DIRECTORY_LIMIT:
        raise DatasetError(
            f"{path.name}: a list of contents of more than {_DIRECTORY_LIMIT:,} "
            f"bytes; at most {ENTRY_LIMIT:,} entries are unpacked."
        )
    with zipfile.ZipFile(path) as archive:
        _check_members(archive.infolist(), path)
        yield archive


def _directory_size(path: Path) -> int:
    """Read how long the list of contents is, without reading the list."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _TAIL))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    size = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    at = tail.rfind(b"PK\x06\x06")
    if size == _SEE_ZIP64 and at >= 0:
        size = int.from_bytes(tail[at + 40 : at + 48], "little")
    return size


def _check_members(members: list[ZipInfo], path: Path) -> None:
    label = path.name
    # Members may overlap, so what they claim to take up is no measure alone.
    packed = min(sum(m.compress_size for m in members), path.stat().st_size)
    unpacked = sum(member.file_size for member in members)
    if len(members) > ENTRY_LIMIT:
        raise DatasetError(
            f"{label}: {len(members):,} entries; at most {ENTRY_LIMIT:,} are unpacked."
        )
    if unpacked > SIZE_LIMIT:
        raise DatasetError(
            f"{label}: unpacks to {unpacked:,} bytes; at most {SIZE_LIMIT:,} are "
            "read.\n"
            "  Send the folder itself, or Parquet files."
        )
    if unpacked > RATIO_FREE and unpacked > RATIO_LIMIT * max(packed, 1):
        raise DatasetError(
            f"{label}: unpacks to more than {RATIO_LIMIT} times its size, "
            "which no table does.\n  Send the folder itself."
        )
    for member in members:
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DatasetError(
                f"{label}: {member.filename} is packed in another way than zips "
                "commonly are.\n  Make the zip with the usual method (deflate)."
            )


def _names(
    members: list[ZipInfo], is_wanted: Callable[[str], bool]
) -> dict[ZipInfo, str]:
    plain = {member: _parts(member) for member in members}
    plain = {m: parts for m, parts in plain.items() if "__MACOSX" not in parts}
    tops = {parts[0] for parts in plain.values()}
    has_top = len(tops) == 1 and all(len(parts) > 1 for parts in plain.values())
    names = {m: "/".join(parts[has_top:]) for m, parts in plain.items()}
    wanted = {m: name for m, name in names.items() if is_wanted(name)}
    times = Counter(wanted.values())
    for member, name in wanted.items():
        if times[name] > 1:
            raise DatasetError(f"{name} stands twice in the zip; keep one of them.")
        _check_file(member, name)
        if "/" in name and name.partition("/")[0] in times:
            raise DatasetError(
                f"{name.partition('/')[0]} is both a file and a folder in the zip; "
                "keep one of them."
            )
    return wanted


def _check_file(member: ZipInfo, name: str) -> None:
    """Refuse a member that would not be a file of its own with a plain name."""
    mode = member.external_attr >> 16
    if stat.S_ISLNK(mode):
        raise DatasetError(f"{name} is a link inside the zip; put the file there.")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise DatasetError(f"{name} is a device inside the zip; put a file there.")
    if member.flag_bits & 1:
        raise DatasetError(f"{name} is encrypted.  Make the zip without a password.")
    if len(name.encode()) > _NAME_LIMIT:
        raise DatasetError(
            f"{name[:40]}… is a name of more than {_NAME_LIMIT} bytes; shorten it."
        )


def _parts(member: ZipInfo) -> tuple[str, ...]:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if (
        path.is_absolute()
        or not path.parts
        or ".." in path.parts
        or any(":" in part for part in path.parts[:1])
    ):
        raise DatasetError(
            f"{member.filename} points outside the zip; make the zip from a folder."
        )
    return path.parts


def _unpack_one(
    archive: zipfile.ZipFile, member: ZipInfo, target: Path, label: str
) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    left = member.file_size
    with archive.open(member) as source, target.open("wb") as copy:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise DatasetError(
                    f"{label}: {member.filename} is larger than it says."
                )
            copy.write(chunk)
