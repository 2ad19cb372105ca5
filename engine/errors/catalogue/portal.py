"""Messages of the portal."""

from __future__ import annotations

from engine.errors.text import Text

_DIVIDE_ZH = "请把数据集分成几份（例如按年或按企业）后分别提交"
_DIVIDE_EN = "Divide the dataset, by year or by enterprise for example"
_ASK_EN = "or ask whoever runs this portal to raise"
_CHECKS = {
    "portal.check-too-long": Text(
        "{limit:,} 秒内未能完成该核查，已停止；当时进行到：{reached}。\n"
        f"  {_DIVIDE_ZH}；或请本站运维人员调高 PACKLAW_CHECK_SECONDS。",
        "The check was not done within {limit:,} {limit:second|seconds} and was ended; "
        "it had come to: {reached}.\n"
        f"  {_DIVIDE_EN}, {_ASK_EN} PACKLAW_CHECK_SECONDS.",
    ),
    "portal.check-too-large": Text(
        "该核查需要的内存超过 {limit:,} MB，已停止；当时进行到：{reached}。\n"
        f"  {_DIVIDE_ZH}；或请本站运维人员调高 PACKLAW_CHECK_MB。",
        "The check needed more than {limit:,} MB of memory and was ended; it had come to: "
        "{reached}.\n"
        f"  {_DIVIDE_EN}, {_ASK_EN} PACKLAW_CHECK_MB.",
    ),
    "portal.check-scratch": Text(
        "该核查需要的临时空间超过 {limit:,} MB，已停止；当时进行到：{reached}。\n"
        f"  {_DIVIDE_ZH}；或请本站运维人员调高 PACKLAW_CHECK_SCRATCH_MB。",
        "The check needed more than {limit:,} MB of scratch space and was ended; it had "
        "come to: {reached}.\n"
        f"  {_DIVIDE_EN}, {_ASK_EN} PACKLAW_CHECK_SCRATCH_MB.",
    ),
    "portal.check-disk-full": Text(
        "服务器的磁盘已满，核查已停止；当时进行到：{reached}。\n"
        "  请通知本站运维人员腾出空间，然后重新核查。",
        "The server's disk is full, and the check was ended; it had come to: {reached}.\n"
        "  Tell whoever runs this portal to free space, then check again.",
    ),
    "portal.check-ended": Text(
        "执行该核查的进程意外结束，可能是服务器内存不足；当时进行到：{reached}。\n"
        "  请重新核查。如再次发生，请通知本站运维人员：一次核查可用 {limit:,} MB 内存"
        "（PACKLAW_CHECK_MB）。",
        "The process that made the check ended before it was done, perhaps because the "
        "server ran out of memory; it had come to: {reached}.\n"
        "  Check again. If it ends so again, tell whoever runs this portal: a check may "
        "take {limit:,} MB of memory (PACKLAW_CHECK_MB).",
    ),
}
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
    "portal.database-revision": Text(
        "该数据库的表不是本版本的。请先启动一次 packlaw serve，它会更新这些表。",
        "The tables of the database are not those of this version. Start packlaw serve "
        "once: it brings them up to date.",
    ),
    "portal.database-torn": Text(
        "数据库文件 {file} 已损坏。\n  门户运行时直接复制的状态文件夹就会如此：请用 "
        "packlaw admin backup 备份，用 packlaw admin restore 恢复。",
        "The database {file} is damaged.\n  So is a plain copy of the state folder of a "
        "running portal: back up with packlaw admin backup, and restore with packlaw "
        "admin restore.",
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
    "portal.report-erased": Text(
        "数据集中的个人信息已删除，此前的报告随之移除；可重新申请。",
        "A person's data was erased from the dataset, and the report with it; ask for it "
        "again.",
    ),
    "portal.report-too-large": Text(
        "生成该报告的进程意外结束，通常是因为内存超出 {limit} MB。\n  请改为只针对一家企业的"
        "报告；或请本站运维人员调高 PACKLAW_REPORT_MB。",
        "The process that printed the report ended before it was done, most likely because "
        "it needed more than {limit:,} MB of memory.\n  Ask for a report on one enterprise "
        "instead, or ask whoever runs this portal to raise PACKLAW_REPORT_MB.",
    ),
    **_CHECKS,
    "portal.settings": Text("{faults}", "{faults}"),
    "portal.openid-no-client": Text(
        "设置了 PACKLAW_OPENID_ISSUER，还须设置 PACKLAW_OPENID_CLIENT_ID。",
        "PACKLAW_OPENID_ISSUER is set, so PACKLAW_OPENID_CLIENT_ID is needed, too.",
    ),
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
