"""Messages of `packlaw admin`."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "admin.backed-up": Text(
        "已备份到 {folder}：{parts:,} 个部分，{size:,} MB。内含密钥，请与状态文件夹同样妥善保管。",
        "Backed up to {folder}: {parts:,} {parts:part|parts}, {size:,} MB. It holds the key: "
        "keep it as safe as the state folder.",
    ),
    "admin.backup-exists": Text(
        "{folder} 已存在。备份总是写入新的文件夹，请另取名称。",
        "{folder} is there already. A backup goes to a new folder: give another name.",
    ),
    "admin.backup-gone": Text(
        "备份期间 {file} 已被删除，备份未完成。请重试。",
        "{file} was deleted while the backup was made, so there is none. Try again.",
    ),
    "admin.backup-kind": Text(
        "该备份来自 {found}，而设置的数据库是 {wanted}。请相应设置 PACKLAW_DATABASE_URL。",
        "The backup is of {found}, and the settings name {wanted}. Set "
        "PACKLAW_DATABASE_URL to match.",
    ),
    "admin.consent-needed": Text(
        "监管部门可见企业向其报送的数据，须两人同意。请用 --consent 邮箱 指明同意的运维人员，"
        "由其输入密码。",
        "A regulator sees what companies submit to it, so it takes two. Name the operator "
        "who consents by --consent EMAIL; the password is asked for.",
    ),
    "admin.erase-attached": Text(
        "案件所附文件，请人工核对其内容：{name}",
        "attached to a case, look at what is in it: {name}",
    ),
    "admin.erase-left": Text(
        "仍有残留：{name}",
        "a value still stands in: {name}",
    ),
    "admin.erase-no-dataset": Text(
        "该单位没有数据集 {key}。",
        "That organisation has no dataset {key}.",
    ),
    "admin.erase-not-reached": Text(
        "未触及：备份、已下载的副本、其他单位自行提交的相同内容、操作记录中的文字。",
        "Not reached: backups, copies that were downloaded, the same content that another "
        "organisation handed in, words on the trail.",
    ),
    "admin.erase-nowhere": Text(
        "数据集 {key} 中没有这些内容。",
        "The values stand nowhere in the dataset {key}.",
    ),
    "admin.erase-open": Text(
        "数据集 {key} 有未结束的任务；请待其结束或取消后再试。",
        "A job on the dataset {key} is not over: wait for its end, or cancel it.",
    ),
    "admin.erase-printed": Text(
        "报告（可重新申请）：{name}",
        "report, which can be asked for again: {name}",
    ),
    "admin.erase-short": Text(
        "请用 --value 或 --battery 指明要删除的内容，每项至少 {count} 个字符。",
        "Say what to erase by --value or --battery: at least {count} characters each.",
    ),
    "admin.erase-would": Text(
        "将以化名代替 {values:,} 项内容的 {cells:,} 处。尚未执行：加 --apply。",
        "{cells:,} {cells:place|places} of {values:,} {values:value|values} would get "
        "stand-ins. Nothing is changed yet: --apply does.",
    ),
    "admin.erased": Text(
        "已以化名代替 {values:,} 项内容的 {cells:,} 处。",
        "{cells:,} {cells:place|places} of {values:,} {values:value|values} got stand-ins.",
    ),
    "admin.exported": Text(
        "已将 {count:,} 条记录写入 {file}。",
        "{count:,} {count:entry|entries} written to {file}.",
    ),
    "admin.forgotten": Text(
        "账号 {number} 已匿名化。备份不在其内。",
        "Account {number} is anonymous now. Backups are not reached.",
    ),
    "admin.forgotten-left": Text(
        "操作记录中有 {count:,} 条的文字仍含该邮箱：记录成链，不能更改。",
        "{count:,} {count:entry|entries} of the trail still {count:holds|hold} the e-mail "
        "in words: it is a chain, in which nothing is changed.",
    ),
    "admin.hold-issued": Text(
        "有已出具的报告",
        "has a report that was issued",
    ),
    "admin.hold-case": Text("有案件以其为据，不予删除", "cases rest on it: stays"),
    "admin.hold-open": Text(
        "有未结束的任务",
        "has a job that is not over",
    ),
    "admin.hold-submitted": Text(
        "已报送监管部门",
        "was submitted to a regulator",
    ),
    "admin.join-link": Text(
        "{email} 加入 {organisation} 的链接（三天内有效，限用一次）：\n  {link}",
        "The link by which {email} joins {organisation} (once, for three days):\n  {link}",
    ),
    "admin.known-form": Text(
        "--known {value} 应为 编号:哈希值，如 packlaw admin trail verify 所示。",
        "--known {value} is not ID:HASH, as packlaw admin trail verify shows them.",
    ),
    "admin.last-operator": Text(
        "{email} 是最后一名运维人员。请先指定另一名：packlaw admin people make-operator",
        "{email} is the last operator. Make another one first: packlaw admin people "
        "make-operator",
    ),
    "admin.leftovers": Text(
        "残留 {count:,} 项。加 --do 删除。",
        "{count:,} {count:leftover|leftovers}. With --do they are deleted.",
    ),
    "admin.mailed": Text(
        "链接已寄往 {email}。",
        "The link was mailed to {email}.",
    ),
    "admin.no-backup": Text(
        "{folder} 不是 packlaw admin backup 所写的备份（缺 backup.json）。\n  "
        "门户运行时直接复制的状态文件夹不是备份：其数据库可能已损坏。",
        "{folder} is no backup that packlaw admin backup wrote (no backup.json).\n  "
        "A plain copy of a running portal's state folder is none: its database may be "
        "torn.",
    ),
    "admin.no-operator": Text(
        "{email} 不是运维人员。",
        "{email} is no operator.",
    ),
    "admin.no-organisation": Text(
        "没有编号为 {id} 的单位。全部单位：packlaw admin organisations list",
        "There is no organisation {id}. All of them: packlaw admin organisations list",
    ),
    "admin.no-program": Text(
        "找不到 {program}。请安装 postgresql-client。",
        "{program} was not found. Install postgresql-client.",
    ),
    "admin.nobody": Text(
        "没有邮箱为 {email} 的人员。全部人员：packlaw admin people list",
        "Nobody has the e-mail {email}. Everybody: packlaw admin people list",
    ),
    "admin.not-empty": Text(
        "{place} 不为空。恢复只写入空的状态文件夹和空的数据库。",
        "{place} is not empty. A backup is restored into an empty state folder and an "
        "empty database.",
    ),
    "admin.not-mailed": Text(
        "未能寄往 {email}：邮件服务器没有接收，原因见日志。解决后再次运行；新链接取代旧链接。",
        "The mail server did not take the mail to {email}; the log says why. Run this again "
        "once it does: a new link takes the place of the old one.",
    ),
    "admin.operator-made": Text(
        "{email} 现在是运维人员。",
        "{email} is an operator now.",
    ),
    "admin.operator-unmade": Text(
        "{email} 不再是运维人员。",
        "{email} is an operator no longer.",
    ),
    "admin.program-failed": Text(
        "{program} 未能完成：\n  {said}",
        "{program} failed:\n  {said}",
    ),
    "admin.refused": Text("{words}", "{words}"),
    "admin.remit-set": Text("已设定：{words}", "Set: {words}"),
    "admin.reset-link": Text(
        "{email}（{organisation}）设置新密码的链接（三天内有效，限用一次）：\n  {link}",
        "The link by which {email} of {organisation} chooses a new password (once, for three "
        "days):\n  {link}",
    ),
    "admin.restored": Text(
        "已恢复到 {folder}。下一步：packlaw serve",
        "Restored to {folder}. Next: packlaw serve",
    ),
    "admin.retention-applied": Text(
        "已删除 {count:,} 项和会话 {sessions:,} 个；"
        "另有 {kept:,} 项须用 --also 指名或尚在进行，仍保留。备份不在其内。",
        "Removed {count:,} {count:dataset or check|datasets and checks} and {sessions:,} "
        "{sessions:session|sessions}. {kept:,} {kept:stays|stay}: named by nobody, or at "
        "work. Backups are not reached.",
    ),
    "admin.retention-due": Text(
        "将删除 {count:,} 项（-）和会话 {sessions:,} 个；{kept:,} 项（=）保留。"
        "尚未删除：加 --apply 执行。",
        "{count:,} {count:dataset or check|datasets and checks} (-) and {sessions:,} "
        "{sessions:session|sessions} would go; {kept:,} (=) would stay. Nothing is removed "
        "yet: --apply does.",
    ),
    "admin.several": Text(
        "邮箱 {email} 有多个账号，所属单位：{organisations}。请用 --organisation 编号 选定一个。",
        "The e-mail {email} has several accounts, in the organisations {organisations}. "
        "Name one by --organisation ID.",
    ),
    "admin.signed-out": Text(
        "{email} 的所有会话已结束。",
        "Every session of {email} has ended.",
    ),
    "admin.swept": Text(
        "已删除残留 {files:,} 项、过期会话 {sessions:,} 个。",
        "Deleted {files:,} {files:leftover|leftovers} and {sessions:,} ended "
        "{sessions:session|sessions}.",
    ),
    "admin.trail-content": Text(
        "第 {id} 条已被更改：其内容与哈希值不符。此前 {held:,} 条完好。",
        "Entry {id} was changed: its content has another hash. The {held:,} before it hold.",
    ),
    "admin.trail-end": Text(
        "记录的末尾已缺失，在第 {id} 条处或其后。此前 {held:,} 条完好。",
        "The end of the trail is gone, at entry {id} or after it. {held:,} hold.",
    ),
    "admin.trail-holds": Text(
        "{entries:,} 条记录全部完好。最后一条：{id}:{hash}",
        "{entries:,} {entries:entry holds|entries hold}. The last one: {id}:{hash}",
    ),
    "admin.trail-left-out": Text(
        "已另行记下哈希值的第 {id} 条不在其中：现有 {held:,} 条是去掉它之后重新做成的链。",
        "Entry {id}, whose hash was noted elsewhere, is not there: the chain was "
        "made anew without it, with {held:,} {held:entry|entries}.",
    ),
    "admin.trail-link": Text(
        "第 {id} 条与前一条不相连：其间有记录被删除、插入或替换。此前 {held:,} 条完好。",
        "Entry {id} does not follow the one before: something was removed, put in or made "
        "anew there. The {held:,} before it hold.",
    ),
    "admin.trail-time": Text(
        "第 {id} 条的时间早于前一条。此前 {held:,} 条完好。",
        "Entry {id} is older than the one before. The {held:,} before it hold.",
    ),
}
