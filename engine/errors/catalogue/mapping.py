"""Messages of `mapping`: faults of mapping files, and what becomes of a source's rows."""

from __future__ import annotations

from engine.errors.text import Text

_FILE = {
    "mapping.file-too-large": Text(
        "文件超过 {limit:,} 字节。\n请只保留映射本身。",
        "The file has more than {limit:,} bytes.\nKeep nothing but the mapping in it.",
    ),
    "mapping.not-utf8": Text(
        "文件不是 UTF-8 编码。\n请另存为 UTF-8。",
        "The file is not UTF-8.\nSave it as UTF-8.",
    ),
    "mapping.unreadable": Text(
        "无法读取（{reason}）。\n请核对文件名和权限。",
        "It cannot be read ({reason}).\nCheck the name of the file and its permissions.",
    ),
    "mapping.other-form": Text(
        "本版本读取的格式为 {form}。", "The form that this version reads is {form}."
    ),
    "mapping.complete-reversed": Text(
        "until（{until}）早于 from（{start}）。",
        "until ({until}) comes before from ({start}).",
    ),
    "mapping.no-records": Text(
        "缺少 records：没有记录就没有可核查的内容。\n"
        "请在 tables 下写明 records 的来源。",
        "records is missing: without records nothing can be checked.\n"
        "Say under tables where they come from.",
    ),
    "mapping.column-missing": Text(
        "{table} 的必需列 {column} 没有来源。\n请写明表头、常量（constant）"
        "或由哪些列组成（made_of）。",
        "Nothing is said of {column}, which every row of {table} has.\n"
        "Name a head, a constant, or the columns that it is made_of.",
    ),
    "mapping.code-length": Text(
        "{column}：{text} 有 {count} 位，统一社会信用代码为 18 位。\n"
        "请核对；如果这是另一种编号，不必理会。",
        "{column}: {text} has {count} characters, a unified social credit code 18.\n"
        "Look at it again; if it is a number of another kind, pass over this.",
    ),
    "mapping.code-characters": Text(
        "{column}：{text} 中有统一社会信用代码不使用的字母（I、O、S、V、Z）。\n"
        "请核对；如果这是另一种编号，不必理会。",
        "{column}: {text} has a letter that no unified social credit code has (I, O, S, "
        "V, Z).\n"
        "Look at it again; if it is a number of another kind, pass over this.",
    ),
    "mapping.code-check": Text(
        "{column}：{text} 的校验码（第 18 位）与前 17 位不符，可能有一位写错。\n"
        "请核对；如果这是另一种编号，不必理会。",
        "{column}: the check character of {text}, its 18th, does not fit the others; one "
        "of them may be mistyped.\n"
        "Look at it again; if it is a number of another kind, pass over this.",
    ),
    "mapping.constant-empty": Text(
        "{column} 是必需列，不能为空。", "Every row has {column}: it cannot be empty."
    ),
    "mapping.not-everywhere": Text(
        "此处缺少 {column}，而同一张表的其他来源（或其他 when）有该列。\n"
        "空单元格有其含义（未报送、没有终止日）：请在此写明表头，或写 "
        '{{constant: ""}} 表示确实为空，或在各处都不写该列（表示不知道）。',
        "{column} is missing here, and another source (or case) of the table has it.\n"
        "An empty cell says something (not reported, no end): name a head here, write "
        '{{constant: ""}} where it really is empty, or leave the column out everywhere, '
        "so that it is unknown.",
    ),
    "mapping.header-rows": Text(
        "表头各行须相邻，自上而下。",
        "Rows of heads stand one below the other, from top to bottom.",
    ),
    "mapping.not-a-row-number": Text(
        "应为 {least} 至 1000 的整数。",
        "A whole number from {least} to 1000 is needed.",
    ),
    "mapping.not-a-delimiter": Text(
        '应为一个字符（不能是引号或换行），例如 ";"；制表符写作 "\\t"。',
        'One character is needed, no quotation mark or line end, such as ";"; a tab is '
        'written "\\t".',
    ),
    "mapping.key-not-beside": Text(
        "{key} 不能与 {kind} 同时使用。", "{key} says nothing beside {kind}."
    ),
    "mapping.key-without-values": Text(
        "{key} 须与 values 同时使用。",
        "{key} says what becomes of words that values does not list; give values.",
    ),
    "mapping.default-and-otherwise": Text(
        "default 与 otherwise 只能择一。",
        "Only one of default and otherwise may stand here.",
    ),
    "mapping.value-twice": Text(
        "词语 {value} 出现两次（首尾空白和全角、半角不作区分）。",
        "The word {value} stands there twice; blanks around it and the width of letters "
        "make no difference.",
    ),
    "mapping.not-written": Text(
        "{column} 不是日期列，也不是数字列，不能写 written。",
        "{column} holds neither days nor numbers: leave out written.",
    ),
    "mapping.no-unit": Text("{column} 没有单位。", "{column} has no unit."),
}
_SOURCE = {
    "mapping.part-absent": Text(
        "数据来源中没有 {wanted}。\n已有：{parts}",
        "The source has no {wanted}.\nIt has: {parts}",
    ),
    "mapping.head-absent": Text(
        "{part} 中没有表头“{head}”。\n已有表头：{heads}\n"
        "表头不在第一行时，请写明 header。",
        "{part} has no head {head}.\nIts heads: {heads}\n"
        "Where the heads are not in the first row, give header.",
    ),
    "mapping.head-absent-near": Text(
        "{part} 中没有表头“{head}”。是否指“{near}”？\n已有表头：{heads}",
        "{part} has no head {head}.  Did you mean {near}?\nIts heads: {heads}",
    ),
    "mapping.lost-head": Text(
        "{part} 没有 {column} 的表头，而同一张表的其他部分有。\n"
        "空单元格有其含义（未报送、没有终止日）：请补上该表头，或在各处都不写该列。",
        "{part} has no head for {column}, and other parts of the table have one.\n"
        "An empty cell says something (not reported, no end): add the head, or leave the "
        "column out everywhere.",
    ),
    "mapping.name-unlisted": Text(
        "values 中没有 {part} 的名称。\n请补充，或写明 default。",
        "values does not list the name of {part}.\nAdd it, or give a default.",
    ),
    "mapping.rows-lost": Text(
        "{part}：读取 {read:,} 行，只说明了 {told:,} 行的去向。",
        "{part}: {read:,} {read:row was|rows were} read, and only {told:,} are accounted for.",
    ),
    "mapping.too-many-rows": Text(
        "{table}：{rows:,} 行，超过一张工作表的 {limit:,} 行。\n请用 --format parquet 或 csv。",
        "{table}: {rows:,} {rows:row|rows}, more than the {limit:,} of a sheet.\n"
        "Use --format parquet or csv.",
    ),
    "mapping.nothing-mapped": Text(
        "{source}：没有一行成为记录。\n请核对 leave_out、when 和 header。",
        "{source}: no row became a record.\nCheck leave_out, when and header.",
    ),
}
_ROWS = {
    "mapping.reject.untranslated": Text(
        "映射的 values 没有列出这个词",
        "the values of the mapping do not list this word",
    ),
    "mapping.reject.not-a-number": Text(
        "不是所写明写法的数字", "no number in the writing that the mapping states"
    ),
    "mapping.reject.no-case": Text(
        "不符合映射中任何一个 when",
        "none of the mapping's cases (when) holds of this row",
    ),
}
_PARTS = {
    "mapping.nothing-there": Text(
        "{path}：这里什么也没有。请指定文件、文件夹或 zip 文件。",
        "{path}: there is nothing here.  Name a file, a folder or a zip.",
    ),
    "mapping.nothing-readable": Text(
        "{path}：其中没有可读取的表。已有：{found}。\n"
        "  可读取 .xlsx、.csv、.tsv、.txt、.jsonl、.json 和 .parquet，也可为其文件夹或 zip。",
        "{path}: it has no table that can be read, only: {found}.\n"
        "  Tables are .xlsx, .csv, .tsv, .txt, .jsonl, .json and .parquet files, or a "
        "folder or zip of them.",
    ),
    "mapping.no-file": Text("没有文件", "no file"),
    "mapping.not-readable": Text(
        "{file}：不是可读取的格式。\n  请另存为 .xlsx 或 .csv。",
        "{file}: no format that is read.\n  Save it as .xlsx or .csv.",
    ),
    "mapping.heads-beyond": Text(
        "{place}：表头应在第 {row} 行，但只有 {rows} 行。\n  请改正映射中的 header。",
        "{place}: the heads are said to stand in row {row}, and there are only {rows} "
        "rows.\n  Correct header in the mapping.",
    ),
    "mapping.no-heads": Text(
        "{place}：表头应在第 {row} 行，该行为空。\n  请改正映射中的 header。",
        "{place}: the heads are said to stand in row {row}, which is empty.\n"
        "  Correct header in the mapping.",
    ),
    "mapping.header-needless": Text(
        "{place}：{format} 文件没有表头行。\n  请删去映射中的 header 和 skip。",
        "{place}: a {format} file has no rows of heads.\n"
        "  Leave header and skip out of the mapping.",
    ),
    "mapping.no-object": Text(
        "{place}：没有一行是单层的 JSON 对象。\n"
        "  请写成每行一个对象，或由单层对象组成的一个数组。",
        "{place}: no line is a flat JSON object.\n"
        "  Write one object on each line, or one array of flat objects.",
    ),
    "mapping.array-broken": Text(
        "{place}：数组的第 {number:,} 个元素无法读取。\n"
        "  请写成由单层对象组成的一个数组，或每行一个对象。",
        "{place}: element {number:,} of the array cannot be read.\n"
        "  Write one array of flat objects, or one object on each line.",
    ),
    "mapping.quotes-astray": Text(
        "{place}：第 {row} 行的引号不配对，其后的行无从分辨。\n"
        "  请改正该行：单元格内的引号要写两次，整个单元格再用引号括起。",
        "{place}: the quotation marks in row {row} do not pair, so that the rows behind "
        "it cannot be told apart.\n"
        "  Correct the row: a mark inside a cell is written twice, and the cell in marks.",
    ),
    "mapping.top-long": Text(
        "{place}：前 {row} 行超过 {limit:,} 个字符。\n"
        "  请核对映射中的 header、skip，以及其中的引号是否成对。",
        "{place}: the first {row} rows have more than {limit:,} characters.\n"
        "  Check header and skip in the mapping, and whether the quotation marks pair.",
    ),
}
MESSAGES = {**_FILE, **_SOURCE, **_ROWS, **_PARTS}
