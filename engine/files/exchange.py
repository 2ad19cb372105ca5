"""Swaps two folders in one atomic step where the system can (renameat2 of Linux)."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
# Errors that mean "not these two": no such call or flag, two file systems, a mount
# point, a sticky folder in which one of them belongs to another user.
_NOT_SUPPORTED = {
    errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EXDEV, errno.EBUSY,
    errno.EPERM, errno.EACCES,
}  # fmt: skip


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders; return False, with nothing changed, where that is not supported.

    Raises OSError for any other reason, such as a missing folder.
    """
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    places = (os.fsencode(one), os.fsencode(other))
    here = _AT_FDCWD
    if renameat2(here, places[0], here, places[1], _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_SUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))
