"""Messages of `explanation`."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "explanation.one-subject": Text(
        "请指定且只指定一项：--battery 电池编码，或 --finding 发现编号。",
        "Ask for one thing: --battery CODE, or --finding ID.",
    ),
    "explanation.unknown-finding": Text(
        "截至评估日 {as_of}，没有编号为 {finding} 的义务。"
        "`packlaw check` 在 --out 文件夹中写出的 findings.csv，其 finding_id 列载有各编号。",
        "No duty has the id {finding} as of {as_of}. The column finding_id of "
        "findings.csv, which `packlaw check` leaves in its --out folder, has the ids.",
    ),
    "explanation.other-ids": Text(
        "{folder}：该次运行的发现编号是旧式的，本版本无法据以查找。"
        "请用本版本重新核查其数据集（{dataset}），再取新的编号。",
        "{folder}: the findings of this run have ids of the old kind, by which this "
        "version cannot find them. Check its dataset ({dataset}) again with this version, "
        "and take the id from there.",
    ),
    "explanation.unknown-battery": Text(
        "{dataset} 中没有电池 {battery}。{nearest}\n"
        "  请按 battery_code 列的写法填写编码；被拒收的行不计在内"
        "（`packlaw dataset validate` 可列出）。",
        "No battery {battery} in {dataset}.{nearest}\n"
        "  Give the code as the column battery_code has it; a rejected row does not "
        "count (`packlaw dataset validate` lists those).",
    ),
    "explanation.nearest-batteries": Text(
        "\n  相近的编码：{codes}。", "\n  Nearest: {codes}."
    ),
    "explanation.not-judged": Text(
        "引擎无法判定该项：{reason}。", "The engine could not judge this: {reason}."
    ),
    "explanation.run-incomplete": Text(
        "{folder}：该运行文件夹不完整：{reason}。请用 `packlaw check` 重新核查该数据集。",
        "{folder}: this run is not whole: {reason}. "
        "Check the dataset again with `packlaw check`.",
    ),
    "explanation.not-a-run": Text(
        "{file}：不是一次运行的记录（{reason}）。请用 `packlaw check` 重新核查该数据集。",
        "{file}: this is not the record of a run ({reason}). "
        "Check the dataset again with `packlaw check`.",
    ),
    "explanation.of-source": Text(
        "该次运行用 --mapping 核查 {source}，没有留下数据集。\n"
        "请先写出数据集，再核查和解释：\n"
        "  packlaw dataset map {source} DATASET --mapping FILE\n"
        "  packlaw check DATASET --out RUN",
        "The run checked {source} with --mapping and left no dataset.\n"
        "Write the dataset first, check that, and explain it:\n"
        "  packlaw dataset map {source} DATASET --mapping FILE\n"
        "  packlaw check DATASET --out RUN",
    ),
    "explanation.dataset-gone": Text(
        "{file}：该次运行核查的是 {dataset}，而它已不在原处。"
        "请放回该数据集，或直接解释现在所在位置的数据集：`packlaw explain DATASET …`。",
        "{file}: the run judged {dataset}, which is no longer there. "
        "Put the dataset back, or explain it from where it is now: "
        "`packlaw explain DATASET …`.",
    ),
    "explanation.dataset-changed": Text(
        "{file}：{dataset} 处的数据集在该次运行之后已有变化"
        "（现在的 SHA-256 为 {found}…，运行时为 {judged}…）。"
        "请重新核查，或按现状解释：`packlaw explain DATASET …`。",
        "{file}: the dataset at {dataset} has changed since this run (SHA-256 {found}…, "
        "the run had {judged}…). Check it again, or explain it as it is now: "
        "`packlaw explain DATASET …`.",
    ),
}
