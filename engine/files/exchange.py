"""Swaps two folders in one atomic step, where the system offers it (Linux renameat2)."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

_RENAME_EXCHANGE = 2
_RELATIVE_TO_HERE = -100
# How a system says that it will not swap these two: no such call or flag, two file
# systems, a mount point, a sticky folder in which one belongs to somebody else.
_NOT_OFFERED = {
    errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EXDEV, errno.EBUSY,
    errno.EPERM, errno.EACCES,
}  # fmt: skip


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders; False, with nothing changed, where that is not offered.

    Raises OSError for any other reason, such as a folder that is not there.
    """
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    places = (os.fsencode(one), os.fsencode(other))
    here = _RELATIVE_TO_HERE
    if renameat2(here, places[0], here, places[1], _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_OFFERED:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))
