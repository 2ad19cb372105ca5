"""Messages of `tables`."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "tables.limit-refused": Text(
        "{setting} {value}：DuckDB 不接受这个值（{reason}）。\n"
        "  内存上限写成数字加单位，例如 8GB；线程数为不小于 1 的整数。",
        "{setting} {value}: not taken ({reason}).\n"
        "  A memory limit is a number with its unit, such as 8GB; "
        "threads are a whole number from 1.",
    ),
    "tables.spark-address-unknown": Text(
        "--on {on}：不是 Spark 的地址。可写：local[2]（本机，方括号内为线程数）、"
        "spark://HOST:7077、yarn 或 k8s://HOST。",
        "--on {on}: not the address of a Spark.  Allowed: local[2] (this machine, "
        "with as many threads), spark://HOST:7077, yarn or k8s://HOST.",
    ),
    "tables.pyspark-missing": Text(
        "--on 需要 PySpark，本机尚未安装。请运行：pip install 'packlaw[spark]'",
        "--on needs PySpark, which is not installed here.  Type: "
        "pip install 'packlaw[spark]'",
    ),
    "tables.java-missing": Text(
        "--on 需要 Java 17 或 21，在 JAVA_HOME 和 PATH 中都没有找到。请运行：{install}",
        "--on needs Java 17 or 21, and none was found (JAVA_HOME or PATH).  "
        "Type: {install}",
    ),
    "tables.spark-not-started": Text(
        "--on {on}：Spark 没有启动。其日志的最后几行：\n{log}",
        "--on {on}: Spark did not start.  The last lines of its log:\n{log}",
    ),
    "tables.java-ended": Text(
        "--on {on}：运行 Spark 的 Java 进程中途结束（退出状态 {status}）。"
        "其日志的最后几行：\n{log}\n"
        "  多半是内存不足：在本机上用 --memory-limit 设定堆内存，"
        "在集群上用 spark.driver.memory 设定。",
        "--on {on}: Java, which runs Spark, ended before the work was done (status "
        "{status}).  The last lines of its log:\n{log}\n"
        "  Mostly memory was short: --memory-limit sets its heap on this machine, "
        "spark.driver.memory on a cluster.",
    ),
    "tables.spark-disk-full": Text(
        "--on {on}：磁盘已满（{reason}）。\n"
        "  请在各执行器上和与本机共用的文件夹中腾出空间；--scratch 可另指定文件夹。",
        "--on {on}: a disk is full ({reason}).\n  Make room on the executors and in "
        "the folder that they share with this machine: --scratch names another.",
    ),
    "tables.spark-failed": Text(
        "--on {on}：Spark 出错（{reason}）。\n"
        "  执行器的说明见其各自的日志；多数情况下，增加内存，"
        "或把文件写成更多、更小的行组，即可解决。",
        "--on {on}: Spark failed ({reason}).\n  Its executors report it in their own "
        "logs; more memory, or more and smaller row groups, help most often.",
    ),
}
