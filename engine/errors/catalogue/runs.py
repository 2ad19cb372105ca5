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
    "runs.since-not-on-spark": Text(
        "--since 只判断数据集的一部分，在本机运行。请去掉 --since 或 --on。",
        "--since judges a part of a dataset, on this machine.  Leave out --since or "
        "--on.",
    ),
    "runs.failed": Text(
        "程序未能判断数据集的一部分，其余结果已写出。\n{failures}",
        "The engine failed on a part of the dataset; the rest is written.\n{failures}",
    ),
    # Run folders.
    "runs.file-missing": Text("缺少 {file}", "{file} is missing"),
    "runs.file-size": Text(
        "{file} 有 {actual:,} 字节，{marker} 所列为 {listed:,} 字节",
        "{file} has {actual:,} bytes, {marker} says {listed:,}",
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
        "基线中有 {count} 项发现不在本次核查的规则或主体之内，未作比较。",
        "{count} finding(s) of the baseline are of rules or parties that this run does "
        "not check; they are not compared.",
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
    "runs.full-run.baseline": Text(
        "与基线比较须判断全部义务", "a comparison with a baseline takes every duty"
    ),
    "runs.full-run.no-findings": Text(
        "该次核查没有留下 findings.parquet（核查时加 --format parquet）",
        "it left no findings.parquet (check with --format parquet)",
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
