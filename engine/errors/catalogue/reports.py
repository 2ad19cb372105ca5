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
    "reports.no-duty-counts": Text(
        "{run}：该次核查没有按主体计数（由较早的版本完成），不能只就一个主体出具报告。请重新核查。",
        "{run}: this run did not count duties by party (an earlier version made it), so "
        "that no report on one party can be made of it. Check the dataset again.",
    ),
    "reports.party-not-named": Text(
        "{kind} 类报告只就一个主体出具：请以 --entity 指明，或以 --all-entities 逐一出具。",
        "A report of the kind {kind} is about one party: name it by --entity, or make one "
        "for each by --all-entities.",
    ),
    "reports.nothing-to-order": Text(
        "{party}：该次核查没有发现其违反约束性规则，没有需要责令改正的事项。",
        "{party}: this run found no breach of a binding rule by it; there is nothing to "
        "order.",
    ),
    "reports.party-left-out": Text(
        "{run}：该次核查只限于 {parties}，不含 {party}。请对全部主体或该主体核查。",
        "{run}: this run was limited to {parties} and has nothing of {party}. Check all "
        "parties, or this one.",
    ),
    "reports.unknown-party": Text(
        "{run}：其中没有主体 {party}，义务和记录均未提及。{near}",
        "{run}: it has no party {party}: no duty is owed by it and no record names it.{near}",
    ),
    "reports.one-or-all": Text(
        "--entity {entity} 与 --all-entities 不能同时使用：前者只出具一份，后者每个主体各一份。",
        "--entity {entity} and --all-entities exclude each other: the one makes a single "
        "report, the other one for each party.",
    ),
    "reports.of-all-already": Text(
        "{kind} 类报告本来就涉及全部主体：请去掉 --all-entities，或以 --kind 选择 compliance、"
        "notice 或 self-check。",
        "A report of the kind {kind} is about all parties as it is: leave --all-entities "
        "out, or choose compliance, notice or self-check by --kind.",
    ),
    "reports.out-is-file": Text(
        "{out} 是文件；--all-entities 需要文件夹。请另选一个 --out。",
        "{out} is a file; --all-entities needs a folder. Choose another --out.",
    ),
    "reports.enterprise-failed": Text("{party}：{reason}", "{party}: {reason}"),
    "reports.enterprises": Text(
        "出具 {fresh:,} 份，此前已有 {kept:,} 份，未能出具 {failed:,} 份；各主体列于 {index}。",
        "{fresh:,} printed, {kept:,} kept from before, {failed:,} failed; {index} lists "
        "them.",
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
    "reports.child-ended": Text(
        "打印报告的进程意外结束（状态 {status}）。\n"
        "  请单独打印这份报告；若再次发生，请报告此缺陷。",
        "The process that printed the report ended by itself (status {status}).\n"
        "  Print this report alone; if it happens again, report the defect.",
    ),
    "reports.child-time": Text(
        "这份报告超过了 {seconds} 秒的时限。\n  请减少所列项数（cap），或放宽时限。",
        "The report took more than the {seconds} s allowed to it.\n"
        "  Print fewer findings (cap), or allow more time.",
    ),
    "reports.child-memory": Text(
        "这份报告超过了 {megabytes} MB 的内存上限。\n"
        "  请减少所列项数（cap），或放宽内存上限。",
        "The report took more than the {megabytes} MB of memory allowed to it.\n"
        "  Print fewer findings (cap), or allow more memory.",
    ),
    "reports.child-failed": Text(
        "这份报告因程序缺陷而未能生成：{fault}\n  请报告此缺陷。",
        "A defect kept the report from being printed: {fault}\n  Report the defect.",
    ),
}
