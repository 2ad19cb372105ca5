"""The Chinese names by which tables and columns may go, and how names are compared."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable

from engine.errors import Text

# Those that pages, reports and the glossary use; the first of each is the shortest.
TABLES: dict[str, tuple[str, ...]] = {
    "records": ("记录", "全生命周期记录"),
    "entities": ("企业",),
    "credentials": ("资质", "凭证"),
    "batteries": ("电池",),
    "vehicles": ("车辆",),
    "outlets": ("网点",),
}
# The sheets of a template (`packlaw dataset template`) that are no tables: they are not
# read, and not warned of.
HELP_SHEET, CODES_SHEET = Text("说明", "Help"), Text("代码", "Codes")
TEMPLATE_SHEETS = frozenset(
    name for sheet in (HELP_SHEET, CODES_SHEET) for name in (sheet.zh, sheet.en)
)
COLUMNS: dict[str, tuple[str, ...]] = {
    "record_id": ("记录编号", "记录号"),
    "event": ("事件", "事件类型"),
    "occurred_on": ("发生日", "发生日期"),
    "battery_code": ("电池编码",),
    "actor_id": ("主体", "主体编号", "行为人"),
    "counterparty_id": ("相对方", "相对方编号"),
    "vin": ("车辆识别代号", "车辆识别代码"),
    "reported_on": ("报送日", "报送日期"),
    "region": ("行政区划", "行政区划代码"),
    "corrects": ("所更正的记录", "更正的记录"),
    "recorded_on": ("填写日", "填写日期"),
    "entity_id": ("统一社会信用代码", "主体编号", "企业编号"),
    "name": ("名称", "企业名称"),
    "name_en": ("英文名称",),
    "roles": ("角色",),
    "established_on": ("成立日", "成立日期"),
    "closed_on": ("终止日", "终止日期", "关闭日", "关闭日期"),
    "kind": ("资质种类", "种类"),
    "number": ("资质编号", "编号"),
    "valid_from": ("有效期起", "生效日", "生效日期"),
    "valid_until": ("有效期止", "有效期至", "失效日", "失效日期"),
    "level": ("层级", "电池层级"),
    "chemistry": ("化学体系",),
    "rated_kwh": ("额定能量（千瓦时）", "额定能量"),
    "mass_kg": ("质量（千克）", "质量"),
    "maker_id": ("生产者", "生产者编号"),
    "parent_code": ("上级编码",),
    "produced_on": ("生产日", "生产日期"),
    "swap_model": ("换电车型",),
    "outlet_id": ("网点编号",),
    "operator_id": ("设立者", "设立者编号"),
    "run_by": ("经营者", "经营者编号"),
    "opened_on": ("启用日", "启用日期"),
}
FULL_WIDTH = "".join(chr(0xFEE0 + ord(c)) for c in string.digits + string.ascii_letters)
HALF_WIDTH = string.digits + string.ascii_letters
_HALF_WIDTH = str.maketrans(FULL_WIDTH, HALF_WIDTH)
_BLANK = re.compile(r"\s")
_ENDINGS = ("登记表", "登记", "表")


def table_named(text: str) -> str | None:
    """Return the table of this name, English or Chinese; None where there is none.

    Case, blanks, invisible characters and the width of letters make no difference,
    and a Chinese name may end in 表, 登记 or 登记表.
    """
    name = folded(text)
    if name in TABLES:
        return name
    return _BY_NAME.get(name)


def folded(text: str) -> str:
    """Return a name without what makes no difference: case, width, blanks, Cf."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", _seen(text))).casefold()


def tidy(text: str) -> str:
    """Return a text as codes and headings are taken.

    That is without blanks around it and without invisible characters (Unicode
    category Cf), full-width letters and digits as half-width.
    """
    return _seen(text).strip().translate(_HALF_WIDTH)


def unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what each name stands for, without the names that stand for several."""
    meant: dict[str, set[str]] = {}
    for name, meaning in pairs:
        meant.setdefault(name, set()).add(meaning)
    return {name: min(all_) for name, all_ in meant.items() if len(all_) == 1}


def _seen(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


_BY_NAME = {
    name + ending: table
    for table, names in TABLES.items()
    for name in names
    for ending in ("", *_ENDINGS)
}
