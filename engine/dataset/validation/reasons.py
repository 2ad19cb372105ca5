"""Why a row is rejected: the only place that words it, in both languages."""

from __future__ import annotations

from engine.dataset.schema import Column
from engine.errors import Text
from engine.tables import sql

TEXT_LIMIT = 65_000
SHOWN = 12

MISSING = Text("必填列为空", "a value is required here")
DATE_FORM = Text("不是日期：应写成 YYYY-MM-DD", "not a date: write YYYY-MM-DD")
DATE_IMPOSSIBLE = Text("没有这一天或这一时刻", "there is no such day or time")
DATE_YEAR = Text("年份须在 1900 至 9999 之间", "the year must lie in 1900 to 9999")
NUMBER_FORM = Text(
    "不是数字：只写数字、小数点和正负号，不带单位和千分位",
    "not a number: write digits and a point, no unit and no thousands separator",
)
NUMBER_SIZE = Text(
    "位数过多：小数点前最多 18 位，后最多 12 位",
    "too many digits: at most 18 before and 12 after the point are kept exactly",
)
FLAG = Text(
    "不是是否值：可写 true/false、yes/no、1/0、是/否",
    "not a flag: write true/false, yes/no, 1/0 or 是/否",
)
REGION = Text(
    "地区代码须为 2、4 或 6 位数字（GB/T 2260）",
    "a region code has 2, 4 or 6 digits (GB/T 2260)",
)
TOO_LONG = Text(
    "文字过长：一格最多 65000 字节", "too long: a cell holds at most 65,000 bytes"
)
NUL = Text("含有空字符（NUL）", "contains a NUL character")
MARK = Text(
    "含有看不见的字节顺序标记（U+FEFF）：两个文件拼接后常有，请删去",
    "contains an unseen byte order mark (U+FEFF), as files put together have: remove it",
)
SCIENTIFIC = Text(
    "电子表格把它存成了科学计数法的数字，原来的编码已不可知：请把该列设为文本格式再填",
    "the spreadsheet keeps this as a number in scientific notation, so the code "
    "itself is lost: format the column as text and enter it again",
)
FORMULA = Text(
    "公式没有存下结果：请在电子表格程序中打开并保存，或改填数值",
    "a formula without a stored result: open and save the workbook in a "
    "spreadsheet program, or enter the value itself",
)
CELL_ERROR = Text("电子表格的错误值", "an error value of the spreadsheet")
TOO_WIDE = Text("单元格多于表头的列", "more cells than the header has columns")
QUOTES = Text(
    "引号不配对：引号内的内容可能吞掉了后面的行",
    "the quotation marks do not pair: what they enclose may have swallowed lines "
    "that follow",
)
LINE_SIZE = Text("一行超过 2000000 字节", "a row of more than 2,000,000 bytes")
UNREADABLE = Text("这一行无法读取", "this row cannot be read")
NOT_JSON = Text("不是一个 JSON 对象", "not one JSON object")
NESTED = Text(
    "值里还有对象或数组：每个值须是文字、数字、true、false 或 null",
    "a value is itself an object or array: write text, a number, true, false or null",
)
REPEATED_KEY = Text("同一行里键名重复", "a key stands twice in this line")
NOWHERE = Text(
    "所更正的记录不在本文件中", "the record that it corrects is not in this file"
)
CIRCLE = Text("更正关系成环", "the corrections run in a circle")


def unknown_code(column: Column, vocabulary: str) -> Text:
    """Say that a code is not listed, and which are."""
    shown = ", ".join(column.codes[:SHOWN]) + (
        ", …" if len(column.codes) > SHOWN else ""
    )
    if column.type == "event":
        return Text(
            f"词表 {vocabulary} 中没有这个事件，可用：{shown}",
            f"not an event of the vocabulary {vocabulary}; its events: {shown}",
        )
    return Text(
        f"{column.name} 没有这个代码，可用：{shown}",
        f"not a code of {column.name}; its codes: {shown}",
    )


def too_few(width: int) -> Text:
    """Say that a row ends before the header does."""
    return Text(f"单元格少于表头的 {width} 列", f"fewer cells than the {width} columns")


def fault(column: str, value: str, reason: Text) -> str:
    """Write one fault as the SQL struct that lands in the rejected rows."""
    return sql.struct(
        {
            "column_name": sql.text(column),
            "value": f"left(CAST({value} AS VARCHAR), 200)",
            "reason_zh": sql.text(reason.zh),
            "reason_en": sql.text(reason.en),
        }
    )
