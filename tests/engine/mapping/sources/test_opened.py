"""A source is opened in a scratch folder that is gone at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import DatasetError
from engine.files.limits import Limits
from engine.mapping.sources import opened
from engine.mapping.sources.glance import look


def test_connection_reads_as_datasets_are_read_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    with opened(tmp_path / "ledger.csv", Limits(scratch=tmp_path)) as context:
        assert context.run("SELECT tidy(' a\u200b')") == [("a",)]
        assert context.scratch.parent == tmp_path

    assert list(tmp_path.iterdir()) == []


def test_fault_of_the_database_names_the_source(tmp_path: Path) -> None:
    with (
        pytest.raises(DatasetError, match=r"ledger\.csv: cannot be read"),
        opened(tmp_path / "ledger.csv", Limits(scratch=tmp_path)) as context,
    ):
        context.run("SELECT no_such_column")


def test_glance_has_what_can_be_read_and_why_the_rest_cannot(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    (tmp_path / "b.xls").write_bytes(bytes.fromhex("d0cf11e0") + b"\0" * 60)

    found = look(tmp_path, 1)

    assert [preview.rows for preview in found.previews] == [[["x", "y"]]]
    ((part, error),) = found.unreadable
    assert part.file == "b.xls"
    assert "save" in str(error).lower()
