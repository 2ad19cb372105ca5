"""The Chinese names of the shapes of rule files and the meaning of their keys.

The English stands in the shapes themselves, and the Chinese of a form's keys in its
package (`Key.chinese`). A shape or key without any Chinese is named in English.
"""

from __future__ import annotations

from engine.errors import Text
from engine.rulebook.keys import Key, Shape

_SHAPES = {
    "a text in both languages": "双语文本",
    "a sum": "合计",
    "an example": "案例",
    "a rule": "规则",
    "a field": "字段",
    "a vocabulary": "用词表",
    "an article": "条款",
    "a sanction": "处罚",
    "adopted text": "所存条文",
    "an instrument": "法规文件",
}
_MEANINGS: dict[str, dict[str, str]] = {
    "a text in both languages": {"zh": "中文文本。", "en": "英文文本。"},
    "source": {
        "instrument": "法规文件的文件夹名称。",
        "article": "条号（加引号），或 unknown（未知）。",
        "confidence": "出处的可信度：A 至 D。",
    },
    "effective": {"from": "适用的第一日。"},
    "review": {"state": "draft（草案）或 reviewed（已签署）。"},
    "an example": {
        "expect": "触发记录的预期结论，或 no_duty（不适用）。",
        "as_of": "评估日。",
        "records": "各条记录；第一条为触发记录。",
    },
    "a rule": {
        "id": "<文件夹>/<文件名>。",
        "title": "以一句话写明的义务，中文和英文。",
        "source": "义务在法规中的出处。",
        "effective": "法规适用的日期，按行为发生日计。",
        "review": "法律人员对本文本的签署。",
        "force": "binding（约束性）、advisory（提示性）或 voluntary（自愿性）。",
        "severity": "minor（轻微）、major（较重）或 critical（严重）。",
        "who": "一个角色、角色列表，或 anyone（任何主体）。",
        "when": "一个事件、事件列表，或 any_event（任何事件）。",
        "evidence": "供人查看的列。",
        "remedy": "整改措施，中文和英文。",
        "sanction": "法规文件所列处罚的编号；可为空列表。",
        "examples": "小型案例及其预期结论。",
    },
    "a field": {
        "type": "text（文本）、number（数字）、date（日期）、flag（是否）或 code（代码）。",
        "zh": "中文文本。",
        "en": "英文文本。",
    },
    "custody": {
        "receives": "主体从移交方接收电池的事件。",
        "hands_on": "电池离开主体、移交相对方的事件。",
    },
    "a vocabulary": {
        "name": "数据集和法规文件引用它的名称。",
        "title": "标题，中文和英文。",
        "roles": "主体可以担任的角色。",
        "events": "可能发生的事件。",
        "fields": "记录的列及其类型。",
        "codes": "每个代码字段的各个代码。",
        "credentials": "主体可以持有的凭证。",
        "formats": "已知格式的标识符。",
    },
    "an article": {
        "article": "条号（加引号），或 unknown（未知）。",
        "heading": "该条的内容，中文和英文。",
        "coverage": "核查方式。",
        "confidence": "该条的可信度：A 至 D。",
    },
    "a sanction": {
        "id": "规则引用的编号。",
        "conduct": "受处罚的行为，中文和英文。",
        "measures": "主管机关可以采取的措施。",
        "amounts": "金额；null 表示未知。",
        "authority": "决定机关；null 表示未知。",
        "source": "资料来源。",
        "confidence": "来源的可信度：A 至 D。",
    },
    "adopted text": {
        "on": "取得条文之日。",
        "sha256": "文件的 SHA-256（十六进制）。",
    },
    "an instrument": {
        "title": "标题，中文和英文。",
        "number": "正式文号。",
        "issuers": "发布机关。",
        "published": "公布之日。",
        "in_force": "施行的第一日。",
        "repealed": "不再施行的第一日。",
        "addresses": "正式文本所在的网址。",
        "vocabulary": "其规则所用的用词表。",
        "questions": "规则被违反时须由办案人员回答的条款（法规文件/条号）。",
        "articles": "全部条款，无论条号是否已知。",
        "sanctions": "其规则引用的处罚。",
    },
}


def key_noun(shape: Shape) -> Text:
    """Return the noun for a key of the shape, such as `a key of a rule`."""
    chinese = shape.chinese or _SHAPES.get(shape.name)
    return Text(
        f"{chinese}的键" if chinese else f"{shape.name} 的键",
        f"a key of {shape.name}",
    )


def key_meaning(shape: Shape, key: Key) -> Text:
    """Return what stands under a key of the shape, as one sentence."""
    chinese = key.chinese or _MEANINGS.get(shape.name, {}).get(key.name)
    return Text(chinese or key.meaning, key.meaning)
