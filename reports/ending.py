"""The last pages of every report on a run: how to read it, and what it was made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import Language, Text
from engine.wording.terms import CONFIDENCES, VERDICT_MEANINGS, VERDICTS
from reports.choices import KIND_NAMES
from reports.folder import Content

METHOD = Text("方法与局限", "Method and limits")
SEAL = Text("来源、核验与签字", "Origin, verification and signatures")
_POINTS = (
    Text(
        "标注 B、C、D 的规则依据二手资料写成：官方条文尚未核对，措辞是我们的归纳，"
        "不得作为条文引用。",
        "Rules marked B, C or D were written from secondary sources: the official text has "
        "not yet been consulted, and their words are our summary, not to be quoted as the "
        "law.",
    ),
    Text(
        "条号未知的，本报告不推定条号。",
        "Where an article number is unknown, none is supposed.",
    ),
    Text(
        "约束性、提示性与自愿性三类分别计数，从不合计。",
        "Binding, advisory and voluntary rules are counted apart and never added up.",
    ),
    Text(
        "规则按行为发生之日适用，而非按检查之日。",
        "A rule applies by the day of the act, not by the day of the check.",
    ),
    Text(
        "未知既不是合规，也不是违规；未能读取的内容从不视为不存在。",
        "Unknown is neither a pass nor a breach; what could not be read is never taken for "
        "absent.",
    ),
    Text(
        "本报告由上述数据、规则集与评估日唯一确定，可重复生成；不含生成时间。",
        "This report follows from the dataset, the rulebook and the day, and can be made "
        "again; it carries no time of printing.",
    ),
)
_FILES = {
    "report.json": Text("本页内容与选项", "what is on this page, and the options"),
    "findings.json": Text("本报告所涉全部发现", "all findings of this report"),
    "findings.csv": Text(
        "同上，供电子表格打开", "the same, for spreadsheets"
    ),
}  # fmt: skip
_SIGNATURES = (
    Text("编制", "Prepared by"),
    Text("复核", "Reviewed by"),
    Text("签发", "Approved by"),
)


@dataclass(frozen=True)
class Meaning:
    """A term and what it means; `key` is that of a verdict, "" for others."""

    label: str
    value: str
    key: str = ""


@dataclass(frozen=True)
class Method:
    """What `shared/method.html` prints."""

    heading: str
    verdicts: Sequence[Meaning]
    confidences: Sequence[Meaning]
    points: Sequence[str]


@dataclass(frozen=True)
class Row:
    """A line of the seal page; `is_code`: a hash or a version."""

    label: str
    value: str
    is_code: bool = False


@dataclass(frozen=True)
class Seal:
    """What `shared/seal.html` prints."""

    heading: str
    rows: Sequence[Row]
    files: Sequence[Meaning]
    signatures: Sequence[str]


def method_of(language: Language) -> Method:
    """Return the words of verdicts and sources, and the limits of every report."""
    return Method(
        METHOD.in_language(language),
        [
            Meaning(name.in_language(language),
                    VERDICT_MEANINGS[key].in_language(language), key)
            for key, name in VERDICTS.items() if key != "no_duty"
        ],
        [Meaning(key, text.in_language(language)) for key, text in CONFIDENCES.items()],
        [point.in_language(language) for point in _POINTS],
    )  # fmt: skip


def seal_of(facts: Content, engine: str, language: Language) -> Seal:
    """Return the seal page of a report; `facts` are those of `report.json`."""
    versions = "、" if language == "zh" else ", "
    rows = [
        (Text("编号", "Number"), facts["number"], True),
        (Text("种类", "Kind"), KIND_NAMES[facts["kind"]].in_language(language), False),
        (Text("主体", "Party"), facts["entity"], True),
        (Text("评估日", "As of"), facts["as_of"], True),
        (Text("数据集 SHA-256", "Dataset, SHA-256"), facts["dataset"]["hash"], True),
        (Text("规则集指纹", "Rulebook"), facts["rulebook"], True),
        (Text("发现 SHA-256", "Findings, SHA-256"), facts["findings"]["hash"], True),
        (Text("发现总数（整次核查）", "Findings of the whole run"),
         f"{facts['findings']['rows']:,}", True),
        (Text("对照的核查", "Compared with"), (facts["against"] or {}).get("hash"), True),
        (Text("核查引擎", "Engine"), f"packlaw {facts['packlaw']} · {engine}", True),
        (Text("版本", "Versions"), versions.join(
            f"{name} {version}" for name, version in facts["versions"].items()), True),
    ]  # fmt: skip
    return Seal(
        SEAL.in_language(language),
        [Row(label.in_language(language), value, code) for label, value, code in rows
         if value],
        [Meaning(name, text.in_language(language)) for name, text in _FILES.items()],
        [text.in_language(language) for text in _SIGNATURES],
    )  # fmt: skip
