"""A zip of a dataset: only what belongs to a dataset is unpacked, within limits."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from engine.errors import DatasetError

ENTRY_LIMIT = 10_000
SIZE_LIMIT = 64 * 1024**3
RATIO_LIMIT = 500
# Small files may be very even; a ratio says something only beyond this size.
RATIO_FREE = 64 * 1024**2
_CHUNK = 1024 * 1024


def unpack(path: Path, target: Path, is_wanted: Callable[[str], bool]) -> Path:
    """Unpack the wanted members of a zip below `target`; one top folder is let go."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            check_members(members, path.name)
            names = _names(members, is_wanted)
            for member, name in names.items():
                _unpack_one(archive, member, target / name, path.name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise DatasetError(
            f"{path.name}: not a readable zip ({error}).\n"
            "  Send a folder, or a zip of one, that holds dataset.yaml and records."
        ) from error
    return target


def check_members(members: list[ZipInfo], label: str) -> None:
    """Refuse a zip that would unpack to far more than it seems."""
    packed = sum(member.compress_size for member in members)
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


def _names(
    members: list[ZipInfo], is_wanted: Callable[[str], bool]
) -> dict[ZipInfo, str]:
    plain = {member: _parts(member) for member in members}
    plain = {m: parts for m, parts in plain.items() if "__MACOSX" not in parts}
    tops = {parts[0] for parts in plain.values()}
    has_top = len(tops) == 1 and all(len(parts) > 1 for parts in plain.values())
    names = {m: "/".join(parts[has_top:]) for m, parts in plain.items()}
    wanted = {m: name for m, name in names.items() if is_wanted(name)}
    for member, name in wanted.items():
        if list(wanted.values()).count(name) > 1:
            raise DatasetError(f"{name} stands twice in the zip; keep one of them.")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise DatasetError(f"{name} is a link inside the zip; put the file there.")
        if member.flag_bits & 1:
            raise DatasetError(
                f"{name} is encrypted.  Make the zip without a password."
            )
    return wanted


def _parts(member: ZipInfo) -> tuple[str, ...]:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if (
        path.is_absolute()
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
