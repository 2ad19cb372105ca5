"""The settings of how long what is kept; 0 keeps it until somebody removes it.

No number of days stands here as one that a law asks for: the operator sets them.
"""

from __future__ import annotations

from engine.errors import Text
from portal.settings.setting import Setting, whole_number

_DAYS = Text("不小于 0 的整数；0 为一直保留", "a whole number, 0 or more; 0 keeps all")

KEEPING = (
    Setting(
        "keep_dataset_days", "0",
        Text("数据集最后一次使用（上传、核查）后保留的天数，超过的由 `packlaw admin retention` "
             "列出；0 为一直保留。",
             "Days for which a dataset is kept after its last use (upload, check); `packlaw "
             "admin retention` lists older ones. 0 keeps all."),
        whole_number(0), _DAYS,
    ),
    Setting(
        "keep_check_days", "0",
        Text("核查结束后保留的天数；每个数据集最新一次完成的核查除外；0 为一直保留。",
             "Days for which a check is kept after its end, but for the newest that is done "
             "of each dataset. 0 keeps all."),
        whole_number(0), _DAYS,
    ),
    Setting(
        "keep_session_days", "0",
        Text("会话结束后保留的天数；0 为一直保留。",
             "Days for which a session that has ended is kept. 0 keeps all."),
        whole_number(0), _DAYS,
    ),
)  # fmt: skip
