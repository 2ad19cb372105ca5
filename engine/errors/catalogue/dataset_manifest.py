"""Messages on `dataset.yaml`, the file in which a dataset describes itself."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "dataset.manifest-alias": Text(
        "dataset.yaml：不读取别名（*name）；请写出值本身。",
        "dataset.yaml: aliases (*name) are not read; write the value out.",
    ),
    "dataset.manifest-tag": Text(
        "dataset.yaml：第 {line} 行：不读取标签 {tag}；请只写值。",
        "dataset.yaml: line {line}: the tag {tag} is not read; write the value alone.",
    ),
    "dataset.manifest-nesting": Text(
        "dataset.yaml：第 {line} 行：嵌套超过 {levels} 层。",
        "dataset.yaml: line {line}: more than {levels} levels stand nested here.",
    ),
    "dataset.manifest-merge-key": Text(
        "dataset.yaml：不读取合并键 <<；请写出各个键。",
        "dataset.yaml: << is a merge key, which is not read; write the keys out.",
    ),
    "dataset.manifest-key-twice": Text(
        "dataset.yaml：键 {key} 出现两次；请只保留一个。",
        "dataset.yaml: the key {key} stands twice; keep one of them.",
    ),
    "dataset.manifest-too-large": Text(
        "dataset.yaml：超过 {limit:,} 字节；其中只有四个简短的键。",
        "dataset.yaml: larger than {limit:,} bytes; it holds four short keys.",
    ),
    "dataset.manifest-not-utf8": Text(
        "dataset.yaml：不是 UTF-8。请另存为 UTF-8。",
        "dataset.yaml: not UTF-8.  Save it as UTF-8.",
    ),
    "dataset.manifest-not-yaml": Text(
        "dataset.yaml：不是 YAML（{reason}）。",
        "dataset.yaml: not YAML ({reason}).",
    ),
    "dataset.manifest-not-yaml-line": Text(
        "dataset.yaml：第 {line} 行：不是 YAML（{reason}）。",
        "dataset.yaml: line {line}: not YAML ({reason}).",
    ),
    "dataset.manifest-not-keys": Text(
        "dataset.yaml：须由这些键组成：{keys}。",
        "dataset.yaml: must hold the keys {keys}.",
    ),
    "dataset.manifest-unknown-key": Text(
        "dataset.yaml：未知的键 {key}。\n  可用：{allowed}。",
        "dataset.yaml: unknown key {key}.\n  Allowed: {allowed}.",
    ),
    "dataset.manifest-unknown-key-near": Text(
        "dataset.yaml：未知的键 {key}。是否指 {near}？\n  可用：{allowed}。",
        "dataset.yaml: unknown key {key}.  Did you mean {near}?\n  Allowed: {allowed}.",
    ),
    "dataset.manifest-key-missing": Text(
        "dataset.yaml：缺少 {key}。必需：title、vocabulary。",
        "dataset.yaml: {key} is missing.  Required: title, vocabulary.",
    ),
    "dataset.manifest-not-text": Text(
        "dataset.yaml：{key}：实为 {found}；请写成带引号的文字。",
        "dataset.yaml: {key}: found {found}; write it as text, in quotes.",
    ),
    "dataset.manifest-character": Text(
        "dataset.yaml：{key} 含有字符 U+{character}；请删去。",
        "dataset.yaml: {key} holds the character U+{character}; remove it.",
    ),
    "dataset.manifest-complete-form": Text(
        "dataset.yaml：complete：请写成 {{from: YYYY-MM-DD, until: YYYY-MM-DD}}。",
        "dataset.yaml: complete: write it as {{from: YYYY-MM-DD, until: YYYY-MM-DD}}.",
    ),
    "dataset.manifest-complete-reversed": Text(
        "dataset.yaml：complete：until {until} 早于 from {start}。",
        "dataset.yaml: complete: until {until} lies before from {start}.",
    ),
    "dataset.manifest-day": Text(
        "dataset.yaml：complete.{key}：实为 {found}；"
        "日期写成 YYYY-MM-DD，年份在 1900 至 2999 之间。",
        "dataset.yaml: complete.{key}: found {found}; "
        "write a day as YYYY-MM-DD, 1900 to 2999.",
    ),
}
