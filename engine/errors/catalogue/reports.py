"""Messages of the reports."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    # `problem` is one of the messages below, `requirements` one of the two after them.
    "reports.folder": Text(
        "{file}\n  {problem}。\n{requirements}", "{file}\n  {problem}.\n{requirements}"
    ),
    "reports.unreadable": Text("无法读取（{fault}）", "it cannot be read ({fault})"),
    "reports.no-object": Text("内容不是 JSON 对象", "it does not hold an object"),
    "reports.keys-missing": Text("缺少 {keys}", "it lacks {keys}"),
    "reports.dataset-keys-missing": Text(
        "其 dataset 缺少 {keys}", "its dataset lacks {keys}"
    ),
    "reports.no-number": Text("其 {key} 不是数字", "its {key} is no number"),
    "reports.sum-differs": Text(
        "其 {key} 为 {whole}，各部分之和为 {sum}",
        "its {key} is {whole}, the parts of it are {sum}",
    ),
    "reports.count-differs": Text(
        "其中 {what} 为 {found}，{summary} 记为 {promised}",
        "it has {found} {what}, {summary} says {promised}",
    ),
    "reports.other-rules": Text(
        "其中的规则不是该次核查所用的规则", "its rules are not those of the run"
    ),
    "reports.run-incomplete": Text(
        "该次核查的文件夹不完整：{reason}", "this run is not whole: {reason}"
    ),
    "reports.view-incomplete": Text(
        "该去向视图的文件夹不完整：{reason}", "this view is not whole: {reason}"
    ),
    "reports.run-requirements": Text(
        "  报告需要同一次核查的 run.json、summary.json 和 findings.parquet。\n"
        "  请重新核查，并对其写出的文件夹生成报告。",
        "  A report needs run.json, summary.json and findings.parquet of one run.\n"
        "  Run the check again and report on the folder it writes.",
    ),
    "reports.view-requirements": Text(
        "  报告需要同一去向视图的 custody.json 以及 Parquet 表 batteries、enterprises、"
        "flows 和 gaps。\n  请以 --out 重新运行 packlaw custody，并对其写出的文件夹生成报告。",
        "  A report needs custody.json and the Parquet tables batteries, enterprises, "
        "flows and\n  gaps of one view.\n"
        "  Run packlaw custody with --out again and report on the folder it writes.",
    ),
    "reports.libraries-missing": Text(
        "本机无法生成 PDF：{fault}\n"
        "  WeasyPrint 需要 Pango 和 HarfBuzz-Subset，Python 软件包不含这些库。\n"
        "  请以 root 身份安装：\n    {command}",
        "A PDF cannot be printed on this machine: {fault}\n"
        "  WeasyPrint needs Pango and HarfBuzz-Subset, which Python packages do not "
        "bring.\n  Install them, as root, with\n    {command}",
    ),
    "reports.no-glyphs": Text("{places}", "{places}"),
    "reports.no-glyph": Text(
        "{places}\n  报告字体中没有 {character} {mark} 的字形。\n"
        "  请换一种写法，或在 reports/shared/fonts/subset_fonts.py 中加入该字符。",
        "{places}\n  {character} {mark} has no glyph in the report's font.\n"
        "  Write it another way, or add it in reports/shared/fonts/subset_fonts.py.",
    ),
    "reports.place": Text("{name}，第 {line} 行", "{name}, line {line}"),
    "reports.foreign-address": Text(
        "{url}\n  报告只能加载随附的文件：{assets}。\n  请从模板中删去该地址。",
        "{url}\n  A report may load the files shipped with it and nothing else: {assets}."
        "\n  Take the address out of the template.",
    ),
}
