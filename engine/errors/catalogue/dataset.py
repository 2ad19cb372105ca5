"""Messages of `dataset`: why a dataset or one of its files cannot be read.

Why single rows are rejected, and warnings, are in `dataset_rows`.
"""

from __future__ import annotations

from engine.errors.catalogue import (
    dataset_files,
    dataset_manifest,
    dataset_origin,
    dataset_rows,
)
from engine.errors.text import Text

_SOURCE = {
    "dataset.nothing-there": Text(
        "{path}：这里什么也没有。请指定文件夹或 zip 文件。",
        "{path}: there is nothing here.  Name a folder or a zip.",
    ),
    "dataset.manifest-absent": Text(
        "{path}：其中没有 dataset.yaml。\n"
        "  数据集是一个文件夹（或其 zip 文件），含 dataset.yaml、records 表，"
        "以及已知的登记表。",
        "{path}: no dataset.yaml in it.\n"
        "  A dataset is a folder (or a zip of one) with dataset.yaml, a records "
        "table and, where known, registers.",
    ),
    "dataset.manifest-misnamed": Text(
        "{path}：其中没有 dataset.yaml，但有 {found}。\n  请把它改名为 dataset.yaml。",
        "{path}: no dataset.yaml in it, but {found}.\n  Rename this to dataset.yaml.",
    ),
    "dataset.manifest-below": Text(
        "{path}：其中没有 dataset.yaml，但子文件夹 {found} 中有。\n  请指定该子文件夹。",
        "{path}: no dataset.yaml in it, but in its folder {found}.\n"
        "  Name that folder.",
    ),
    "dataset.records-absent": Text(
        "{path}：其中没有记录表 records。\n"
        "  请放入 records.parquet、records.csv、records.jsonl 或 records.xlsx，"
        "或含有名为 records 的工作表的工作簿。",
        "{path}: no records in it.\n"
        "  Put records.parquet, records.csv, records.jsonl or records.xlsx there, "
        "or a workbook with a sheet named records.",
    ),
    "dataset.records-misnamed": Text(
        "{path}：其中没有记录表 records。\n  {found}",
        "{path}: no records in it.\n  {found}",
    ),
    "dataset.not-permitted": Text(
        "{path}：无法读取（{reason}）。\n"
        "  请允许运行本程序的用户读取该数据集，或把它复制到别处。",
        "{path}: cannot be read ({reason}).\n"
        "  Let the user who runs this read the dataset, or copy it elsewhere.",
    ),
    "dataset.table-is-folder": Text(
        "{file} 是文件夹，不是文件。\n  请把表放在这里，或移走同名的文件夹。",
        "{file} is a folder, not a file.\n"
        "  Put the table there, or remove what has its name.",
    ),
    "dataset.table-is-device": Text(
        "{file} 是设备或管道，不是文件。\n  请把表放在这里，或移走同名的设备或管道。",
        "{file} is a device or pipe, not a file.\n"
        "  Put the table there, or remove what has its name.",
    ),
    "dataset.table-is-broken-link": Text(
        "{file} 是无处可去的链接，不是文件。\n  请把表放在这里，或删除该链接。",
        "{file} is a link that leads nowhere, not a file.\n"
        "  Put the table there, or remove what has its name.",
    ),
    "dataset.name-twice": Text(
        "{name}：有两处用了这个名称；请只保留一处。\n  {first}\n  {second}",
        "{name}: two go by this name; keep one of them.\n  {first}\n  {second}",
    ),
    "dataset.vocabulary-unknown": Text(
        "dataset.yaml：{name} 不是这些规则的词表。\n  已有词表：{known}。",
        "dataset.yaml: {name} is not a vocabulary of these rules.\n  Known: {known}.",
    ),
    "dataset.no-vocabulary": Text("无", "none"),
    "dataset.file-unreadable": Text(
        "{file}：无法读取（{reason}）。\n  请重新写出该文件，或改用其他格式。",
        "{file}: cannot be read ({reason}).\n"
        "  Write the file again, or send the table in another format.",
    ),
    "dataset.columns-too-many": Text(
        "{file}：有 {count:,} 列；最多读取 {limit:,} 列。",
        "{file}: {count:,} {count:column|columns}; at most {limit:,} are read.",
    ),
    "dataset.rows-too-many": Text(
        "{file}：有 {rows:,} 行；一个表最多读取 {limit:,} 行。\n"
        "  请把数据集分成几份（例如按年或按企业），或用 --max-rows（门户：PACKLAW_MAX_ROWS）"
        "放宽行数上限。",
        "{file}: {rows:,} {rows:row|rows}; at most {limit:,} of a table are read.\n"
        "  Divide the dataset, by year or by enterprise for example, or raise the limit "
        "with --max-rows (in the portal: PACKLAW_MAX_ROWS).",
    ),
    "dataset.column-name-unseen": Text(
        "{file}：第 {number} 列的列名含有看不见的字符 U+{character}。\n"
        "  请去掉该字符后重写列名。",
        "{file}: the name of column {number} holds the unseen character "
        "U+{character}.\n  Write the name again without it.",
    ),
    "dataset.column-twice": Text(
        "{file}：表头中有列名出现两次：{names}。\n"
        "  每个列名只能出现一次；请改名或删去多余的列。",
        "{file}: a column name stands twice in the header: {names}.\n"
        "  Each name may stand once; rename or remove the others.",
    ),
    "dataset.column-by-two-names": Text(
        "{file}：列 {column} 以两个名称出现：{headings}。\n"
        "  请只保留其中一列，并核对两列的内容。",
        "{file}: column {column} is there by two names: {headings}.\n"
        "  Keep one of them, and compare what they hold.",
    ),
    "dataset.column-missing": Text(
        "{file}：缺少必需的列：{missing}。\n  现有列：{found}。\n"
        "  {table} 必需的列：{required}；列名须为这些名称，或其中文名称：{chinese}。",
        "{file}: required column missing: {missing}.\n  Found: {found}.\n"
        "  Required in {table}: {required}; they go by these names or their Chinese ones: "
        "{chinese}.",
    ),
    "dataset.no-column": Text("一列也没有", "no column at all"),
}
_SPARK = {
    "dataset.spark-records-format": Text(
        "{file}：使用 --on 时，记录须为 Parquet，"
        "且没有名为 file_index 或 file_row_number 的列。\n"
        "  请这样写出记录，或去掉 --on。",
        "{file}: with --on, records are Parquet, without columns named file_index or "
        "file_row_number.\n  Write them so, or leave out --on.",
    ),
    "dataset.spark-mapping-rejects": Text(
        "{file}：其中有映射拒收的行（origin/rejected.parquet），使用 --on 时不能处理。\n"
        "  请去掉 --on；或补全映射后重新生成数据集。",
        "{file}: rows of it are rejected by the mapping (origin/rejected.parquet), which "
        "--on cannot take into account.\n"
        "  Leave out --on, or mend the mapping and make the dataset again.",
    ),
    "dataset.spark-scratch-pattern": Text(
        "--scratch {folder}：使用 --on 时，其路径不能含有 * ? [ {{ \\ 中的任何字符。"
        "请另指定文件夹。",
        "--scratch {folder}: with --on, its path may not hold any of * ? [ {{ \\.  "
        "Name another folder.",
    ),
    "dataset.spark-executors-fail": Text(
        "--on {on}：其执行器无法运行发给它们的程序（{reason}）。\n"
        "  执行器需要与本机相同的 Python，以及 duckdb 和 pyarrow；"
        "PYSPARK_PYTHON 指定其 Python。",
        "--on {on}: its executors cannot run what is sent to them ({reason}).\n"
        "  They need Python as here, duckdb and pyarrow; PYSPARK_PYTHON names their "
        "Python.",
    ),
    "dataset.spark-duckdb-differs": Text(
        "--on {on}：其执行器的 DuckDB 为 {there}，本机为 {here}。请在执行器上安装相同版本。",
        "--on {on}: its executors have DuckDB {there}, here is {here}.  "
        "Install the same there.",
    ),
    "dataset.spark-scratch-not-shared": Text(
        "--on {on}：其执行器无法写入 {folder}。"
        "请用 --scratch 指定执行器与本机共用的文件夹。",
        "--on {on}: its executors cannot write to {folder}.  Name a folder with "
        "--scratch that they and this machine share.",
    ),
}
MESSAGES: dict[str, Text] = {
    **_SOURCE,
    **_SPARK,
    **dataset_files.MESSAGES,
    **dataset_manifest.MESSAGES,
    **dataset_origin.MESSAGES,
    **dataset_rows.MESSAGES,
}
