"""A stock ledger of a million lines, for the figure of mapping it.

Each line has an in-day, half of them an out-day too, words of the ledger's own, tonnes,
and the partner of the movement.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

MAPPING = """\
mapping: 1
vocabulary: order-73
dataset: {title: Ledger, complete: {from: 2026-04-01, until: 2026-12-31}}
tables:
  records:
    columns:
      actor_id: {constant: 91420115302600175X}
      battery_code: 电池编码
      quantity_kg: {column: 重量(吨), unit: t}
    rows:
      - when: {column: 入库日期, filled: true}
        columns:
          record_id: {made_of: [单号, 行号], prefix: IN}
          event: {column: 类型, values: {入库: battery.received, 领用: battery.utilized}}
          occurred_on: 入库日期
          counterparty_id: 来源单位代码
      - when: {column: 出库日期, filled: true}
        columns:
          record_id: {made_of: [单号, 行号], prefix: OUT}
          event: {constant: battery.handed_over}
          occurred_on: 出库日期
  entities:
    distinct: true
    columns: {entity_id: 来源单位代码, name: 来源单位}
"""
_HEADS = (
    "单号", "行号", "类型", "入库日期", "出库日期", "电池编码", "重量(吨)", "来源单位代码",
    "来源单位", "仓库", "经办人", "备注",
)  # fmt: skip
_FIRST = date(2026, 4, 1)


def write_ledger(folder: Path, lines: int) -> Path:
    """Write `ledger.csv` and `mapping.yaml` into a folder; return the ledger."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mapping.yaml").write_text(MAPPING, "utf-8")
    days = [_FIRST + timedelta(days) for days in range(200)]
    file = folder / "ledger.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        write = csv.writer(stream).writerow
        write(_HEADS)
        for line in range(lines):
            day = days[line % 150]
            write(
                (
                    f"DH{line // 5:07}", line % 5, ("入库", "领用")[line % 3 == 0],
                    f"{day.year}/{day.month}/{day.day}",
                    days[line % 150 + 40] if line % 2 else "",
                    f"001PE{line:019}", (line % 900 + 1) / 1000,
                    f"9142010000000{line % 50:05}", f"武汉虚构公司{line % 50}", "A库",
                    "某甲", "正常",
                )
            )  # fmt: skip
    return file
