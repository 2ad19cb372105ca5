"""Publishes files atomically: all of them or none, even if the process is killed.

A folder is written beside its place and renamed into it in one step. Where the system
offers no such step, the files are moved one by one. The folder's marker file, without
which readers refuse the folder, is removed before the other files are and put back
after them, so that a half-moved folder is never taken for a complete one.
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

# Hidden folders and files made while publishing; none is left at the end.
MOVING = ".packlaw-moving"
FRESH = ".packlaw-new-"
_EARLIER = ".packlaw-earlier"

# Reads from a marker file the names of the files that belong to it.
Listed = Callable[[Path], frozenset[str]]


def _no_files(marker_file: Path) -> frozenset[str]:
    return frozenset()


@contextmanager
def whole_folder(
    out: Path, marker_file: str, listed: Listed = _no_files
) -> Iterator[Path]:
    """Yield a new folder to write to; at the end of the context it replaces `out`.

    `listed` reads from a marker file the names of the files that belong to it; those
    of the earlier folder are removed. Any other file in `out` is never touched. Where
    there are such files, or `out` is a mount point, the working directory or owned by
    another user, the new files are moved in one by one.
    Raises UsageError where `out` cannot be written, or where a file that no marker
    file lists has the name of a new one; nothing is changed then.
    """
    with ExitStack() as stack:
        with _os_errors_reported(out):
            place = _Place(_resolved(out), marker_file, listed)
            stack.enter_context(_parents_of(place.path))
            place.clear()
            where = place.path.parent if place.is_movable() else place.path
            fresh = stack.enter_context(scratch_folder(where, FRESH, 0o777))
            if place.path.exists():
                shutil.copystat(place.path, fresh)
        yield fresh
        with _os_errors_reported(out), alone_in(place.path.parent):
            _flush(fresh)
            place.fill(fresh)


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Yield a path to write to; at the end of the context the file replaces `out`.

    A device or a pipe is written to directly. Raises UsageError where `out` is a
    folder or cannot be written.
    """
    target = out.resolve()
    if target.is_dir():
        raise UsageError("files.out-is-folder", out=out)
    if target.exists() and not target.is_file():
        yield target
        return
    with ExitStack() as stack:
        with _os_errors_reported(out):
            folder = stack.enter_context(scratch_folder(target.parent, FRESH))
        yield folder / target.name
        with _os_errors_reported(out):
            _flush(folder)
            (folder / target.name).replace(target)


def is_free(out: Path) -> bool:
    """Return whether `out` is missing, or a folder with nothing but unfinished ones."""
    if not out.is_dir():
        return not os.path.lexists(out)
    return all(entry.name.startswith(FRESH) for entry in out.iterdir())


@dataclass(frozen=True)
class _Place:
    """The place of a published folder; `listed` names the files that belong to it."""

    path: Path
    marker_file: str
    listed: Listed

    def clear(self) -> None:
        """Finish a move and remove unfinished folders that a killed process left."""
        if not self.path.exists():
            return
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with alone_in(self.path.parent):
            self._finish()
        sweep(self.path, FRESH)

    def is_movable(self) -> bool:
        """Return whether the folder itself may be renamed and replaced."""
        if not self.path.exists():
            return True
        if not os.access(self.path.parent, os.W_OK | os.X_OK):
            return False
        return not (self.path.is_mount() or self.path.samefile(os.curdir))

    def fill(self, fresh: Path) -> None:
        """Publish the fresh folder here: in one step, or its marker file last."""
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
        if self._foreign(self.path) or not exchange(fresh, self.path):
            return False
        # Files that another process put there just before the swap are moved back.
        for name in self._foreign(fresh):
            (fresh / name).rename(self.path / name)
        return True

    def _foreign(self, folder: Path) -> set[str]:
        """Return the names in the folder that its marker file does not list."""
        return {entry.name for entry in folder.iterdir()} - self._listed_in(folder)

    def _listed_in(self, folder: Path) -> set[str]:
        return {self.marker_file, *self.listed(folder / self.marker_file)}

    def _refuse_blocked(self, fresh: Path) -> None:
        for file in fresh.iterdir():
            if (self.path / file.name).is_dir():
                raise UsageError("files.folder-in-the-way", path=self.path / file.name)

    def _refuse_covered(self, fresh: Path) -> None:
        """Refuse to replace a file that the earlier marker file does not list."""
        new = {file.name for file in fresh.iterdir()} - self._listed_in(self.path)
        # The file system decides: it may take `A.csv` and `a.csv` for the same file.
        covered = sorted(name for name in new if os.path.lexists(self.path / name))
        if covered:
            raise UsageError(
                "files.would-overwrite",
                folder=self.path,
                marker_file=self.marker_file,
                names=covered,
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
        """Move in the files that are ready; a later call goes on after any step."""
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


def _resolved(out: Path) -> Path:
    """Return the real path of the folder; raise UsageError where none can be made."""
    if out.is_symlink() and not out.exists():
        raise UsageError("files.out-is-broken-link", out=out, target=out.readlink())
    place = out.resolve()
    for path in (place, *place.parents):
        if path.exists():
            if path.is_dir():
                return place
            raise UsageError("files.parent-is-file", out=out, file=path)
    return place


@contextmanager
def _parents_of(place: Path) -> Iterator[None]:
    """Make the folders above a place; remove them again if the context fails."""
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
def _os_errors_reported(out: Path) -> Iterator[None]:
    """Raise UsageError where the system does not let `out` be written."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError("files.not-writable", out=out, reason=reason) from error


def _flush(folder: Path) -> None:
    """Force a folder with all its files onto the disk."""
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
