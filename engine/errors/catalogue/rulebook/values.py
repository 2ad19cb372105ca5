"""Faults that any file of the rules can have: YAML, keys, values and words."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "rulebook.at-place": Text("{place}：{message}", "{place}: {message}"),
    # YAML
    "rulebook.yaml-unreadable": Text(
        "无法按 YAML 读取（{problem}）。\n请检查本行及上一行的缩进、冒号和引号。",
        "This cannot be read as YAML ({problem}).\n"
        "Check the indentation, the colons and the quotes of this line and the one "
        "before.",
    ),
    "rulebook.yaml-character": Text(
        "YAML 中不允许出现字符 U+{number:04X}。\n请将其删除。",
        "The character U+{number:04X} may not stand in YAML.\nRemove it.",
    ),
    "rulebook.file-empty": Text(
        "文件为空。请填写内容或删除该文件。",
        "The file is empty.  Fill it in or delete it.",
    ),
    "rulebook.second-document": Text(
        "此处开始了第二个 YAML 文档。一个文件只写一条规则。",
        "A second document begins here.  Write one rule in one file.",
    ),
    "rulebook.alias": Text(
        "*{name} 是 YAML 别名。请写出其内容：规则中不使用锚点和别名。",
        "*{name} is an alias.  Write the value out: rules are read without anchors and "
        "aliases.",
    ),
    "rulebook.anchor": Text(
        "&{name} 是 YAML 锚点。请将其删除：规则中不使用锚点和别名。",
        "&{name} is an anchor.  Remove it: rules are read without anchors and aliases.",
    ),
    "rulebook.tag": Text(
        "{tag} 是 YAML 标签。请将其删除：此处的值不需要标签。",
        "{tag} is a tag.  Remove it: values need no tag here.",
    ),
    "rulebook.too-deep": Text(
        "此处的嵌套超过 {limit} 层。请减少嵌套层数。",
        "More than {limit} levels stand nested here.  Nest fewer.",
    ),
    "rulebook.key-not-a-word": Text(
        "键必须是一个词，不能是列表或映射。请写成一个词。",
        "A key must be one word, not a list or mapping.  Write one word.",
    ),
    "rulebook.merge-key": Text(
        "<< 是 YAML 合并键。请逐一写出各键。",
        "<< is a merge key.  Write the keys out.",
    ),
    "rulebook.key-twice": Text(
        "{place}：该键已在第 {line} 行出现。请只保留一处。",
        "{place}: this key stands on line {line} already.  Keep one of the two.",
    ),
    # Keys and containers
    "rulebook.not-a-mapping": Text(
        "文件内容必须是“键: 值”的映射。请按此写法改写。",
        "The file must be a mapping of keys to values.",
    ),
    "rulebook.mapping-of": Text(
        "由 {keys} 组成的映射", "a mapping of {keys}"
    ),
    "rulebook.key-missing": Text(
        "缺少 {key}。应填：{meaning}", "{key} is missing.  {meaning}"
    ),
    "rulebook.one-key": Text(
        "{keys} 中必须且只能写一个。", "Exactly one is needed of {keys}."
    ),
    "rulebook.one-key-found-several": Text(
        "{keys} 中必须且只能写一个，现有：{found}。",
        "Exactly one is needed of {keys}, found {found}.",
    ),
    "rulebook.key-order": Text(
        "{found} 写在了 {due} 之前。各键的顺序是固定的：{keys}。",
        "{found} stands before {due}.  Keys have one order: {keys}.",
    ),
    "rulebook.list-empty": Text(
        "列表为空。请至少写一项。", "The list is empty.  Name at least one."
    ),
    "rulebook.word-twice": Text(
        "{word} 在此重复出现。请只保留一处。",
        "{word} stands here twice.  Keep it once.",
    ),
    # What stands where something else is needed
    "rulebook.needed": Text(
        "{found}，但应为{wanted}。", "{found}, but {wanted} is needed."
    ),
    "rulebook.list-needed": Text(
        "{found}，但应为列表：[ … ]。", "{found}, but a list is needed: [ … ]."
    ),
    "rulebook.found-mapping": Text("此处为映射", "A mapping stands here"),
    "rulebook.found-list": Text("此处为列表", "A list stands here"),
    "rulebook.found-nothing": Text("此处为空", "Nothing stands here"),
    "rulebook.found-value": Text("此处为 {written}", "{written} stands here"),
    # Values
    "rulebook.text-empty": Text(
        "文本为空。请填写内容。", "The text is empty.  Fill it in."
    ),
    "rulebook.text-misread": Text(
        "此处应为文本，而其他程序会把 {text} 读作{reading}。请加引号：\"{text}\"。",
        "A text is needed, and other programs read {text} as {reading}.  "
        'Quote it: "{text}".',
    ),
    "rulebook.no-such-day": Text(
        "没有 {text} 这一天。请更正日期。", "There is no day {text}.  Correct the date."
    ),
    "rulebook.not-a-date": Text(
        "{text} 不是日期。请写成 YYYY-MM-DD（年-月-日）。",
        "{text} is not a date.  Write it as YYYY-MM-DD.",
    ),
    "rulebook.not-a-flag": Text(
        "{written} 不是真假值。请写 true（是）或 false（否）。",
        "{written} is not a flag.  Write true or false.",
    ),
    "rulebook.not-a-number": Text(
        "{written} 不是数字。请直接写数字，例如 12 或 0.5。",
        "{written} is not a number.  Write plain digits, such as 12 or 0.5.",
    ),
    "rulebook.number-misread": Text(
        "{written} 不是数字。其他程序会把它读作{reading}。请直接写数字，例如 12 或 0.5。",
        "{written} is not a number.  Other programs read it as {reading}.  "
        "Write plain digits, such as 12 or 0.5.",
    ),
    "rulebook.number-quoted": Text(
        "{written} 不是数字。请去掉引号。",
        "{written} is not a number.  Remove the quotes.",
    ),
    # Words of which only some are allowed
    "rulebook.refusal": Text("{refused}\n{allowed}", "{refused}\n{allowed}"),
    "rulebook.refused": Text("{word} 不是{one}。", "{word} is not {one}."),
    "rulebook.refused-near": Text(
        "{word} 不是{one}。您是否要写 {nearest}？",
        "{word} is not {one}.  Did you mean {nearest}?",
    ),
    "rulebook.refused-near-named": Text(
        "{word} 不是{one}。您是否要写 {nearest}（{name}）？",
        "{word} is not {one}.  Did you mean {nearest} ({name})?",
    ),
    "rulebook.allowed": Text("可用的{all}：{words}", "{all}: {words}"),
    "rulebook.allowed-defined": Text(
        "可用的{all}：{words}\n这些词定义于 {file}。",
        "{all}: {words}\nThey are defined in {file}.",
    ),
}  # fmt: skip
