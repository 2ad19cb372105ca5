"""Why rows of a dataset are rejected, and warnings about rows that are kept.

They are written to `rejected.csv` and `summary.json`, so a change of wording changes
these files. The part of a warning's key after `dataset.warning.` is its code there.
"""

from __future__ import annotations

from engine.errors.text import Text

_REJECTED = {
    "dataset.reject.value-missing": Text("必填列为空", "a value is required here"),
    "dataset.reject.date-form": Text(
        "不是日期：应写成 YYYY-MM-DD", "not a date: write YYYY-MM-DD"
    ),
    "dataset.reject.date-order": Text(
        "年份须以四位写在最前，否则无法确定哪个是月、哪个是日：应写成 YYYY-MM-DD",
        "the year must stand in front, with four digits, or day and month cannot be "
        "told apart: write YYYY-MM-DD",
    ),
    "dataset.reject.date-time": Text(
        "日期后的时间无法读取：应写成 H:MM 或 H:MM:SS（0 至 23 时，不写上午、下午），"
        "其后可有 Z 或 +08:00",
        "what stands behind the day is no time: write H:MM or H:MM:SS, hours 0 to 23 "
        "without AM or PM, then nothing, Z or +08:00",
    ),
    "dataset.reject.date-impossible": Text(
        "没有这一天或这一时刻", "there is no such day or time"
    ),
    "dataset.reject.date-year": Text(
        "年份须在 1900 至 9999 之间", "the year must lie in 1900 to 9999"
    ),
    "dataset.reject.number-form": Text(
        "不是数字：只写数字、小数点和正负号，不带单位和千分位",
        "not a number: write digits and a point, no unit and no thousands separator",
    ),
    "dataset.reject.number-size": Text(
        "位数过多：小数点前最多 18 位，后最多 12 位",
        "too many digits: at most 18 before and 12 after the point are kept exactly",
    ),
    "dataset.reject.flag": Text(
        "不是是否值：可写 true/false、yes/no、1/0、是/否",
        "not a flag: write true/false, yes/no, 1/0 or 是/否",
    ),
    "dataset.reject.region": Text(
        "地区代码须为 2、4 或 6 位数字（GB/T 2260）",
        "a region code has 2, 4 or 6 digits (GB/T 2260)",
    ),
    "dataset.reject.unknown-event": Text(
        "词表 {vocabulary} 中没有这个事件，可用：{codes}",
        "not an event of the vocabulary {vocabulary}; its events: {codes}",
    ),
    "dataset.reject.unknown-code": Text(
        "{column} 没有这个代码，可用：{codes}",
        "not a code of {column}; its codes: {codes}",
    ),
    "dataset.reject.too-long": Text(
        "文字过长：一格最多 65000 字节", "too long: a cell holds at most 65,000 bytes"
    ),
    "dataset.reject.identifier-long": Text(
        "编码过长：最多 1000 字节", "too long: an identifier has at most 1,000 bytes"
    ),
    "dataset.reject.nul": Text("含有空字符（NUL）", "contains a NUL character"),
    "dataset.reject.byte-order-mark": Text(
        "含有看不见的字节顺序标记（U+FEFF）：两个文件拼接后常有，请删去",
        "contains an unseen byte order mark (U+FEFF), as files put together have: "
        "remove it",
    ),
    "dataset.reject.scientific": Text(
        "电子表格把它存成了科学计数法的数字，原来的编码已不可知：请把该列设为文本格式再填",
        "the spreadsheet keeps this as a number in scientific notation, so the code "
        "itself is lost: format the column as text and enter it again",
    ),
    "dataset.reject.formula": Text(
        "公式没有存下结果：请在电子表格程序中打开并保存，或改填数值",
        "a formula without a stored result: open and save the workbook in a "
        "spreadsheet program, or enter the value itself",
    ),
    "dataset.reject.merged": Text(
        "该单元格属于合并区域，值无从得知：请取消合并，并逐行填写",
        "the cell is covered by another in a merged range, so that its value cannot be "
        "told: split the range and fill in each row",
    ),
    "dataset.reject.cell-error": Text(
        "电子表格的错误值", "an error value of the spreadsheet"
    ),
    "dataset.reject.too-wide": Text(
        "单元格多于表头的列", "more cells than the header has columns"
    ),
    "dataset.reject.too-few": Text(
        "单元格少于表头的 {width} 列", "fewer cells than the {width} columns"
    ),
    "dataset.reject.quotes": Text(
        "引号不配对：引号内的内容可能吞掉了后面的行",
        "the quotation marks do not pair: what they enclose may have swallowed lines "
        "that follow",
    ),
    "dataset.reject.line-size": Text(
        "一行超过 2000000 字节", "a row of more than 2,000,000 bytes"
    ),
    "dataset.reject.unreadable": Text("这一行无法读取", "this row cannot be read"),
    "dataset.reject.not-json": Text("不是一个 JSON 对象", "not one JSON object"),
    "dataset.reject.nested": Text(
        "值里还有对象或数组：每个值须是文字、数字、true、false 或 null",
        "a value is itself an object or array: write text, a number, true, false or "
        "null",
    ),
    "dataset.reject.repeated-key": Text(
        "同一行里键名重复", "a key stands twice in this line"
    ),
    "dataset.reject.key-taken": Text(
        "第 {row} 行已用过这个 {key}，内容不同",
        "{key} was seen before in row {row} with other content",
    ),
    "dataset.reject.corrects-nothing": Text(
        "所更正的记录不在本文件中", "the record that it corrects is not in this file"
    ),
    "dataset.reject.corrects-circle": Text(
        "更正关系成环", "the corrections run in a circle"
    ),
}
_WARNINGS = {
    "dataset.warning.file-not-read": Text(
        "未读取 {file}：同一张表已读取 {read}",
        "{file} was not read, since {read} holds the same table",
    ),
    "dataset.warning.not-a-table": Text(
        "未读取 {file}：没有叫这个名称的表{hint}",
        "{file} is not read: no table has this name{hint}",
    ),
    "dataset.warning.form-not-read": Text(
        "未读取 {file}：请另存为 {table}.csv 或 {table}.xlsx",
        "{file} is not read: save it as {table}.csv or {table}.xlsx",
    ),
    "dataset.warning.more-not-read": Text(
        "另有 {count} 个文件、文件夹或工作表未读取，它们不是表",
        "not read either, being no {count:table|tables}: {count:,} more "
        "{count:file, folder or sheet|files, folders or sheets}",
    ),
    "dataset.warning.partition-column": Text(
        "{file}：列 {column} 只在文件夹名（{folder}）中，未读取；请把它写进各文件",
        "{file}: column {column} stands only in the names of folders ({folder}) and is "
        "not read; write it into the files",
    ),
    "dataset.warning.column-without-name": Text(
        "{file} 第 {number} 列没有列名，未使用",
        "{file}: column {number} has no name and is not used",
    ),
    "dataset.warning.unknown-column": Text(
        "{file} 的列 {column} 未知，未使用{hint}",
        "{file}: unknown column {column} is not used{hint}",
    ),
    "dataset.warning.headings-cleaned": Text(
        "{file} 的列名去掉了不可见字符，全角字母和数字按半角读取：{names}",
        "{file}: column names read without invisible characters, full-width letters "
        "and digits as half-width: {names}",
    ),
    "dataset.warning.moment-without-zone": Text(
        "{file} 的列 {column} 是未说明时区的时刻（如 INT96）：按北京时间取日期",
        "{file}: column {column} holds moments in a form that does not say their zone "
        "(such as INT96): they are taken as China's time",
    ),
    "dataset.warning.cells-cleaned": Text(
        "{file} 有 {count} 格编码或代码在读取时去掉了首尾空白和不可见字符，"
        "全角字母和数字按半角读取：{places}",
        "{file}: identifiers and codes read without blanks around them and invisible "
        "characters, full-width letters and digits as half-width: {count}, "
        "namely {places}",
    ),
    "dataset.warning.placeholders": Text(
        "{file} 有 {count} 格编码只是占位符（如 /、-、无、未知），按空值读取：{places}",
        "{file}: identifiers that are placeholders (such as /, -, 无, N/A), read as "
        "empty: {count}, namely {places}",
    ),
    "dataset.warning.place": Text("第 {row} 行 {column}", "row {row} {column}"),
    "dataset.warning.places": Text("{places}{more}", "{places}{more}"),
    "dataset.warning.columns-empty": Text(
        "{file} 中每一行都为空的列：{columns}",
        "{file}: {columns:column that is|columns that are} empty in every row: "
        "{columns}",
    ),
    "dataset.warning.no-row": Text(
        "{file} 的 {table} 没有任何一行，视为没有一家企业持有或设立；只是不掌握的，请删去该表",
        "{table} of {file} has no row, so that no enterprise counts as having any; delete "
        "the table if it is only not known",
    ),
    "dataset.warning.look-alikes": Text(
        "有 {count} 组编码只有大小写不同，按不同的编码处理：{ids}",
        "identifiers that differ only in case, taken as different ones: {count}, "
        "namely {ids}",
    ),
    "dataset.warning.rows-repeated": Text(
        "{file} 有 {count} 行与前面的行完全相同，只计一次：第 {rows} 行",
        "{file}: rows that repeat an earlier row, counted once: {count}, "
        "namely {count:row|rows} {rows}",
    ),
    "dataset.warning.corrected-twice": Text(
        "{count} 条记录被不止一行更正，各行都保留：{records}",
        "records corrected by more than one row, all of which stay: {count}, "
        "namely {records}",
    ),
    "dataset.warning.unknown-role": Text(
        "entities.roles：词表中没有角色 {value}（{count} 行），保留但不匹配{hint}",
        "entities.roles: {value} is no role of the vocabulary (rows: {count}); "
        "it is kept and matches nothing{hint}",
    ),
    "dataset.warning.unknown-credential": Text(
        "credentials.kind：词表中没有资质 {value}（{count} 行），保留但不匹配{hint}",
        "credentials.kind: {value} is no credential kind of the vocabulary "
        "(rows: {count}); it is kept and matches nothing{hint}",
    ),
    "dataset.warning.unknown-level": Text(
        "batteries.level：词表中没有层级 {value}（{count} 行），保留但不匹配{hint}",
        "batteries.level: {value} is no level of the vocabulary (rows: {count}); "
        "it is kept and matches nothing{hint}",
    ),
    "dataset.nearest": Text("；近似词：{near}", "; did you mean {near}?"),
}
MESSAGES: dict[str, Text] = {**_REJECTED, **_WARNINGS}
