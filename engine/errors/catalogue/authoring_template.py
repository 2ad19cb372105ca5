"""Messages of `authoring`: workbooks to fill in, and what stands in them."""

from __future__ import annotations

from engine.errors.text import Text

_REFUSALS = {
    "authoring.template.not-xlsx": Text(
        "{out}：模板是工作簿，文件名须以 .xlsx 结尾。",
        "{out}: a template is a workbook; give its file a name that ends in .xlsx.",
    ),
    "authoring.template.exists": Text(
        "{out}：已有此文件，其中可能已经填写，不予覆盖。\n请另取文件名，或先移走它。",
        "{out}: this file is there, and may have been filled in; it is not replaced.\n"
        "Name another file, or move this one away first.",
    ),
    "authoring.template.vocabularies": Text(
        "规则使用的用词表不止一份：{names}。\n请用 --vocabulary 指明一份。",
        "The rules have more than one vocabulary: {names}.\n"
        "Name one of them with --vocabulary.",
    ),
}
# What a head of a column says when it is pointed at.
_NOTES = {
    "authoring.template.note.field": Text("字段“{label}”。", "Field: {label}."),
    "authoring.template.note.required": Text(
        "必填：空着的行不予接受。", "Required: a row without it is rejected."
    ),
    "authoring.template.note.empty": Text("空着 = {meaning}。", "Empty = {meaning}."),
    "authoring.template.note.every-rule": Text(
        "每条规则都要用。", "Every rule needs it."
    ),
    "authoring.template.note.rules": Text(
        "{count} 条规则要用：{titles}", "Rules that ask for it: {count}. {titles}"
    ),
    "authoring.template.note.and-others": Text(
        "{count} 条规则要用，例如：{titles}",
        "Rules that ask for it: {count}, for example: {titles}",
    ),
    "authoring.template.note.rule": Text("《{title}》", "“{title}”"),
    "authoring.template.note.no-rule": Text(
        "没有规则要用，可以不填。", "No rule asks for it; it may stay empty."
    ),
    "authoring.template.note.name": Text("英文列名：{other}", "In Chinese: {other}"),
}
# What to write into a cell, by the type of its column.
_WRITE = {
    "authoring.template.write.date": Text(
        "写日期，如 2026-05-01。", "Write a day, such as 2026-05-01."
    ),
    "authoring.template.write.number": Text(
        "写数字，不带单位。", "Write a number, without a unit."
    ),
    "authoring.template.write.flag": Text("写“是”或“否”。", "Write yes or no."),
    "authoring.template.write.list": Text(
        "从下拉列表中选；全部写法见“{codes}”表。",
        "Choose from the list; the sheet “{codes}” explains it.",
    ),
    "authoring.template.write.roles": Text(
        "从下拉列表中选；有几个时以英文分号相连（甲;乙）。全部写法见“{codes}”表。",
        "Choose from the list; join several with semicolons (a;b). The sheet “{codes}” "
        "explains them.",
    ),
    "authoring.template.write.region": Text(
        "写 GB/T 2260 代码，2、4 或 6 位数字，如 420100。",
        "Write its GB/T 2260 code: 2, 4 or 6 digits, such as 420100.",
    ),
    "authoring.template.write.identifier": Text(
        "本列为文本格式，长编号不会变形。",
        "The column is formatted as text, so that long ids stay whole.",
    ),
    "authoring.template.write.text": Text("写文字。", "Write a text."),
}
# What a spreadsheet says where something else was typed; at most 255 characters.
_TYPED = {
    "authoring.template.typed.date": Text(
        "这里写 1900 至 9999 年间的日期，如 2026-05-01。",
        "A day from 1900 to 9999 stands here, such as 2026-05-01.",
    ),
    "authoring.template.typed.number": Text(
        "这里写数字，不带单位。", "A number stands here, without a unit."
    ),
    "authoring.template.typed.list": Text(
        "列表中没有这个写法。请核对“{codes}”表；用词表以外的写法会被拒收。",
        "The list does not have it. Look at the sheet “{codes}”: a word that the "
        "vocabulary lacks is rejected.",
    ),
}
_CODES = {
    "authoring.template.codes.column": Text("列", "column"),
    "authoring.template.codes.write": Text("写法", "code"),
    "authoring.template.codes.other": Text("代码", "meaning"),
}
_HELP = {
    "authoring.template.page.title": Text("填写说明", "How to fill in this workbook"),
    "authoring.template.page.of-role": Text(
        "各表填好后即是一个数据集。用词表：{title}。只列出“{role}”的规则用到的事件和字段。",
        "The sheets, once filled in, are a dataset. {title}. Only events and fields that "
        "rules for this role look at are listed: {role}.",
    ),
    "authoring.template.page.of-all": Text(
        "各表填好后即是一个数据集。用词表：{title}。列出全部事件和字段。",
        "The sheets, once filled in, are a dataset. {title}. All events and fields are "
        "listed.",
    ),
    "authoring.template.page.rows": Text("一、每张表的一行是什么", "1  What a row is"),
    "authoring.template.page.row": Text("{table}：{row}", "{table}: {row}"),
    "authoring.template.page.fill": Text("二、怎样填", "2  How to fill in"),
    "authoring.template.page.required": Text("必填", "required"),
    "authoring.template.page.asked": Text("规则要用", "rules ask for it"),
    "authoring.template.page.other": Text("可以不填", "may stay empty"),
    "authoring.template.page.heads": Text(
        "鼠标停在表头上，可以看到这一列的含义和要用它的规则。",
        "Point at a head to see what its column means and which rules ask for it.",
    ),
    "authoring.template.page.paste": Text(
        "从别处粘贴时请选“仅粘贴数值”，编号和日期的格式才不会变。表名、表头请勿改动；"
        "列的次序可以变，“{codes}”表和本页不会被读取。",
        "Paste values only, so that ids and days keep their format. Leave the names of "
        "sheets and the heads as they are; the order of columns is free. This page and "
        "the sheet “{codes}” are not read.",
    ),
    "authoring.template.page.empty": Text("三、空着是什么意思", "3  What empty means"),
    "authoring.template.page.unknown": Text(
        "空着 = 不知道；不知道的既不算合规，也不算违规。",
        "Empty = not known, which is neither a pass nor a breach.",
    ),
    "authoring.template.page.exceptions": Text(
        "例外：{exceptions}。不掌握其中某列的，请删去整列，不要空着留下。",
        "But: {exceptions}. If you do not have one of these columns, delete it; do not "
        "leave it empty.",
    ),
    "authoring.template.page.exception": Text(
        "“{head}”空着 = {meaning}", "{head} left empty = {meaning}"
    ),
    "authoring.template.page.untouched": Text(
        "· {tables}：表中有行时，没有行的企业视为没有；一行也不填，视为不知道。",
        "· {tables}: once a row is filled in, an enterprise without a row counts as having "
        "none; a sheet without any row says nothing.",
    ),
    "authoring.template.page.correct": Text("四、更正", "4  Corrections"),
    "authoring.template.page.new-row": Text(
        "已报出的行不要改。另写一行，用新的记录编号，“{corrects}”写原编号，“{recorded}”写当天。",
        "Never edit a row that was sent. Write a new one with an id of its own, the id of "
        "the old one under {corrects}, and the day of writing under {recorded}.",
    ),
    "authoring.template.page.manifest": Text(
        "五、在同一文件夹放一个 dataset.yaml（UTF-8 文本），内容如下",
        "5  Beside this workbook, a file dataset.yaml (UTF-8 text)",
    ),
    "authoring.template.page.complete": Text(
        "complete：从 from 到 until（含两日）没有遗漏的记录；请换成自己的日期。"
        "不能保证从哪天起的，删去 from。",
        "complete: from one day to the other, both included, no record is missing; put "
        "your own days. Leave from out where you cannot say since when.",
    ),
    "authoring.template.page.next": Text("六、接下来", "6  What happens next"),
    "authoring.template.page.validate": Text(
        "哪些行被拒收，为什么", "which rows are rejected, and why"
    ),
    "authoring.template.page.check": Text(
        "逐条核查，报告在 out/report.pdf",
        "every duty judged; the report is out/report.pdf",
    ),
    "authoring.template.page.folder": Text("文件夹", "FOLDER"),
    "authoring.template.page.examples": Text(
        "示例：“{table}”表的几行（虚构，不会被读取）",
        "Example: rows of the sheet “{table}” (invented, never read)",
    ),
}
_MANIFEST = {
    "authoring.template.manifest": Text(
        "title: 某企业 2026 年上半年记录\n"
        "source: 企业台账，2026-07-05 导出\n"
        "complete: {{from: YYYY-MM-DD, until: YYYY-MM-DD}}\n"
        "vocabulary: {vocabulary}",
        "title: Records of our company, first half of 2026\n"
        "source: company ledger, taken out on 2026-07-05\n"
        "complete: {{from: YYYY-MM-DD, until: YYYY-MM-DD}}\n"
        "vocabulary: {vocabulary}",
    ),
    "authoring.template.written": Text(
        "{out}：{sheets}\n"
        "填写后，在同一文件夹放一个 dataset.yaml，内容如下（日期换成自己的）：\n\n"
        "{manifest}\n\n"
        "complete：这两日之间没有遗漏的记录；不能保证从哪天起的，删去 from。\n"
        "下一步：packlaw dataset validate {folder}",
        "{out}: {sheets}\n"
        "When it is filled in, put a file dataset.yaml beside it (with your own days):\n\n"
        "{manifest}\n\n"
        "complete: no record between these days is missing; leave from out where you "
        "cannot say since when.\n"
        "Next: packlaw dataset validate {folder}",
    ),
}
MESSAGES: dict[str, Text] = {
    **_REFUSALS,
    **_NOTES,
    **_WRITE,
    **_TYPED,
    **_CODES,
    **_HELP,
    **_MANIFEST,
}
