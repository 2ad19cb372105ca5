"""The settings of what checks and reports may take, and of how they are queued."""

from __future__ import annotations

from engine.errors import Text
from portal.settings.setting import FROM_ONE, Setting, whole_number

BOUNDS = (
    Setting(
        "workers", "2",
        Text("随服务启动的工作进程数；不止一个时，其中一个只做小的核查和报告。",
             "Worker processes beside the server; where there are several, one of them "
             "takes only small checks and reports."),
        whole_number(1), FROM_ONE,
    ),
    Setting(
        "max_open_checks", "50",
        Text("每个单位可同时排队和进行的核查数。",
             "Checks that one organisation may have queued and running."),
        whole_number(1), FROM_ONE,
    ),
    Setting(
        "small_check_mb", "5",
        Text("数据集不超过这个大小（MB）的核查算小核查，先于本单位的其他核查。",
             "Megabytes up to which a check is small: it goes before others of its "
             "organisation."),
        whole_number(1), FROM_ONE,
    ),
    Setting(
        "check_seconds", "1800",
        Text("一次核查的时限（秒）；超过即停止，并说明原因。",
             "Seconds that one check may take; then it is ended, with its reason."),
        whole_number(1), FROM_ONE,
    ),
    Setting(
        "check_mb", "2000",
        Text("一次核查可用的内存（MB）；其中一半供各表使用，其余的表存放在磁盘上。",
             "Megabytes of memory that one check may take; half of it is for tables, the "
             "rest of which lies on disk."),
        whole_number(200), Text("不小于 200 的整数", "a whole number, 200 or more"),
    ),
    Setting(
        "check_scratch_mb", "20000",
        Text("一次核查可用的临时空间（MB），包括解压后的压缩包。",
             "Megabytes of scratch space that one check may take, unpacked zips included."),
        whole_number(1), FROM_ONE,
    ),
    Setting(
        "max_rows", "20000000",
        Text("数据集中一个表最多的行数。",
             "Most rows that a table of a dataset may have."),
        whole_number(1), FROM_ONE,
    ),
    Setting(
        "report_seconds", "600",
        Text("生成一份报告的时限（秒）；超过即停止，并说明原因。",
             "Seconds that one report may take to print; then it is ended, with its reason."),
        whole_number(1), FROM_ONE,
    ),
    Setting(
        "report_mb", "1500",
        Text("生成一份报告可用的内存（MB）。",
             "Megabytes of memory that printing one report may take."),
        whole_number(1), FROM_ONE,
    ),
)  # fmt: skip
