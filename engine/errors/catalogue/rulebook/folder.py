"""Faults of a folder of rules and its files, and of the id of a new rule."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "rulebook.faults": Text(
        "规则文件中有错误：{count} 处", "faults in rule files: {count}"
    ),
    "rulebook.no-folder": Text(
        "没有该文件夹。请指明存放规则的文件夹。",
        "There is no such folder.  Name the folder that holds the rules.",
    ),
    "rulebook.no-files": Text(
        "此处没有规则文件。请指明存放规则的文件夹。",
        "No rule files stand here.  Name the folder that holds the rules.",
    ),
    "rulebook.not-utf8": Text(
        "文件不是 UTF-8 编码。请以 UTF-8 编码保存。",
        "This is not UTF-8.  Save the file in UTF-8.",
    ),
    "rulebook.not-a-file": Text(
        "这不是文件。请在此处放置文件，或将其删除。",
        "This is not a file.  Put a file here or remove it.",
    ),
    "rulebook.link-out": Text(
        "这是指向规则文件夹之外的链接，不予读取。请把该文件本身放在此处。",
        "A link that leads out of the folder of rules is not read.  "
        "Put the file itself here.",
    ),
    "rulebook.file-too-large": Text(
        "超过 {limit:,} 字节，规则文件不会如此之大。请拆分该文件。",
        "More than {limit:,} bytes, which no rule takes.  Divide it.",
    ),
    "rulebook.file-unreadable": Text(
        "无法读取（{reason}）。请为当前用户授予读取权限。",
        "This cannot be read ({reason}).  Let your user read it.",
    ),
    "rulebook.file-misplaced": Text(
        "规则应放在 rules/<法规文件>/<名称>.yaml。请移动该文件。",
        "Rules stand in rules/<instrument>/<name>.yaml.  Move it.",
    ),
    "rulebook.file-ending": Text(
        "规则文件的扩展名是 .yaml。请更改文件名。",
        "Rule files end in .yaml.  Rename it.",
    ),
    "rulebook.instrument-missing": Text(
        "缺少 {file}。每条规则都须有所属的法规文件。",
        "{file} is missing.  Every rule needs one.",
    ),
    "rulebook.new-rule-id": Text(
        "{id} 不能作为新规则的编号。\n请写成 <法规文件>/<名称>，法规文件为以下之一：{folders}。",
        "{id} is not the id of a rule to be.\n"
        "Write <instrument>/<name>, the instrument one of: {folders}.",
    ),
    "rulebook.new-rule-exists": Text(
        "规则 {id} 已经存在。请改用其他名称。",
        "The rule {id} is there already.  Choose another name.",
    ),
}
