"""Messages of `mapping` about event logs (OCEL) and event documents (EPCIS)."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES = {
    "mapping.ocel-ending": Text(
        "{out}：文件名的结尾须说明格式：{endings}",
        "{out}: the ending of the file says its form, one of {endings}",
    ),
    "mapping.ocel-one-id-for-two": Text(
        "编号 {id} 会指两个不同的对象。\n请在数据集中更改其中一个编号。",
        "The id {id} would stand for two objects.\nChange one of the two in the dataset.",
    ),
    "mapping.document-broken": Text(
        "{place}：无法读取（{reason}）。\n  请从原系统重新导出。",
        "{place}: it cannot be read ({reason}).\n  Export it again.",
    ),
    "mapping.document-deep": Text(
        "{place}：嵌套过深，无法读取。", "{place}: it is nested too deeply to be read."
    ),
    "mapping.log-many-types": Text(
        "{file}：声明了 {count:,} 种对象，最多 {limit:,} 种。",
        "{file}: it declares {count:,} {count:type|types} of objects; {limit:,} are read at most.",
    ),
    "mapping.log-id-twice": Text(
        "{place}：编号 {id} 出现两次。\n  请从原系统重新导出。",
        "{place}: the id {id} stands there twice.\n  Export it again.",
    ),
    "mapping.log-no-relation": Text(
        "{place}：没有关系 {relation}。\n  已有：{relations}\n  请改正映射中的 part。",
        "{place}: it has no relation {relation}.\n  It has: {relations}\n"
        "  Correct part in the mapping.",
    ),
    "mapping.log-type-undeclared": Text(
        "{file}：对象 {id} 的类型 {type} 没有声明。\n  请在 objectTypes 中声明该类型。",
        "{file}: object {id} has the type {type}, which the log does not declare.\n"
        "  Declare it among the types of objects.",
    ),
}
