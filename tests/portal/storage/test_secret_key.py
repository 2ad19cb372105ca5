"""The key of a state folder is made once, and again where its file has none."""

from __future__ import annotations

import stat
from pathlib import Path
from threading import Barrier, Thread

import pytest

from portal.storage.secret_key import secret_key


def test_key_is_kept_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    key = secret_key(tmp_path / "data")

    file = tmp_path / "data" / "secret.key"
    assert len(key) == 64
    assert secret_key(tmp_path / "data") == key == file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("left", ["", "\n", " \n \n"])
def test_file_without_a_key_gets_one(tmp_path: Path, left: str) -> None:
    (tmp_path / "secret.key").write_text(left)

    key = secret_key(tmp_path)

    assert len(key) == 64
    assert (tmp_path / "secret.key").read_text() == key


def test_all_who_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    keys: list[str] = []
    start = Barrier(8)

    def begin() -> None:
        start.wait()
        keys.append(secret_key(tmp_path))

    threads = [Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(keys) == 8
    assert len(set(keys)) == 1
