"""A dataset as a mapping leaves it: three records of two sources, and rows it rejects."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from tests.engine.dataset.origins import BOOK, fault, place, sources, write_origin

AS_OF = date(2026, 6, 30)
LIST = "出库.csv"
BATTERY, OTHER = "F01PB0800006UXB5C0000001", "F01PB0800006UXB5C0000002"
OUTLET, UTILIZER = "913401029000000731", "913607029000000813"
REPORT = "order-73/24-7-inbound-report"
RECEIVED = "order-73/flow-received-what-was-handed-over"
WORD = "转运入厂"
_MANIFEST = """title: 由台账导入
source: 某企业台账
complete: {from: 2018-08-01, until: 2026-09-30}
vocabulary: order-73
"""
_RECORDS = f"""\
record_id,event,occurred_on,battery_code,actor_id,counterparty_id,reported_on,battery_condition
r1,battery.received,2026-05-01,{BATTERY},{UTILIZER},{OUTLET},2026-06-01,waste
r2,battery.handed_over,2026-04-20,{OTHER},{OUTLET},{UTILIZER},,waste
r3,,2026-04-25,{OTHER},{UTILIZER},{OUTLET},2026-04-26,waste
"""
_ENTITIES = f"""\
entity_id,name,name_en,roles,region
{OUTLET},虚构电池回收网点有限公司,Invented Battery Outlet,service_outlet,340102
{UTILIZER},虚构电池综合利用有限公司,Invented Battery Utilization,utilization_enterprise,360702
"""


def write_brought_in(
    folder: Path,
    *,
    is_parquet: bool = False,
    has_origin: bool = True,
    event: str = "",
    moved: int = 0,
) -> Path:
    """Write the dataset; gives its folder back.

    r1 was received and reported a day late. r2 was handed over; whether it arrived is open,
    since the word of r3 is not in the mapping's list, unless it has an `event`. Of a fourth
    row nothing was written. The rows of r1 and r3 stand `moved` rows lower in the source.
    """
    folder.mkdir()
    (folder / "dataset.yaml").write_text(_MANIFEST, encoding="utf-8")
    records = _RECORDS.replace("r3,,", f"r3,{event},")
    for name, text in (("records", records), ("entities", _ENTITIES)):
        file = folder / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        if is_parquet:
            query = f"FROM read_csv('{file}', all_varchar = true)"
            duckdb.sql(f"COPY ({query}) TO '{folder}/{name}.parquet' (FORMAT parquet)")
            file.unlink()
    if has_origin:
        _write_origin(folder, is_sound=bool(event), moved=moved)
    return folder


def _write_origin(folder: Path, *, is_sound: bool, moved: int) -> None:
    files = [
        {"file": BOOK, "sha256": "a" * 64, "rows": 120},
        {"file": LIST, "sha256": "b" * 64, "rows": 14, "even_lines": True},
    ]
    write_origin(
        folder,
        rows=[
            place("entities", 1, 3), place("entities", 2, 4),
            place("records", 1, 37 + moved), ("records", 2, LIST, None, 12),
            place("records", 3, 38 + moved),
        ],
        rejected=[] if is_sound else [
            fault("records", 3, 38, "event", WORD),
            fault("records", None, 39, None, "????"),
        ],
        said=sources(files=files),
    )  # fmt: skip
