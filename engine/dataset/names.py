"""The Chinese names by which tables and columns may go, and how names are compared."""

from __future__ import annotations

import re
import unicodedata

# The first of each is the one that we use ourselves.
TABLES: dict[str, tuple[str, ...]] = {
    "records": ("记录", "事件记录", "全生命周期记录"),
    "entities": ("企业", "主体"),
    "credentials": ("资质", "凭证", "证照"),
    "batteries": ("电池",),
    "vehicles": ("车辆",),
    "outlets": ("网点", "回收服务网点"),
}
_UNSEEN = re.compile(r"\s")
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
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", seen)).casefold()


_BY_NAME = {
    name + ending: table
    for table, names in TABLES.items()
    for name in names
    for ending in ("", *_ENDINGS)
}
