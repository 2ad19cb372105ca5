"""Messages on the files that say where the rows of a dataset came from."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "dataset.origin-too-large": Text(
        "{file}：超过 {limit:,} 字节，不予读取。\n  请用 packlaw dataset map 重新生成数据集。",
        "{file}: more than {limit:,} bytes, which are not read.\n"
        "  Make the dataset again with packlaw dataset map.",
    ),
    "dataset.origin-too-long": Text(
        "{file}：超过 {limit:,} 行，不予读取。\n"
        "  请补全映射，使被拒收的行减少，再用 packlaw dataset map 重新生成数据集。",
        "{file}: more than {limit:,} lines, which are not read.\n"
        "  Mend the mapping, so that it rejects less, and make the dataset again with "
        "packlaw dataset map.",
    ),
    "dataset.origin-not-json": Text(
        "{file}：不是 JSON（{reason}）。\n  请用 packlaw dataset map 重新生成数据集。",
        "{file}: not JSON ({reason}).\n"
        "  Make the dataset again with packlaw dataset map.",
    ),
    "dataset.origin-key": Text(
        "{file}：{key} 的写法不对。\n  请用 packlaw dataset map 重新生成数据集。",
        "{file}: {key} is not as a mapping writes it.\n"
        "  Make the dataset again with packlaw dataset map.",
    ),
    "dataset.origin-unreadable": Text(
        "{file}：无法作为 Parquet 读取（{reason}）。\n"
        "  请用 packlaw dataset map 重新生成数据集。",
        "{file}: not readable as Parquet ({reason}).\n"
        "  Make the dataset again with packlaw dataset map.",
    ),
    "dataset.origin-column": Text(
        "{file}：列 {column} 应为 {type}，实为 {found}。\n"
        "  请用 packlaw dataset map 重新生成数据集。",
        "{file}: column {column} should be {type}, and is {found}.\n"
        "  Make the dataset again with packlaw dataset map.",
    ),
    "dataset.origin-no-column": Text("没有该列", "not there"),
    "dataset.origin-line": Text(
        "{file}：第 {line:,} 行缺少表、行号、来源位置或理由，或次序不对。\n"
        "  请用 packlaw dataset map 重新生成数据集。",
        "{file}: line {line:,} lacks its table, row, place or reason, or is out of "
        "order.\n  Make the dataset again with packlaw dataset map.",
    ),
    "dataset.origin-no-table": Text(
        "{file}：其中有表 {table} 的行，但数据集没有该表。\n"
        "  请放回该表，或用 packlaw dataset map 重新生成数据集。",
        "{file}: it has rows of {table}, and the dataset has no such table.\n"
        "  Put the table back, or make the dataset again with packlaw dataset map.",
    ),
    "dataset.origin-changed": Text(
        "{file}：在映射写出之后被改动，各行不再能对应到来源。\n"
        "  请改动来源文件或映射，再用 packlaw dataset map 重新生成数据集。",
        "{file}: changed after the mapping wrote it, so that its rows no longer lead back "
        "to their source.\n"
        "  Change the source or the mapping, and make the dataset again with packlaw "
        "dataset map.",
    ),
}
