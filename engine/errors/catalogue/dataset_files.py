"""Messages on the files of a dataset, by their format."""

from __future__ import annotations

from engine.errors.text import Text

_ZIP = {
    "dataset.zip-unreadable": Text(
        "{file}：不是可读的 zip 文件（{reason}）。\n"
        "  请发送含有 dataset.yaml 和记录的文件夹，或其 zip 文件。",
        "{file}: not a readable zip ({reason}).\n"
        "  Send a folder, or a zip of one, that holds dataset.yaml and records.",
    ),
    "dataset.zip-long-directory": Text(
        "{file}：目录超过 {limit:,} 字节；最多解压 {entries:,} 个条目。",
        "{file}: a list of contents of more than {limit:,} bytes; "
        "at most {entries:,} entries are unpacked.",
    ),
    "dataset.zip-many-entries": Text(
        "{file}：有 {count:,} 个条目；最多解压 {limit:,} 个。",
        "{file}: {count:,} {count:entry|entries}; at most {limit:,} are unpacked.",
    ),
    "dataset.zip-large": Text(
        "{file}：解压后有 {size:,} 字节；最多读取 {limit:,} 字节。\n"
        "  请直接发送文件夹，或改用 Parquet 文件。",
        "{file}: unpacks to {size:,} {size:byte|bytes}; at most {limit:,} are read.\n"
        "  Send the folder itself, or Parquet files.",
    ),
    "dataset.zip-ratio": Text(
        "{file}：解压后超过自身大小的 {ratio} 倍，任何表都不会如此。\n"
        "  请直接发送文件夹。",
        "{file}: unpacks to more than {ratio} times its size, which no table does.\n"
        "  Send the folder itself.",
    ),
    "dataset.zip-method": Text(
        "{file}：{member} 的压缩方法不是 zip 常用的方法。\n"
        "  请用常用方法（deflate）重新压缩。",
        "{file}: {member} is packed in another way than zips commonly are.\n"
        "  Make the zip with the usual method (deflate).",
    ),
    "dataset.zip-several": Text(
        "{file}：其中有多个数据集：{folders}。\n  请为每个数据集各做一个 zip。",
        "{file}: it holds several datasets: {folders}.\n  Make a zip of each.",
    ),
    "dataset.zip-twice": Text(
        "{name} 在 zip 中出现两次；请只保留一个。",
        "{name} stands twice in the zip; keep one of them.",
    ),
    "dataset.zip-file-and-folder": Text(
        "zip 中 {name} 既是文件又是文件夹；请只保留一个。",
        "{name} is both a file and a folder in the zip; keep one of them.",
    ),
    "dataset.zip-link": Text(
        "{name} 是 zip 内的链接；请放入文件本身。",
        "{name} is a link inside the zip; put the file there.",
    ),
    "dataset.zip-device": Text(
        "{name} 是 zip 内的设备；请放入文件。",
        "{name} is a device inside the zip; put a file there.",
    ),
    "dataset.zip-encrypted": Text(
        "{name} 已加密。请制作不带密码的 zip。",
        "{name} is encrypted.  Make the zip without a password.",
    ),
    "dataset.zip-long-name": Text(
        "{name}… 这个名称超过 {limit} 字节；请缩短。",
        "{name}… is a name of more than {limit} bytes; shorten it.",
    ),
    "dataset.zip-outside": Text(
        "{name} 指向 zip 之外；请从文件夹制作 zip。",
        "{name} points outside the zip; make the zip from a folder.",
    ),
    "dataset.zip-larger-than-said": Text(
        "{file}：{member} 比 zip 中声明的大。",
        "{file}: {member} is larger than it says.",
    ),
}
_TEXT = {
    "dataset.encoding-other": Text(
        "{file}：文件编码为 {encoding}，不予读取。\n"
        "  请另存为 CSV UTF-8（或 GB18030）后重新发送。",
        "{file}: the file is {encoding}, which is not read.\n"
        "  Save it as CSV UTF-8 (or GB18030) and send it again.",
    ),
    "dataset.encoding-unclear": Text(
        "{file}：无法确定编码；既不是 UTF-8，也不是 GB18030。\n  {utf8}\n  {gb18030}\n"
        "  请另存为 CSV UTF-8，或在打开时指定其编码。",
        "{file}: the encoding cannot be determined; it is neither UTF-8 nor GB18030.\n"
        "  {utf8}\n  {gb18030}\n"
        "  Save the file as CSV UTF-8, or name its encoding when you open it.",
    ),
    "dataset.encoding-place": Text(
        "第 {line:,} 行，第 {byte:,} 个字节不是 {codec}。",
        "line {line:,}, byte {byte:,} is not {codec}.",
    ),
    "dataset.encoding-wrong": Text(
        "{file}：{place}\n  请另存为 CSV UTF-8，或在打开时指定其编码。",
        "{file}: {place}\n"
        "  Save the file as CSV UTF-8, or name its encoding when you open it.",
    ),
    "dataset.encoding-unknown": Text(
        "编码 {name}：未知。可用：{accepted}。",
        "encoding {name}: not known here.  Allowed: {accepted}.",
    ),
    "dataset.csv-quote-open": Text(
        "{file}：第 {line:,} 行之前开始的引号没有在附近结束。\n"
        "  请补上结束的引号；单元格内的引号要写两次。",
        "{file}: a quotation mark that opens before line {line:,} closes nowhere near."
        "\n  Close it; a mark inside a cell is written twice.",
    ),
    "dataset.csv-header-unreadable": Text(
        "{file}：无法读取表头（{reason}）。\n  第一行为列名，以逗号分隔。",
        "{file}: the header cannot be read ({reason}).\n"
        "  The first line holds the column names, separated by commas.",
    ),
    "dataset.csv-header-empty": Text(
        "{file}：第一行为空。\n  第一行为列名，以逗号分隔。",
        "{file}: the first line is empty.\n"
        "  The first line holds the column names, separated by commas.",
    ),
    "dataset.csv-header-long": Text(
        "{file}：表头超过 {limit:,} 个字符。\n  第一行为列名，以逗号分隔。",
        "{file}: the header is longer than {limit:,} characters.\n"
        "  The first line holds the column names, separated by commas.",
    ),
    "dataset.csv-separator": Text(
        "{file}：各列以{separator}分隔。\n  请另存为以逗号分隔各列的文件。",
        "{file}: the columns are separated by {separator}.\n"
        "  Save the file with commas between the columns.",
    ),
    "dataset.csv-semicolons": Text("分号", "semicolons"),
    "dataset.csv-tabs": Text("制表符", "tabs"),
    "dataset.csv-bars": Text("竖线", "bars"),
    "dataset.csv-full-width-commas": Text("全角逗号", "full-width commas"),
    "dataset.jsonl-array": Text(
        "{file}：整个文件是一个 JSON 数组。\n"
        "  JSON Lines 每行一个对象，对象之间没有逗号。",
        "{file}: the file is one JSON array.\n"
        "  JSON Lines has one object on each line, without commas between them.",
    ),
    "dataset.jsonl-key-nul": Text(
        "{file}：有键名含有空字符（NUL）。请删去。",
        "{file}: a key contains a NUL character.  Remove it.",
    ),
}
_PARQUET = {
    "dataset.parquet-unreadable": Text(
        "{file}：无法作为 Parquet 读取（{reason}）。\n"
        "  请重新写出未加密的文件，或改用 CSV。",
        "{file}: not readable as Parquet ({reason}).\n"
        "  Write the file again, unencrypted, or send the table as CSV.",
    ),
    "dataset.parquet-expands": Text(
        "{file}：文件为 {size:,} 字节，其中的文本（列 {columns}）展开后却有 {length:,} 字节，"
        "超过文件大小的 {ratio} 倍，任何表都不会如此。\n"
        "  请查明这些列为何反复存有很长的文本，改正后重新写出文件。",
        "{file}: a file of {size:,} {size:byte|bytes} whose texts (columns: {columns}) "
        "unpack to {length:,} {length:byte|bytes}, more than {ratio} times its size, which "
        "no table does.\n  Find out why these columns repeat long texts, and write the file again.",
    ),
    "dataset.parquet-folder-empty": Text(
        "{file}：该文件夹中没有 .parquet 文件。",
        "{file}: the directory holds no .parquet file.",
    ),
    "dataset.parquet-nested": Text(
        "{file}：列 {column} 的类型为 {type}；一个单元格只能有一个值。\n"
        "  请写成文字、数字、日期或是否值。",
        "{file}: column {column} is {type}; a cell holds one value.\n"
        "  Write it as text, number, date or flag.",
    ),
    "dataset.parquet-row-counts": Text(
        "{file}：文件自身记载的行数有误。\n"
        "  文件称共 {total:,} 行；各行组称有 {sizes} 行。\n"
        "  请用其他程序重新写出文件，或改用 CSV。",
        "{file}: the file's own counts of rows are false.\n"
        "  It says {total:,} {total:row|rows} in all; its row groups say {sizes}.\n"
        "  Write the file again, with another program, or send the table as CSV.",
    ),
    "dataset.parquet-statistics": Text(
        "{file}：列 {column}：文件自身的统计信息有误。\n"
        "  第 {group} 个行组的统计为：{said}。实际的值与此不符。\n"
        "  请用其他程序重新写出文件，或改用 CSV。",
        "{file}: column {column}: the file's own statistics are false.\n"
        "  They say of row group {group}: {said}.  The values differ.\n"
        "  Write the file again, with another program, or send the table as CSV.",
    ),
    "dataset.parquet-statistics-part": Text(
        "{file}：列 {column}：文件自身的统计信息有误。\n"
        "  {part} 第 {group} 个行组的统计为：{said}。实际的值与此不符。\n"
        "  请用其他程序重新写出文件，或改用 CSV。",
        "{file}: column {column}: the file's own statistics are false.\n"
        "  They say of row group {group} of {part}: {said}.  The values differ.\n"
        "  Write the file again, with another program, or send the table as CSV.",
    ),
    "dataset.parquet-range": Text("{low} 至 {high}", "{low} to {high}"),
    "dataset.parquet-empty-cells": Text("空值 {count} 个", "{count} empty"),
}
_WORKBOOK = {
    "dataset.workbook-encrypted": Text(
        "{file}：该工作簿设有打开密码（已加密）。\n"
        "  请在电子表格程序中取消密码，再另存为 .xlsx。",
        "{file}: the workbook is encrypted with a password.\n"
        "  Remove the password in a spreadsheet program and save it as .xlsx.",
    ),
    "dataset.workbook-old": Text(
        "{file}：这是旧格式（.xls）的工作簿，不予读取。\n"
        "  请在电子表格程序中打开，另存为 .xlsx；只改文件名没有用。",
        "{file}: a workbook of the old format (.xls), which is not read.\n"
        "  Open it in a spreadsheet program and save it as .xlsx; another name "
        "alone does not help.",
    ),
    "dataset.workbook-empty": Text(
        "{file}：文件为空（0 字节），可能没有保存或下载完整。\n"
        "  请重新导出，或在电子表格程序中另存为 .xlsx。",
        "{file}: the file is empty (0 bytes); it was perhaps not saved or downloaded "
        "whole.\n  Export it again, or save it as .xlsx in a spreadsheet program.",
    ),
    "dataset.workbook-is-page": Text(
        "{file}：这不是工作簿，而是用了工作簿文件名的网页或 XML 文件，有的系统这样导出。\n"
        "  请在电子表格程序中打开，另存为 .xlsx；只改文件名没有用。",
        "{file}: no workbook but a web page or XML with the name of one, as some systems "
        "export it.\n  Open it in a spreadsheet program and save it as .xlsx; another "
        "name alone does not help.",
    ),
    "dataset.workbook-is-text": Text(
        "{file}：这不是工作簿，而是用了工作簿文件名的文本（CSV 或类似格式）。\n"
        "  请把文件名的结尾改为 .csv，或在电子表格程序中另存为 .xlsx。",
        "{file}: no workbook but text (CSV or the like) with the name of one.\n"
        "  Give the name the ending .csv, or save it as .xlsx in a spreadsheet program.",
    ),
    "dataset.workbook-is-pdf": Text(
        "{file}：这不是工作簿，而是用了工作簿文件名的 PDF。\n"
        "  请从原系统把该表导出为 .xlsx 或 CSV。",
        "{file}: no workbook but a PDF with the name of one.\n"
        "  Export the table as .xlsx or CSV from the system that it comes from.",
    ),
    "dataset.workbook-is-zip": Text(
        "{file}：这是用了工作簿文件名的压缩包，其中没有工作簿，而有：{files}。\n"
        "  压缩包请以 .zip 命名；其他程序的表格请另存为 .xlsx。",
        "{file}: a zip with the name of a workbook and no workbook in it, but {files}.\n"
        "  Name a zip .zip; save the sheets of another program as .xlsx.",
    ),
    "dataset.workbook-is-other": Text(
        "{file}：文件名是工作簿的，内容却不是。\n"
        "  请从原系统重新导出，或在电子表格程序中另存为 .xlsx。",
        "{file}: it has the name of a workbook, but its content is none.\n"
        "  Export it again, or save it as .xlsx in a spreadsheet program.",
    ),
    "dataset.workbook-cut-off": Text(
        "{file}：工作簿不完整，结尾缺失，可能没有下载或复制完整。\n"
        "  请重新下载、复制或导出。",
        "{file}: the workbook has no end; it was perhaps not downloaded or copied whole.\n"
        "  Download, copy or export it again.",
    ),
    "dataset.workbook-unreadable": Text(
        "{file}：不是可读的工作簿（{reason}）。\n  请重新另存为 .xlsx，或改用 CSV。",
        "{file}: not a readable workbook ({reason}).\n"
        "  Save it again as .xlsx, or send the table as CSV.",
    ),
    "dataset.workbook-time": Text(
        "{seconds} 秒后仍未读完", "not done after {seconds} seconds"
    ),
    "dataset.workbook-memory": Text(
        "需要超过 2 GiB 的内存", "it takes more than 2 GiB of memory"
    ),
    "dataset.workbook-stopped": Text("读取进程被终止", "the reader was stopped"),
    "dataset.workbook-which-sheet": Text(
        "{file}：哪个工作表是 {table}？其中有：{sheets}。\n"
        "  请把工作表命名为 {table}，或只保留一个有内容的工作表。",
        "{file}: which sheet is {table}?  It has {sheets}.\n"
        "  Name the sheet {table}, or keep one filled sheet.",
    ),
    "dataset.workbook-sheet": Text("{file}，工作表 {sheet}", "{file}, sheet {sheet}"),
    "dataset.workbook-header-empty": Text(
        "{place}：第一行为空。\n  第一行为列名。",
        "{place}: the first row is empty.\n  It holds the column names.",
    ),
    "dataset.workbook-rows-lost": Text(
        "{place}：工作表中有 {written:,} 行，只读到 {read:,} 行。\n"
        "  这是引擎的错误；请改用 CSV 发送该表。",
        "{place}: {written:,} {written:row stands|rows stand} in the sheet, "
        "{read:,} {read:was|were} read.\n"
        "  This is a fault of the engine; send the table as CSV.",
    ),
}
MESSAGES: dict[str, Text] = {**_ZIP, **_TEXT, **_PARQUET, **_WORKBOOK}
