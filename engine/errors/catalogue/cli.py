"""Messages of `cli`."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "cli.fleet-folder": Text(
        "{out}：示例车队须写入新建的或空的文件夹，而该文件夹不是。\n"
        "  请另指一个文件夹，或先删除它。",
        "{out}: a fleet needs a new or empty folder, and this is neither.\n"
        "  Name another folder, or remove this one first.",
    ),
    "cli.fleet-size": Text(
        "batteries：要求 {batteries} 块；示例车队为 1 至 {most:,} 块。",
        "batteries: {batteries} asked for; a fleet has 1 to {most:,}.",
    ),
    "cli.fleet-fault-share": Text(
        "fault share：{share} 不在 0 与 1 之间。",
        "fault share: {share} is not between 0 and 1.",
    ),
    "cli.stopped": Text(
        "已停止；没有留下写到一半的文件。", "stopped; nothing is half-written."
    ),
    "cli.no-rule": Text(
        "没有规则 {rule_id}。`packlaw rules list` 列出全部规则。",
        "No rule {rule_id}. `packlaw rules list` names them all.",
    ),
    "cli.no-rule-but-near": Text(
        "没有规则 {rule_id}。是否指 {near}？`packlaw rules list` 列出全部规则。",
        "No rule {rule_id}. Did you mean {near}? `packlaw rules list` names them all.",
    ),
    "cli.no-span": Text(
        "--silent-for {text}：这不是一段时间。请写整数及单位，如 '90 days'、'18 months' "
        "或 '2 years'。",
        "--silent-for {text}: this is no span of time. Write a whole number and its "
        "unit, such as '90 days', '18 months' or '2 years'.",
    ),
    "cli.report-needs-parquet": Text(
        "{report} 由 {tables}生成：请在 --format 中加上 parquet，或用 --no-pdf 不生成报告。",
        "{report} is made from {tables}: add parquet to --format, or leave the report "
        "out with --no-pdf.",
    ),
    # What the other commands show.
    "cli.table-counts": Text(
        "{table:12} 读入 {read:>12,}  接受 {accepted:>12,}  拒收 {rejected:>8,}  "
        "重复 {repeated:>8,}",
        "{table:12} {read:>12,} read  {accepted:>12,} accepted  {rejected:>8,} rejected"
        "  {repeated:>8,} repeated",
    ),
    "cli.rejected-row": Text("{file}，第 {row} 条：", "{file}, row {row}: "),
    "cli.rejected-line": Text(
        "{file}，第 {row} 条，第 {line} 行：", "{file}, row {row}, line {line}: "
    ),
    "cli.rejected-unwritten": Text("{table}：", "{table}: "),
    "cli.more-rejected": Text(
        "…… 只列出前 {shown} 条；--rejected FILE 写出全部。",
        "… the first {shown}; --rejected FILE writes them all.",
    ),
    "cli.sample-written": Text(
        "{folder}：虚构电池 {batteries:,} 块。下一步：packlaw check {folder}",
        "{folder}: {batteries:,} invented {batteries:life|lives}. "
        "Next: packlaw check {folder}",
    ),
    "cli.rules-without-fault": Text(
        "规则 {rules} 条，没有错误。指纹 {fingerprint}",
        "{rules:,} {rules:rule|rules}, no fault. Fingerprint {fingerprint}",
    ),
    "cli.example-disagrees": Text(
        "{file}，第 {line} 行：应为 {expected}，实为 {found}",
        "{file}, line {line}: expected {expected}, found {found}",
    ),
    "cli.examples-run": Text(
        "{rules} 条规则的 {examples} 个示例，{wrong} 个不符。",
        "{examples:,} {examples:example|examples} of {rules:,} {rules:rule|rules}, "
        "{wrong:,} {wrong:disagrees|disagree}.",
    ),
    "cli.articles-covered": Text(
        "{articles:,} 条：{counts}",
        "{articles:,} {articles:article|articles}: {counts}",
    ),
    "cli.rule-file-written": Text(
        "{file}\n请在 {instrument} 中将 {rule_id} 列于其条款之下。",
        "{file}\nNow list {rule_id} under its article in {instrument}.",
    ),
    # What `packlaw check` shows.
    "cli.only-of": Text(
        "仅限以下主体的义务：{parties}", "Only duties owed by: {parties}"
    ),
    "cli.rules-not-listed": Text(
        "未列出的规则：{met:,} 条的义务全部合规，{idle:,} 条没有义务。",
        "Rules not listed: {met:,} with every duty met, {idle:,} without a duty.",
    ),
    "cli.brought-in": Text(
        "数据由映射 {mapping}导入：{files}", "Brought in by mapping {mapping}: {files}"
    ),
    "cli.first-breaches": Text(
        "最严重的违规及其来源：", "The gravest breaches, and where they stand:"
    ),
    "cli.breach": Text("{rule}：{reason}", "{rule}: {reason}"),
    "cli.source": Text("来源：{place}", "source: {place}"),
    "cli.records": Text(
        "记录：读入 {read:,}，拒收 {rejected:,}，重复 {repeated:,}，未见 {not_seen:,}，"
        "被更正 {corrected:,}",
        "Records: {read:,} read, {rejected:,} rejected, {repeated:,} repeated, "
        "{not_seen:,} not yet seen, {corrected:,} corrected",
    ),
    "cli.since": Text(
        "沿用 {folder}：改动的记录 {changed_records:,} 条，重新判断义务 {judged_again:,} "
        "项，沿用结论 {kept:,} 条",
        "since {folder}: {changed_records:,} {changed_records:record|records} changed, "
        "{judged_again:,} {judged_again:duty|duties} judged again, {kept:,} "
        "{kept:finding|findings} kept",
    ),
    "cli.since-not-followed": Text(
        "未能沿用 {folder}，已判断全部义务：{why}",
        "{folder} could not be followed, and everything was judged: {why}",
    ),
    "cli.agreement": Text(
        "两种评估程序（live、sweep）共同判断 {duties:,} 项义务，{differing:,} 项不一致",
        "live and sweep both judged {duties:,} {duties:duty|duties} and differ on "
        "{differing:,}",
    ),
    "cli.baseline": Text(
        "与基线相比（{title}，评估日 {as_of}）",
        "against the baseline ({title}, as of {as_of})",
    ),
}
