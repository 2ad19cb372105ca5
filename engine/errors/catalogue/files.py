"""Messages of `files`."""

from __future__ import annotations

from engine.errors.text import Text

_ROOM_ZH = (
    "  请在存放结果和临时文件的地方腾出空间；临时文件现在存放于 {scratch}，"
    "可用 --scratch FOLDER 或 TMPDIR=FOLDER 另指定文件夹。"
)
_ROOM_EN = (
    "  Free space where results are written and where scratch files are: {scratch}. "
    "--scratch FOLDER or TMPDIR=FOLDER names another place for these."
)

MESSAGES: dict[str, Text] = {
    "files.disk-full": Text(
        "磁盘已满（{reason}）。\n" + _ROOM_ZH,
        "A disk is full ({reason}).\n" + _ROOM_EN,
    ),
    "files.quota-exceeded": Text(
        "超出磁盘配额（{reason}）。\n" + _ROOM_ZH,
        "A disk quota is exceeded ({reason}).\n" + _ROOM_EN,
    ),
    "files.size-limit": Text(
        "文件超出系统允许的大小（{reason}）。\n"
        "  请放宽文件大小的限制（ulimit -f），或换用允许大文件的文件系统。",
        "A file is larger than the system allows ({reason}).\n"
        "  Raise the limit on file sizes (ulimit -f), or use a file system that holds "
        "large files.",
    ),
    "files.reason-at": Text("{reason}：{path}", "{reason}: {path}"),
    "files.memory-short": Text(
        "本机内存不足（{reason}）。\n"
        "  请关闭其他程序，换用内存更大的机器，在 {scratch} 为临时文件腾出空间，"
        "或用 --rule ID 每次少检查几条规则。",
        "This machine has too little memory for it ({reason}).\n"
        "  Close other programs, take a machine with more memory, make room for "
        "scratch files in {scratch}, or check fewer rules at a time: --rule ID.",
    ),
    "files.out-is-folder": Text(
        "{out}：这是文件夹。请指定一个文件。",
        "{out}: this is a folder. Name a file.",
    ),
    "files.out-is-broken-link": Text(
        "{out}：这是指向 {target} 的链接，而该处什么也没有。"
        "请建立该文件夹，删除链接，或另指定文件夹。",
        "{out}: this is a link to {target}, which is not there. "
        "Make that folder, remove the link, or name another folder.",
    ),
    "files.parent-is-file": Text(
        "{out}：{file} 是文件。请移走它，或另指定文件夹。",
        "{out}: {file} is a file. Remove it, or name another folder.",
    ),
    "files.folder-in-the-way": Text(
        "{path}：要在此处写文件，但这里是一个文件夹。请移走它，或另指定文件夹。",
        "{path}: a folder stands where a file is to be written. "
        "Move it away, or name another folder.",
    ),
    "files.would-overwrite": Text(
        "{folder}：将覆盖那里的 {marker_file} 未列为己有的文件：{names}。"
        "请移走这些文件，或另指定文件夹。",
        "{folder}: this would write over files that no {marker_file} there lists as "
        "its own: {names}. Move them away, or name another folder.",
    ),
    "files.not-writable": Text(
        "{out}：无法写入（{reason}）。请取得该处的写入权限，腾出空间，或另指定位置。",
        "{out}: this cannot be written ({reason}). "
        "Give yourself the right to write there, make room, or name another place.",
    ),
}
