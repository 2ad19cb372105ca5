"""Messages of the portal."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "portal.set-up": Text(
        "还没有任何账号。请打开以下链接进行初始设置；链接三天内有效，只能使用一次：\n  {link}",
        "Nobody has an account yet. Open this link, good once and for three days, to "
        "set the portal up:\n  {link}",
    ),
    "portal.database-driver": Text(
        "PACKLAW_DATABASE_URL 所指数据库的驱动 {module} 未安装。PostgreSQL 请执行 "
        "pip install 'packlaw[postgres]'，并使用 postgresql+psycopg://…。",
        "{module}, the driver of the database in PACKLAW_DATABASE_URL, is not installed.  "
        "For PostgreSQL: pip install 'packlaw[postgres]', and postgresql+psycopg://…",
    ),
    "portal.database-url": Text(
        "PACKLAW_DATABASE_URL 不是 SQLAlchemy URL，例如 "
        "postgresql+psycopg://name:password@host/database；为空时用 SQLite。",
        "PACKLAW_DATABASE_URL is no SQLAlchemy URL, such as "
        "postgresql+psycopg://name:password@host/database; empty: SQLite.",
    ),
    "portal.host-in-the-clear": Text(
        "--host {host} 可由其他机器访问，而密码不得明文传送。\n  请在前面设置 HTTPS 服务器，"
        "并将 PACKLAW_PUBLIC_URL 设为人们访问的地址 https://…。",
        "--host {host} can be reached by others, and passwords must not travel in the "
        "clear.\n  Put a server with HTTPS in front and set PACKLAW_PUBLIC_URL=https://…, "
        "the address people type.",
    ),
    "portal.report-too-long": Text(
        "{seconds} 秒内未能生成该报告，已停止。\n  请改为只针对一家企业的报告；"
        "或请本站运维人员调高 PACKLAW_REPORT_SECONDS。",
        "The report was not printed within {seconds:,} {seconds:second|seconds} and was "
        "ended.\n  Ask for a report on one enterprise instead, or ask whoever runs this "
        "portal to raise PACKLAW_REPORT_SECONDS.",
    ),
    "portal.report-too-large": Text(
        "生成该报告的进程意外结束，通常是因为内存超出 {limit} MB。\n  请改为只针对一家企业的"
        "报告；或请本站运维人员调高 PACKLAW_REPORT_MB。",
        "The process that printed the report ended before it was done, most likely because "
        "it needed more than {limit:,} MB of memory.\n  Ask for a report on one enterprise "
        "instead, or ask whoever runs this portal to raise PACKLAW_REPORT_MB.",
    ),
    "portal.settings": Text("{faults}", "{faults}"),
    "portal.setting-wrong": Text(
        "{variable} 的值是 {value}，应为{allowed}。\n  {meaning}默认值：{default}。",
        "{variable} is {value}. It takes {allowed}.\n  {meaning} Default: {default}.",
    ),
    "portal.setting-unknown": Text(
        "没有名为 {name} 的设置。\n  全部设置：{settings}。",
        "{name} is not a setting.\n  Settings: {settings}.",
    ),
    "portal.setting-unknown-but-near": Text(
        "没有名为 {name} 的设置。是否指 {near}？\n  全部设置：{settings}。",
        "{name} is not a setting. Did you mean {near}?\n  Settings: {settings}.",
    ),
}
