"""Unpacks the files of a dataset from a zip, within limits.

Opening a zip takes at most 100 MB of memory and unpacking it a few MB more, whatever
the number and size of its members.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from engine.dataset.file_names import is_passed_over
from engine.errors import DatasetError
from engine.files.disk_space import resource_error

# Small repetitive files compress well; the ratio is checked only beyond this size.
_SIZE_WITHOUT_RATIO = 64 * 1024**2
# What reading a broken zip may raise.
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
# The central directory has some hundred bytes an entry, and takes many times that in
# memory.
_DIRECTORY_LIMIT = 8 * 1024**2
_TAIL = 70_000  # bytes at the end, which hold the length of the directory
_SEE_ZIP64 = 0xFFFFFFFF
_UTF8 = 0x800  # the flag of a member whose name is UTF-8


@dataclass(frozen=True)
class Limits:
    """What a zip may unpack to: entries, bytes in all, and times its packed size."""

    entries: int = 10_000
    size: int = 64 * 1024**3
    ratio: int = 500


@dataclass(frozen=True)
class Unpacked:
    """Where a zip was unpacked, and the names of the members that were not."""

    folder: Path
    left_out: tuple[str, ...]


def unpack(
    path: Path,
    target: Path,
    is_wanted: Callable[[str], bool],
    is_manifest: Callable[[str], bool],
    limits: Limits = Limits(),
) -> Unpacked:
    """Unpack the wanted members of a zip into `target`.

    `is_wanted` gets the name of a member, which begins below the highest folder with a
    file that `is_manifest`. Members that systems add are passed over. Raises
    DatasetError where the zip is broken, exceeds the limits, has several such folders,
    or a member has no plain name of its own.
    """
    try:
        with opened(path, limits) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            plain = {member: _parts(member) for member in members}
            top = _top(path.name, plain.values(), is_manifest)
            below = {
                member: "/".join(parts[len(top) :])
                for member, parts in plain.items()
                if parts[: len(top)] == top and not any(map(is_passed_over, parts))
            }
            wanted = _wanted(below, is_wanted)
            target.mkdir(parents=True, exist_ok=True)
            for member, name in wanted.items():
                _unpack_one(archive, member, target / name, path.name)
            left_out = tuple(
                below.get(member, "/".join(parts))
                for member, parts in plain.items()
                if member not in wanted and not any(map(is_passed_over, parts))
            )
    except BROKEN as error:
        # The text of an OSError would show the path of the file.
        reason = getattr(error, "strerror", None) or str(error)
        raise resource_error(error) or DatasetError(
            "dataset.zip-unreadable", file=path.name, reason=reason
        ) from error
    return Unpacked(target, left_out)


@contextmanager
def opened(
    path: Path,
    limits: Limits = Limits(),
) -> Iterator[zipfile.ZipFile]:
    """Open a zip whose members are within the limits.

    Raises DatasetError where they are not, and one of `BROKEN` where it is broken.
    """
    if _directory_size(path) > _DIRECTORY_LIMIT:
        raise DatasetError(
            "dataset.zip-long-directory",
            file=path.name,
            limit=_DIRECTORY_LIMIT,
            entries=limits.entries,
        )
    with zipfile.ZipFile(path) as archive:
        _check_members(archive.infolist(), path, limits)
        yield archive


def _directory_size(path: Path) -> int:
    """Return the length of the central directory in bytes without reading it."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _TAIL))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    size = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    at = tail.rfind(b"PK\x06\x06")
    if size == _SEE_ZIP64 and at >= 0:
        size = int.from_bytes(tail[at + 40 : at + 48], "little")
    return size


def _check_members(members: list[ZipInfo], path: Path, limits: Limits) -> None:
    file = path.name
    # Members may overlap, so the sum of their packed sizes may exceed the file.
    packed = min(sum(m.compress_size for m in members), path.stat().st_size)
    unpacked = sum(member.file_size for member in members)
    if len(members) > limits.entries:
        raise DatasetError(
            "dataset.zip-many-entries",
            file=file,
            count=len(members),
            limit=limits.entries,
        )
    if unpacked > limits.size:
        raise DatasetError(
            "dataset.zip-large", file=file, size=unpacked, limit=limits.size
        )
    if unpacked > max(_SIZE_WITHOUT_RATIO, limits.ratio * max(packed, 1)):
        raise DatasetError("dataset.zip-ratio", file=file, ratio=limits.ratio)
    for member in members:
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DatasetError("dataset.zip-method", file=file, member=member.filename)


def _top(
    file: str, paths: Iterable[tuple[str, ...]], is_manifest: Callable[[str], bool]
) -> tuple[str, ...]:
    """Return the highest folder that has a manifest; the zip itself where none has."""
    found = {
        parts[:-1]
        for parts in paths
        if is_manifest(parts[-1]) and not any(map(is_passed_over, parts))
    }
    depth = min(map(len, found), default=0)
    tops = sorted(folder for folder in found if len(folder) == depth)
    if len(tops) > 1:
        folders = ["/".join(folder) for folder in tops]
        raise DatasetError("dataset.zip-several", file=file, folders=folders)
    return tops[0] if tops else ()


def _wanted(
    names: dict[ZipInfo, str], is_wanted: Callable[[str], bool]
) -> dict[ZipInfo, str]:
    """Return the wanted members; DatasetError where one cannot be unpacked safely."""
    wanted = {member: name for member, name in names.items() if is_wanted(name)}
    times = Counter(wanted.values())
    for member, name in wanted.items():
        if times[name] > 1:
            raise DatasetError("dataset.zip-twice", name=name)
        _check_file(member, name)
        folder, slash, _ = name.partition("/")
        if slash and folder in times:
            raise DatasetError("dataset.zip-file-and-folder", name=folder)
    return wanted


def _check_file(member: ZipInfo, name: str) -> None:
    """Raise DatasetError unless the member is a regular file with a plain name."""
    mode = member.external_attr >> 16
    if stat.S_ISLNK(mode):
        raise DatasetError("dataset.zip-link", name=name)
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise DatasetError("dataset.zip-device", name=name)
    if member.flag_bits & 1:
        raise DatasetError("dataset.zip-encrypted", name=name)
    if len(name.encode()) > _NAME_LIMIT:
        raise DatasetError("dataset.zip-long-name", name=name[:40], limit=_NAME_LIMIT)


def _parts(member: ZipInfo) -> tuple[str, ...]:
    name = _name(member).replace("\\", "/")
    path = PurePosixPath(name)
    if (
        path.is_absolute()
        or not path.parts
        or ".." in path.parts
        or any(":" in part for part in path.parts[:1])
    ):
        raise DatasetError("dataset.zip-outside", name=name)
    return path.parts


def _name(member: ZipInfo) -> str:
    """Return the name of a member, which Chinese Windows writes in GB18030."""
    if member.flag_bits & _UTF8 or member.filename.isascii():
        return member.filename
    octets = member.filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return octets.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _unpack_one(
    archive: zipfile.ZipFile, member: ZipInfo, target: Path, file: str
) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    left = member.file_size
    with archive.open(member) as source, target.open("wb") as copy:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise DatasetError(
                    "dataset.zip-larger-than-said", file=file, member=member.filename
                )
            copy.write(chunk)
