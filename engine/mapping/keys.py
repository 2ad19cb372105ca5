"""The keys of a mapping file, from which its reader and its JSON Schema are made."""

from __future__ import annotations

from engine.rulebook.keys import COMPLETE, Key, Shape, optional

# The words that some places of a mapping allow, each with what it means.
CHOICES: dict[str, dict[str, str]] = {
    "otherwise": {
        "reject": "The row is rejected and listed.",
        "empty": "The cell is left empty.",
        "keep": "The value stays as it stands.",
    },
    "writing of days": {
        "day-month-year": "1/5/2026 is the first of May.",
        "month-day-year": "5/1/2026 is the first of May.",
        "digits": "20260501093000, a day with its time in fourteen digits.",
        "serial": "46143, the number of a day in a spreadsheet.",
    },
    "writing of numbers": {
        "1,234.5": "A comma between thousands, a point before the fraction.",
        "1.234,5": "A point between thousands, a comma before the fraction.",
    },
    "name of": {
        "sheet": "The sheet in which the row stands.",
        "file": "The file in which the row stands, without its ending.",
    },
}
HEAD = Shape(
    "the dataset",
    "What dataset.yaml says of the dataset that is made.",
    (
        Key("title", "text", "What the dataset is.", chinese="数据集的标题。"),
        optional("source", "text", "Where it comes from; else the source's name."),
        optional("complete", COMPLETE.name, COMPLETE.meaning),
    ),
    chinese="数据集说明",
)
TEST = Shape(
    "a test",
    "A cell of the row: one of these values, or filled or not.",
    (
        Key("column", "head", "The head of the column.", chinese="列的表头。"),
        optional("values", "texts", "One of these values."),
        optional("filled", "flag", "Whether any value stands there."),
    ),
    exclusive=("values", "filled"),
    chinese="条件",
)
LEAVE_OUT = Shape(
    "rows to leave out",
    "Rows that are no rows of the table, such as totals.",
    (
        *TEST.keys,
        Key("reason", "wording", "Why they are none.", chinese="不计入的理由。"),
    ),
    exclusive=TEST.exclusive,
    chinese="不计入的行",
)
CELL = Shape(
    "a cell",
    "What stands in a column of ours.",
    (
        optional("column", "head", "The cell under this head."),
        optional("constant", "text or empty", "The same text in every row."),
        optional("made_of", "heads", "The cells under these heads, joined by hyphens."),
        optional("name_of", "name of", "The name of the sheet or of the file."),
        optional("values", "translation", "What the words there stand for."),
        optional("otherwise", "otherwise", "What becomes of a word not listed."),
        optional("default", "text", "What a word not listed stands for."),
        optional("unit", "text", "The unit of the numbers there, if not ours."),
        optional("written", "writing", "How days or numbers are written there."),
        optional("prefix", "text", "What stands before an id that is made."),
    ),
    exclusive=("column", "constant", "made_of", "name_of"),
    chinese="单元格",
)
# What may stand beside each way to fill a cell.
BESIDE = {
    "column": ("values", "otherwise", "default", "unit", "written"),
    "made_of": ("prefix",),
    "name_of": ("values", "otherwise", "default"),
}
ROW = Shape(
    "a row",
    "One row that a row of the source becomes.",
    (
        optional("when", TEST.name, "Only where this holds."),
        Key("columns", "cells", "What stands in each column.", chinese="各列的内容。"),
    ),
    chinese="行",
)
TABLE = Shape(
    "a source of a table",
    "Rows of the source, and what each becomes.",
    (
        optional("file", "text", "A name or pattern, such as 台账*.xlsx; else any."),
        optional("sheet", "text or texts", "A name or pattern, or several; else any."),
        optional(
            "header", "number or numbers", "The row of the heads, or two of them."
        ),
        optional("skip", "number", "How many rows below the heads are no data."),
        optional("encoding", "text", "utf-8 or gb18030; else it is detected."),
        optional(
            "delimiter", "text", "What parts the cells of a CSV file; else found."
        ),
        optional("part", "text", "In an event log, whose objects have a row each."),
        optional("leave_out", "rows to leave out, each", "Rows that are no rows."),
        optional("columns", "cells", "What stands in the columns of every row."),
        optional("rows", "rows of a source", "The rows that each row becomes."),
        optional("distinct", "flag", "Equal rows become one, as in a register."),
        optional("optional", "flag", "What the source lacks of it is left out."),
    ),
    chinese="表的来源",
)
MAPPING = Shape(
    "a mapping",
    "How a company's own tables become a dataset.",
    (
        Key(
            "mapping",
            "number",
            "The form of this file: 1.",
            chinese="本文件的格式：1。",
        ),
        Key("vocabulary", "text", "The vocabulary of the dataset.", chinese="用词表。"),
        Key("dataset", HEAD.name, HEAD.meaning, chinese="所生成数据集的说明。"),
        Key("tables", "tables", "The sources of each table.", chinese="各表的来源。"),
    ),
    chinese="映射",
)
SHAPES = (HEAD, TEST, LEAVE_OUT, CELL, ROW, TABLE, MAPPING, COMPLETE)
