"""A path that is no file, or may not be read, is refused and never opened."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir

import pytest

from tests.hostile.conftest import RECORDS, RULES
from tests.house import ENGLISH, ROOT

Lay = Callable[..., Path]
Refusal = Callable[..., str]


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (Path.mkdir, "a folder"),
        (os.mkfifo, "a device or pipe"),
        (lambda place: place.symlink_to("/dev/zero"), "a device or pipe"),
        (lambda place: place.symlink_to("nowhere"), "a link that leads nowhere"),
        (lambda place: place.symlink_to(place.name), "a link that leads nowhere"),
    ],
    ids=["folder", "pipe", "device", "dangling", "loop"],
)
@pytest.mark.parametrize(
    "name", ["records.csv", "records.jsonl", "records.xlsx", "entities.csv", "x.xlsx"]
)
def test_refused_when_a_table_is_no_file(
    make: Callable[[Path], None], found: str, name: str, lay: Lay, refusal: Refusal
) -> None:
    folder = lay()
    make(folder / name)

    assert refusal(folder) == (
        f"{name} is {found}, not a file.\n"
        "  Put the table there, or remove what has its name."
    )


def test_refused_when_dataset_yaml_is_a_device(lay: Lay, refusal: Refusal) -> None:
    folder = lay(records_csv=RECORDS)
    (folder / "dataset.yaml").unlink()
    (folder / "dataset.yaml").symlink_to("/dev/zero")

    assert refusal(folder).startswith(f"{folder}: no dataset.yaml in it.\n")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("records_csv", "records.csv: the first line is empty.\n"
         "  The first line holds the column names, separated by commas."),
        ("records_parquet", "records.parquet: not readable as Parquet (Invalid Input "
         "Error: File '"),
        ("records_xlsx", "records.xlsx: the file is empty (0 bytes); it was perhaps not "
         "saved or downloaded whole.\n  Export it again, or save it as .xlsx"),
        ("dataset_yaml", "dataset.yaml: must hold the keys title, source, complete, "
         "vocabulary."),
    ],
)  # fmt: skip
def test_refused_when_a_file_is_empty(
    name: str, message: str, lay: Lay, refusal: Refusal
) -> None:
    folder = lay(**({"records_csv": RECORDS} if name == "dataset_yaml" else {}))
    folder.joinpath(name.replace("_", ".")).write_bytes(b"")

    assert refusal(folder).startswith(message)


@pytest.mark.parametrize("name", ["dataset.yaml", "records.csv"])
def test_refused_when_it_may_not_be_read(name: str, lay: Lay) -> None:
    folder = lay(records_csv=RECORDS)
    for place in (folder, *folder.parents):
        if Path(gettempdir()) in place.parents:
            place.chmod(0o755)
    (folder / name).chmod(0)
    validate = ["dataset", "validate", str(folder), "--rules", str(RULES)]

    ended = subprocess.run(
        [sys.executable, "-c", "from portal.command import main; main()", *validate],
        cwd=ROOT,
        # Root may read everything, so that nobody has to try.
        user=65534 if os.geteuid() == 0 else None,
        env={**os.environ, **ENGLISH, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    (folder / name).chmod(0o755)
    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        f"packlaw: {folder / name}: cannot be read (Permission denied).",
        "  Let the user who runs this read the dataset, or copy it elsewhere.",
    ]
