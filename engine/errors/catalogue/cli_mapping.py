"""Messages of `cli` about mappings: how they are asked for, and what became of rows."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "cli.map-one-of": Text(
        "请给出 --suggest（提出映射建议）或 --mapping FILE（应用映射），二者取一。",
        "Give --suggest to have a mapping proposed, or --mapping FILE to apply one.",
    ),
    "cli.map-no-out": Text(
        "缺少 OUT：写入数据集的文件夹。\n"
        "  packlaw dataset map SOURCE OUT --mapping mapping.yaml",
        "OUT is missing: the folder for the dataset.\n"
        "  packlaw dataset map SOURCE OUT --mapping mapping.yaml",
    ),
    "cli.mapped-mapped": Text(
        "{rows:,} 行写入 {table}", "{table}: {rows:,} {rows:row|rows} brought in"
    ),
    "cli.mapped-same": Text(
        "{rows:,} 行与 {table} 中在前的行相同",
        "{table}: {rows:,} {rows:row|rows} the same as earlier ones",
    ),
    "cli.mapped-left-out": Text(
        "{rows:,} 行按映射所写的规则不计入 {table}",
        "{table}: {rows:,} {rows:row|rows} left out by a rule of the mapping",
    ),
    "cli.mapped-empty": Text(
        "{rows:,} 行在映射所用的各列中均为空（{table}）",
        "{table}: {rows:,} {rows:row|rows} with nothing in any column that the mapping names",
    ),
    "cli.mapped-rejected": Text(
        "{rows:,} 行被拒收（{table}）", "{table}: {rows:,} {rows:row|rows} rejected"
    ),
    "cli.mapped-not-read": Text(
        "映射没有提及，未读取", "not read: the mapping does not name it"
    ),
    "cli.map-unused": Text(
        "{part} 中未使用的列：{heads}", "{part}: columns not used: {heads}"
    ),
    "cli.map-rejected": Text(
        "{table}.{column}：{value}（{rows:,} 行）：{reason}",
        "{table}.{column}: {value} ({rows:,} {rows:row|rows}): {reason}",
    ),
    "cli.map-more-rejected": Text(
        "其余见 mapped.csv（此处只列前 {shown} 个）",
        "more in mapped.csv (first {shown} shown)",
    ),
    "cli.map-written": Text(
        "{table}：共 {rows:,} 行", "{table}: {rows:,} {rows:row|rows} in all"
    ),
    "cli.ocel-one-of": Text(
        "--as-of 与 --every-record 只能择一：前者写出某日所知的记录，后者写出全部记录。",
        "Give --as-of for the records known on a day, or --every-record for all of them.",
    ),
    "cli.ocel-in-the-end": Text("最终状态", "as known in the end"),
    "cli.ocel-known-on": Text("{day} 所知状态", "as known on {day}"),
    "cli.ocel-events": Text(
        "事件       {events:>12,}  与对象的关系 {relations:,} 条（{state}）",
        "events     {events:>12,}  with {relations:,} "
        "{relations:relation|relations} to objects ({state})",
    ),
    "cli.ocel-objects": Text("{type:10} {objects:>12,}", "{type:10} {objects:>12,}"),
    "cli.ocel-relations": Text(
        "对象之间的关系 {relations:,} 条",
        "{relations:,} {relations:relation|relations} between objects",
    ),
    "cli.ocel-corrected": Text(
        "! {number:,} 条记录没有写入：已被其他记录更正。",
        "! {number:,} {number:record is|records are} not written: "
        "another one corrects {number:it|them}.",
    ),
    "cli.ocel-not-known": Text(
        "! {number:,} 条记录没有写入：当日尚不可知，或已被其他记录更正。",
        "! {number:,} {number:record is|records are} not written: "
        "{number:it was|they were} not known on that day, or another one corrects "
        "{number:it|them}.",
    ),
    "cli.ocel-rejected": Text(
        "! {number:,} 行被拒收，没有写入；packlaw dataset validate 列出各行及理由。",
        "! {number:,} rejected {number:row is|rows are} not written; "
        "packlaw dataset validate lists {number:it|them}.",
    ),
    "cli.ocel-renamed": Text(
        "! {number:,} 个编号同时指两种对象：后一种的编号后写明其种类。",
        "! {number:,} {number:id stands|ids stand} for objects of two types: "
        "the second has its type behind "
        "its id.",
    ),
}
