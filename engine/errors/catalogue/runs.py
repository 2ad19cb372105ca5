"""Messages of `runs`."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    # Requests.
    "runs.unknown-format": Text(
        "没有格式 {unknown}。可用的格式：{formats}。",
        "No format {unknown}. Formats: {formats}.",
    ),
    "runs.no-format": Text(
        "未指定格式。可用的格式：{formats}。",
        "No format is named. Formats: {formats}.",
    ),
    "runs.engine-not-on-spark": Text(
        "--engine {engine} 只能在本机运行。使用 --on 时，请写 --engine sweep，"
        "或不写 --engine。",
        "--engine {engine} runs on this machine alone.  With --on, say --engine "
        "sweep, or nothing.",
    ),
    "runs.not-with-mapping": Text(
        "{option} 不能与 --mapping 同时使用。\n"
        "  请先用 packlaw dataset map 生成数据集，再核查该数据集。",
        "{option} cannot be used together with --mapping.\n"
        "  Make the dataset first (packlaw dataset map), then check that.",
    ),
    "runs.since-not-on-spark": Text(
        "--since 只判断数据集的一部分，在本机运行。请去掉 --since 或 --on。",
        "--since judges a part of a dataset, on this machine.  Leave out --since or "
        "--on.",
    ),
    "runs.failed": Text(
        "程序未能判断数据集的一部分，其余结果已写出。\n{failures}",
        "The engine failed on a part of the dataset; the rest is written.\n{failures}",
    ),
    # The result in one sentence.
    "runs.result": Text(
        "评估日 {as_of}：在 {duties:,} 项约束性义务中查出违规 {breach:,} 项（涉及 "
        "{rules:,} 条规则），无法判定 {undetermined:,} 项，期限内 {pending:,} 项。",
        "As of {as_of}: of {duties:,} binding {duties:duty|duties}, {breach:,} in "
        "breach (rules concerned: {rules:,}), {undetermined:,} undetermined, "
        "{pending:,} pending.",
    ),
    "runs.result-without-breach": Text(
        "评估日 {as_of}：在 {duties:,} 项约束性义务中没有查出违规，无法判定 "
        "{undetermined:,} 项，期限内 {pending:,} 项。",
        "As of {as_of}: of {duties:,} binding {duties:duty|duties}, none in breach, "
        "{undetermined:,} undetermined, {pending:,} pending.",
    ),
    "runs.result-without-binding": Text(
        "评估日 {as_of}：没有判断任何约束性义务；其他规则的结论见下。",
        "As of {as_of}: no binding duty was judged; what other rules found is below.",
    ),
    "runs.nothing-judged": Text(
        "评估日 {as_of}：没有任何义务得到检查。受检规则 {rules:,} 条，接受记录 {accepted:,} 条，"
        "没有一条记录产生义务。",
        "As of {as_of}: nothing was judged. Rules checked: {rules:,}; records accepted: "
        "{accepted:,}; no record opens a duty.",
    ),
    "runs.nothing-is-no-pass": Text(
        "没有任何义务得到检查：这不等于没有违规。",
        "nothing was judged: this is not a pass.",
    ),
    # What a reader must know before the result.
    "runs.gaps": Text("请先阅读：数据的缺口", "Read this first: gaps in the data"),
    "runs.gap.line": Text(
        "{text} →\N{NO-BREAK SPACE}{place}", "{text} →\N{NO-BREAK SPACE}{place}"
    ),
    "runs.all-rejected": Text(
        "全部表共拒收 {rejected:,} 行：{tables}",
        "Rows rejected in all tables: {rejected:,} ({tables})",
    ),
    "runs.rows-of-table": Text("{table} {rows:,} 行", "{rows:,} of {table}"),
    "runs.gap.unread": Text(
        "{rows:,} 行被拒收，没有参与判断：{tables}。",
        "{rows:,} {rows:row was|rows were} rejected and not judged: {tables}.",
    ),
    "runs.gap.unread-of-one": Text(
        "被拒收而没有参与判断的行：{tables}。",
        "Rows rejected and not judged: {tables}.",
    ),
    "runs.gap.tables": Text(
        "没有这些表：{tables}；其中的一切按未知处理。",
        "There {tables:is no table|are no tables} {tables}; all that {tables:it|they} would "
        "say is unknown.",
    ),
    "runs.gap.columns": Text(
        "文件中没有这些列：{table} 的 {columns}；每一行都按未知处理，不按空白处理。",
        "No file of {table} has the {columns:column|columns} {columns}; {columns:it is|they "
        "are} unknown in every row, not empty.",
    ),
    "runs.gap.until": Text(
        "记录完整至 {until}。", "The records are complete up to {until}."
    ),
    "runs.gap.ended": Text(
        "记录只完整至 {until}；此后至评估日 {as_of} 之间的情况无从得知。",
        "The records are complete up to {until}; what came after it, up to {as_of}, is "
        "not known.",
    ),
    "runs.gap.until-not-said": Text(
        "未说明记录完整至哪一日；截至评估日未见的，按没有处理。",
        "It is not said up to when the records are complete; what they lack on the day "
        "judged for counts as not there.",
    ),
    "runs.gap.undetermined": Text(
        "{duties:,} 项约束性义务无法判定：{why}",
        "{duties:,} binding {duties:duty is|duties are} undetermined: {why}",
    ),
    "runs.gap.causes": Text(
        "{duties:,} 项约束性义务无法判定，按原因：",
        "{duties:,} binding {duties:duty is|duties are} undetermined, by cause:",
    ),
    "runs.gap.cause": Text("{duties:,} 项：{why}", "{duties:,}: {why}"),
    "runs.gap.other-causes": Text(
        "{duties:,} 项：另外 {causes:,} 种原因",
        "{duties:,}: {causes:,} other {causes:cause|causes}",
    ),
    "runs.gap.why": Text("{why}（涉及 {of}）", "{why} ({of})"),
    "runs.subjects.parties": Text(
        "{count:,} 家主体", "{count:,} {count:party|parties}"
    ),
    "runs.subjects.batteries": Text(
        "{count:,} 块电池", "{count:,} {count:battery|batteries}"
    ),
    "runs.subjects.vehicles": Text(
        "{count:,} 辆车", "{count:,} {count:vehicle|vehicles}"
    ),
    "runs.subjects.records": Text(
        "{count:,} 条记录", "{count:,} {count:record|records}"
    ),
    "runs.cause.not-given": Text("“{label}”未给出", '"{label}" is not given'),
    "runs.cause.no-column": Text(
        "“{label}”未知，文件中没有 {table} 的列 {column}",
        '"{label}" is not known, since no file of {table} has the column {column}',
    ),
    "runs.cause.no-table": Text(
        "“{label}”未知，没有表 {table}",
        '"{label}" is not known, since there is no table {table}',
    ),
    "runs.cause.rejected": Text(
        "被拒收的行可能正是结论所系的一行",
        "a rejected row may be what the verdict rests on",
    ),
    "runs.cause.ended": Text(
        "期限届满之前记录已经截止", "the records end before the last day has passed"
    ),
    "runs.cause.begun": Text(
        "记录起始日之前的情况无从得知",
        "what came before the records begin is not known",
    ),
    "runs.cause.start-not-said": Text(
        "未说明记录自哪一日起完整",
        "it is not said from which day the records are complete",
    ),
    "runs.cause.calendar": Text(
        "最后一日超出已公布的工作日历",
        "the last day lies beyond the published calendar of working days",
    ),
    "runs.cause.zero": Text("分母合计为零", "the sum divided by is zero"),
    "runs.cause.outlets": Text(
        "网点登记不足以判断", "the register of outlets does not say enough"
    ),
    # Limiting a run to parties.
    "runs.unknown-party": Text(
        "--entity {party}：没有任何一张表中有该主体。已查找：{columns}。{near}",
        "--entity {party}: no table has this party. Looked at: {columns}.{near}",
    ),
    "runs.nearest-parties": Text("相近的编号：{near}。", " Nearest: {near}."),
    # Run folders.
    "runs.file-missing": Text("缺少 {file}", "{file} is missing"),
    "runs.file-size": Text(
        "{file} 有 {actual:,} 字节，{marker} 所列为 {listed:,} 字节",
        "{file} has {actual:,} {actual:byte|bytes}, {marker} says {listed:,}",
    ),
    "runs.record-unreadable": Text("run.json：{error}", "run.json: {error}"),
    # Comparing with a baseline.
    "runs.no-baseline": Text(
        "{folder}：不是可供比较的核查结果（{reason}）。请指定 `packlaw check` 写出的"
        "文件夹。",
        "{folder}: this is not a run to compare with ({reason}). "
        "Name a folder that `packlaw check` left.",
    ),
    "runs.baseline-without-findings": Text(
        "{folder}：其中没有可供比较的发现。请用 --format parquet 重新核查该数据集；"
        "xlsx 不能用来比较。",
        "{folder}: no findings in it. Check that dataset again with "
        "--format parquet; xlsx cannot be compared.",
    ),
    "runs.baseline-with-heads": Text(
        "{file}：其表头是给人看的文字（--heads {heads}），无法据以比较。请用 --format "
        "parquet，或不加 --heads，重新核查该数据集，再把新写出的文件夹指定为基线。",
        "{file}: its heads are words for people (--heads {heads}), by which findings cannot "
        "be compared. Check that dataset again with --format parquet, or without --heads, "
        "and name the new folder as the baseline.",
    ),
    "runs.baseline-other-ids": Text(
        "{folder}：其中发现的编号是旧式的，不含记录的事件、电池编码和主体，不能与本次比较。"
        "请用本版本重新核查原数据集（{dataset}），再把新写出的文件夹指定为基线。",
        "{folder}: its findings have ids of the old kind, made without the event, battery "
        "code and actor of the record; they cannot be compared with new ones. Check the "
        "old dataset ({dataset}) again with this version, and name the new folder as the "
        "baseline.",
    ),
    "runs.unreadable-findings": Text(
        "{file}：无法读取其中的发现（{error}）。请用 `packlaw check` 重新核查该数据集。",
        "{file}: the findings cannot be read ({error}). "
        "Check that dataset again with `packlaw check`.",
    ),
    "runs.baseline-rulebook-differs": Text(
        "基线所用规则集（{old}）与本次（{new}）不同：差异可能来自规则而非记录。",
        "The baseline was judged by another rulebook ({old}, now {new}): a difference "
        "may come from the rules, not the records.",
    ),
    "runs.baseline-day-differs": Text(
        "基线的评估日是 {was}，本次是 {now}：差异可能只因日期推移。",
        "The baseline was judged for {was}, this run for {now}: a difference may come "
        "from the passing of days alone.",
    ),
    "runs.baseline-selection-differs": Text(
        "基线与本次所选的主体或规则不同：只在一方之外的发现会显示为新增，或不予比较。",
        "The baseline was asked for other parties or rules: what it was not asked for "
        "shows as new, and what this run is not asked for is not compared.",
    ),
    "runs.baseline-not-compared": Text(
        "基线中有 {count:,} 项发现不在本次核查的规则或主体之内，未作比较。",
        "{count:,} {count:finding|findings} of the baseline {count:is|are} of rules or "
        "parties that this run does not check; {count:it is|they are} not compared.",
    ),
    # Reusing an earlier run.
    "runs.no-earlier-run": Text(
        "{folder}：不是可供沿用的核查结果（{reason}）。请指定 `packlaw check` 写出的"
        "文件夹，或去掉 --since 以判断全部义务。",
        "{folder}: this is not a run to follow ({reason}). Name a folder that "
        "`packlaw check` left, or leave --since out to judge everything.",
    ),
    # Why every duty is evaluated although an earlier run was given.
    "runs.full-run.both-engines": Text(
        "两种评估程序的对照须判断全部义务",
        "holding the two evaluators against each other takes every duty",
    ),
    "runs.full-run.comparison": Text(
        "与以前的发现比较须判断全部义务", "a comparison with findings takes every duty"
    ),
    "runs.full-run.no-findings": Text(
        "该次核查没有留下 findings.parquet（核查时加 --format parquet）",
        "it left no findings.parquet (check with --format parquet)",
    ),
    "runs.full-run.no-counts": Text(
        "该次核查没有留下 duty_counts.parquet（由较早的版本完成）",
        "it left no duty_counts.parquet (an earlier version made it)",
    ),
    "runs.full-run.files-changed": Text(
        "其文件后来被改动", "its files were changed afterwards"
    ),
    "runs.full-run.failures": Text(
        "该次核查有未能判断的部分", "it could not judge everything"
    ),
    "runs.full-run.other-ids": Text(
        "其发现的编号是旧式的", "its findings have ids of the old kind"
    ),
    "runs.full-run.other-versions": Text(
        "该次核查所用软件或程序库的版本不同",
        "it was made by other versions of packlaw or its libraries",
    ),
    "runs.full-run.other-rules": Text("规则集不同", "the rulebook is another"),
    "runs.full-run.other-day": Text("评估日不同", "the day judged for is another"),
    "runs.full-run.other-window": Text(
        "数据完整的起止日不同", "the days between which nothing is missing are others"
    ),
    "runs.full-run.other-vocabulary": Text("用词表不同", "the vocabulary is another"),
    "runs.full-run.other-options": Text(
        "所选的主体、规则或 --all 不同",
        "it was asked for other parties or rules, or differs in --all",
    ),
    "runs.full-run.other-registers": Text(
        "两个数据集的表不同，或网点登记有改动",
        "the two datasets have other tables, or the outlets differ",
    ),
    "runs.full-run.other-columns": Text(
        "两个数据集各表的列不同", "the tables of the two datasets have other columns"
    ),
    "runs.full-run.rejected": Text(
        "有被拒收的行，它可能关系到任何一项义务",
        "there are rejected rows, each of which may bear on any duty",
    ),
    "runs.full-run.no-dataset": Text(
        "该次核查的数据集已不在原处或已改动",
        "the dataset that it judged is no longer where it was, or has changed",
    ),
    "runs.full-run.other-reading": Text(
        "该次核查的数据集现在读出的结果不同（例如 --encoding）",
        "its dataset does not read as it did then (--encoding, for one)",
    ),
    "runs.full-run.other-findings": Text(
        "其结论与其数据集现在给出的不符",
        "its findings are not those that its dataset gives now",
    ),
}
