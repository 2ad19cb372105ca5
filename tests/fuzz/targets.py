"""The targets of fuzzing: each takes bytes, and either reads or refuses them."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from engine.dataset import open_dataset
from engine.errors import PacklawError
from engine.evaluation.calendar import load_calendar
from engine.files.limits import Limits
from engine.rulebook import Vocabulary, lint_rulebook, load_rulebook
from engine.wording.citations import article_name
from tests.house import ROOT

LIBRARY = ROOT / "tests" / "packs" / "library"
PACK = ROOT / "tests" / "engine" / "rulebook" / "pack"
MANIFEST = (LIBRARY / "dataset" / "dataset.yaml").read_bytes()
HEADER = (
    "record_id", "event", "occurred_on", "actor_id", "corrects", "shelf", "deposit",
)  # fmt: skip
ROWS = (
    ("a1", "book.lent", date(2025, 3, 1), "L1", None, "open", Decimal("1.50")),
    ("a2", "book.lent", date(2025, 3, 2), "L1", "a1", "rare", Decimal("-3")),
    ("a3", "book.returned", date(2025, 4, 2), "N1", None, None, None),
)
CSV = "\n".join(
    ",".join("" if cell is None else str(cell) for cell in row)
    for row in (HEADER, *ROWS, ('"a,4"', "book.lent", "2025-05-01T08:00Z", '"L""1"', "", "", ""))
).encode()  # fmt: skip
JSONL = b"".join(
    (
        b'{"record_id":"a%d","event":"book.lent","occurred_on":"2025-03-01",'
        b'"actor_id":"L\\u00e91","deposit":%d.50,"shelf":null,"x":true}\n'
    )
    % (n, n)
    for n in range(3)
)


@dataclass(frozen=True)
class Target:
    """`seeds`: sound inputs to start from; `read` raises PacklawError to refuse."""

    name: str
    seeds: tuple[bytes, ...]
    read: Callable[[bytes, Path], None]

    def ends(self, content: bytes) -> str:
        """Say how the target ends with this content; any other error is a failure."""
        with TemporaryDirectory() as room:
            try:
                self.read(content, Path(room))
            except PacklawError as refusal:
                # What cannot be printed would end in another error.
                return (
                    "refused" if str(refusal).encode().strip() else "refused wordless"
                )
        return "read"


def _library() -> dict[str, Vocabulary]:
    return dict(load_rulebook(LIBRARY / "rules").vocabularies)


_WORDS = _library()


def _open(path: Path, room: Path) -> None:
    """Read a dataset to its last cell, and all that is said of it."""
    with open_dataset(path, _WORDS, limits=Limits("2GB", room)) as dataset:
        dataset.describe()
        dataset.write_rejected(room / "rejected.csv")
        counts = dataset.counts["records"]
        assert counts["read"] == sum(counts.values()) - counts["read"]
        for table in dataset.counts:
            dataset.connection.execute(f"FROM {table}").fetchall()


def _table(suffix: str) -> Callable[[bytes, Path], None]:
    def read(content: bytes, room: Path) -> None:
        (room / "d").mkdir()
        (room / "d" / "dataset.yaml").write_bytes(MANIFEST)
        (room / "d" / f"records.{suffix}").write_bytes(content)
        _open(room / "d", room)

    return read


def _manifest(content: bytes, room: Path) -> None:
    (room / "d").mkdir()
    (room / "d" / "dataset.yaml").write_bytes(content)
    (room / "d" / "records.csv").write_bytes(CSV)
    _open(room / "d", room)


def _zip(content: bytes, room: Path) -> None:
    (room / "sent.zip").write_bytes(content)
    _open(room / "sent.zip", room)


def _rule_file(name: str) -> Callable[[bytes, Path], None]:
    def read(content: bytes, room: Path) -> None:
        folder = shutil.copytree(PACK, room / "rules")
        (folder / "calendar").mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
        lint_rulebook(load_rulebook(folder), article_name)
        load_calendar(folder)

    return read


def _rule_target(name: str, seed: Path) -> Target:
    return Target(f"rules-{seed.stem}", (seed.read_bytes(),), _rule_file(name))


def _xlsx() -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in (HEADER, *ROWS, ("=A2", "book.lent", 45000, 1e300, True, "#N/A", 1)):
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def _parquet(**options: str) -> bytes:
    columns = (list(column) for column in zip(*ROWS, strict=True))
    stream = io.BytesIO()
    table = pa.table(dict(zip(HEADER, columns, strict=True)))
    pq.write_table(table, stream, **options)
    return stream.getvalue()


def _packed() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("top/dataset.yaml", MANIFEST)
        packed.writestr("top/records.csv", CSV)
        packed.writestr("top/entities.parquet/a.parquet", b"PAR1")
        packed.writestr("top/notes.txt", b"")
    return stream.getvalue()


TARGETS = {
    target.name: target
    for target in (
        Target("csv", (CSV, CSV.replace(b"\n", b"\r\n"), CSV + "企业".encode("gb18030")),
               _table("csv")),
        Target("jsonl", (JSONL,), _table("jsonl")),
        Target("xlsx", (_xlsx(),), _table("xlsx")),
        Target("parquet", (_parquet(), _parquet(compression="none")), _table("parquet")),
        Target("zip", (_packed(),), _zip),
        Target("manifest", (MANIFEST,), _manifest),
        _rule_target("order-1/report.yaml", PACK / "order-1" / "report.yaml"),
        _rule_target("order-1/instrument.yaml", PACK / "order-1" / "instrument.yaml"),
        _rule_target("calendar/days.yaml", next((ROOT / "rules/calendar").glob("*.yaml"))),
    )
}  # fmt: skip
