"""Messages of `custody`."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "custody.no-moves": Text(
        "用词表 {vocabulary} 没有写明哪些事件使电池流转，因此无从得知电池在谁手中。\n"
        "  请在 vocabulary/{vocabulary}.yaml 中加入 custody 键："
        "custody: {{receives: [EVENT, …], hands_on: [EVENT, …]}}。"
        "可写的内容见 rules/README.md。",
        "The vocabulary {vocabulary} does not say which events move a battery, so "
        "nobody can be said to have one.\n"
        "  Add the key custody to vocabulary/{vocabulary}.yaml: "
        "custody: {{receives: [EVENT, …], hands_on: [EVENT, …]}}. "
        "rules/README.md says what may stand there.",
    ),
    "custody.silence-in-working-days": Text(
        "无记录的时长 {silent_for}：只能以日、月或年计（days、months、years），"
        "例如 18 months。",
        "silent for {silent_for}: a silence is counted in days, months or years, "
        "such as 18 months.",
    ),
    "custody.out-is-dataset": Text(
        "{out}：这是数据集本身，其中的表与将要写出的表同名。请指定另一个文件夹。",
        "{out}: this is the dataset, whose tables have the names of those to be "
        "written. Name another folder.",
    ),
}
