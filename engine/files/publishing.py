"""Puts files where people look for them: all of them or none, whatever stops us.

A folder is written beside its place and put there in one step. Where the system
offers no such step, its marker_file, the file without which it is nothing, goes
first and comes last, so that a folder in between is never taken for a whole one.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from engine.errors import UsageError
from engine.files.exchange import exchange
from engine.files.scratch import alone_in, scratch_folder, sweep

# What we make on the way; hidden, and gone in the end.
MOVING = ".packlaw-moving"
FRESH = ".packlaw-new-"
_EARLIER = ".packlaw-earlier"

Listed = Callable[[Path], frozenset[str]]


def _none(marker_file: Path) -> frozenset[str]:
    return frozenset()


@contextmanager
def whole_folder(out: Path, marker_file: str, listed: Listed = _none) -> Iterator[Path]:
    """Yield a fresh folder; put it in the place of `out` once all is written in it.

    `listed` reads from a marker_file the names of the files that belong to it: those
    of an earlier folder go with it. Whatever else lies in `out` is never touched,
    and in its company the files are moved in one by one, as they are where `out`
    is a mount point, the working directory or in somebody else's hands.
    Raises UsageError where `out` cannot be written, or something else there has the
    name of a new file; nothing is changed then.
    """
    with ExitStack() as stack:
        with _reasons(out):
            place = _Place(_real(out), marker_file, listed)
            stack.enter_context(_parents_of(place.path))
            place.clear()
            where = place.path.parent if place.is_movable() else place.path
            fresh = stack.enter_context(scratch_folder(where, FRESH, 0o777))
            if place.path.exists():
                shutil.copystat(place.path, fresh)
        yield fresh
        with _reasons(out), alone_in(place.path.parent):
            _flush(fresh)
            place.fill(fresh)


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Yield a path to write to; put the file in the place of `out` once it is whole.

    A device or a pipe is written to directly. Raises UsageError like `whole_folder`.
    """
    target = out.resolve()
    if target.is_dir():
        raise UsageError(f"{out}: this is a folder. Name a file.")
    if target.exists() and not target.is_file():
        yield target
        return
    with ExitStack() as stack:
        with _reasons(out):
            folder = stack.enter_context(scratch_folder(target.parent, FRESH))
        yield folder / target.name
        with _reasons(out):
            _flush(folder)
            (folder / target.name).replace(target)


def is_free(out: Path) -> bool:
    """Tell whether nothing is in the place of `out`, but for what is being made."""
    if not out.is_dir():
        return not os.path.lexists(out)
    return all(entry.name.startswith(FRESH) for entry in out.iterdir())


@dataclass(frozen=True)
class _Place:
    """Where a folder is to stand, and how to tell what in it belongs to it."""

    path: Path
    marker_file: str
    listed: Listed

    def clear(self) -> None:
        """Finish and clear away what a killed process left."""
        if not self.path.exists():
            return
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with alone_in(self.path.parent):
            self._finish()
        sweep(self.path, FRESH)

    def is_movable(self) -> bool:
        """Tell whether the folder as such may be replaced, its rights permitting."""
        if not self.path.exists():
            return True
        if not os.access(self.path.parent, os.W_OK | os.X_OK):
            return False
        return not (self.path.is_mount() or self.path.samefile(os.curdir))

    def fill(self, fresh: Path) -> None:
        """Put what is in the fresh folder here: in one step, or marker_file last."""
        if fresh.parent != self.path and self._replace(fresh):
            return
        self._refuse_blocked(fresh)
        self._refuse_covered(fresh)
        try:
            self._move_in(fresh)
        except KeyboardInterrupt:
            self._finish()
            raise

    def _replace(self, fresh: Path) -> bool:
        if not self.path.exists():
            fresh.rename(self.path)
            return True
        there, here = self.path.stat(), fresh.stat()
        if (there.st_uid, there.st_gid) != (here.st_uid, here.st_gid):
            return False
        if self._strangers(self.path) or not exchange(fresh, self.path):
            return False
        # Whoever put something there at the very moment of the swap keeps it.
        for name in self._strangers(fresh):
            (fresh / name).rename(self.path / name)
        return True

    def _strangers(self, folder: Path) -> set[str]:
        """Name what lies in the folder and belongs to no earlier one of ours."""
        return {entry.name for entry in folder.iterdir()} - self._ours(folder)

    def _ours(self, folder: Path) -> set[str]:
        return {self.marker_file, *self.listed(folder / self.marker_file)}

    def _refuse_blocked(self, fresh: Path) -> None:
        for file in fresh.iterdir():
            if (self.path / file.name).is_dir():
                raise UsageError(
                    f"{self.path / file.name}: a folder stands where a file is to be "
                    "written. Move it away, or name another folder."
                )

    def _refuse_covered(self, fresh: Path) -> None:
        """Refuse to put a file over one that no earlier folder of ours left."""
        new = {file.name for file in fresh.iterdir()} - self._ours(self.path)
        # Asked of the system, which may take `A.csv` and `a.csv` for the same file.
        covered = sorted(name for name in new if os.path.lexists(self.path / name))
        if covered:
            raise UsageError(
                f"{self.path}: this would write over files that no {self.marker_file} "
                f"there lists as its own: {', '.join(covered)}. Move them away, or name "
                "another folder."
            )

    def _move_in(self, fresh: Path) -> None:
        moving = self.path / MOVING
        try:
            fresh.rename(moving)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            with scratch_folder(self.path, FRESH, 0o777) as copy:
                shutil.copytree(fresh, copy, dirs_exist_ok=True)
                _flush(copy)
                copy.rename(moving)
        self._finish()

    def _finish(self) -> None:
        """Move in what stands ready; each step may be the last one before a kill."""
        moving = self.path / MOVING
        if not moving.is_dir():
            return
        ready, earlier = moving / self.marker_file, moving / _EARLIER
        if ready.exists():
            with suppress(FileNotFoundError):
                (self.path / self.marker_file).rename(earlier)
            for name in self.listed(earlier) - self.listed(ready):
                (self.path / name).unlink(missing_ok=True)
            for file in moving.iterdir():
                if file not in (ready, earlier):
                    file.rename(self.path / file.name)
            _flush_one(self.path)
            ready.rename(self.path / self.marker_file)
        shutil.rmtree(moving)


def _real(out: Path) -> Path:
    """Follow links to where the folder is; refuse what no folder can be made of."""
    if out.is_symlink() and not out.exists():
        raise UsageError(
            f"{out}: this is a link to {out.readlink()}, which is not there. "
            "Make that folder, remove the link, or name another folder."
        )
    place = out.resolve()
    for path in (place, *place.parents):
        if path.exists():
            if path.is_dir():
                return place
            raise UsageError(
                f"{out}: {path} is a file. Remove it, or name another folder."
            )
    return place


@contextmanager
def _parents_of(place: Path) -> Iterator[None]:
    """Make the folders above a place; remove them again if nothing comes of it."""
    made = [parent for parent in place.parents if not parent.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for parent in made:
            with suppress(OSError):
                parent.rmdir()
        raise


@contextmanager
def _reasons(out: Path) -> Iterator[None]:
    """Say what the system has against writing to `out`, and the way out."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"{out}: this cannot be written ({error.strerror}). "
            "Give yourself the right to write there, make room, or name another place."
        ) from error


def _flush(folder: Path) -> None:
    """Bring a folder with all its files to the disk itself."""
    for here, _, names in os.walk(folder):
        for name in names:
            _flush_one(Path(here, name))
        _flush_one(Path(here))


def _flush_one(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
