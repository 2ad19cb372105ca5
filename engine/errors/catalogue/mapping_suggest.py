"""Messages of `mapping/suggest`: what is proposed, how surely and why."""

from __future__ import annotations

from engine.errors.text import Text

_SYNONYMS = {
    "mapping.word-of-two": Text(
        "词语 {word} 同时列在 {first} 和 {other} 下。\n请只保留一处。",
        "The word {word} stands under {first} and under {other}.\nKeep it in one place.",
    ),
}
_LEAVE_OUT = {
    "mapping.leave-out.totals": Text("合计行", "totals"),
    "mapping.leave-out.signature": Text("签字行", "a line of signatures"),
    "mapping.leave-out.heads": Text("重复的表头", "the heads again"),
}
_TEXT = {
    "mapping.text.registered": Text(
        "此处登记的企业，若另有 credentials 表而其中没有它的行，即视为不持有任何证照",
        "a party listed here counts as holding nothing once there is a table of "
        "credentials without a row of it",
    ),
    "mapping.text.role": Text("{role}（{name}）", "{role} ({name})"),
    "mapping.text.head": Text(
        "由 packlaw dataset map --suggest 根据各表的前若干行提出，未经核对不得使用。\n"
        "请逐行核对；标有“请填写”的空文本须先填写。行尾的说明可以删去。",
        "Proposed by packlaw dataset map --suggest from the first rows of each table; not "
        "to be used unseen.\n"
        'Check every line, and fill in the empty texts marked "fill in". What stands '
        "behind the lines may be deleted.",
    ),
    "mapping.text.complete": Text(
        "记录在哪两日之间没有缺漏；不写则缺少的记录不作判断：",
        "Between which days no record is missing; without it nothing absent is judged:",
    ),
    "mapping.text.sure": Text("确定", "sure"),
    "mapping.text.likely": Text("很可能", "likely"),
    "mapping.text.guess": Text("猜测", "a guess"),
    "mapping.text.fill-in": Text("请填写", "fill in"),
    "mapping.nothing-proposed": Text(
        "{source}：没有任何一张表的表头能够识别。\n请手工编写映射（engine/mapping/README.md）。",
        "{source}: no table has heads that are known.\n"
        "Write the mapping by hand (engine/mapping/README.md).",
    ),
    "mapping.text.because": Text("{sure}：{why}", "{sure}: {why}"),
    "mapping.text.unknown": Text(
        "不认识的词语，其所在行将被拒收；不是电池事件的可写入 leave_out：{words}",
        "words that are not known: their rows will be rejected, or name them under "
        "leave_out: {words}",
    ),
    "mapping.text.not-used": Text("未使用的表头：{heads}", "heads not used: {heads}"),
    "mapping.text.lost": Text(
        "没有找到 {column}：{count} 条规则需要它，例如 {rule}",
        "{column} was not found; rules that need it: {count}, such as {rule}",
    ),
    "mapping.text.no-table": Text(
        "没有找到 {table}：{count} 条规则需要它，例如 {rule}",
        "{table} was not found; rules that need it: {count}, such as {rule}",
    ),
    "mapping.text.not-read": Text(
        "看不出是哪张表，或无法打开：{places}",
        "like none of our tables, or not to be opened: {places}",
    ),
}
_WHY = {
    "mapping.why.named": Text("“{text}”这样称呼", '"{text}" says so'),
    "mapping.why.day-of": Text(
        "表头“{head}”是它的日期", 'the head "{head}" is that of its day'
    ),
    "mapping.why.battery-of": Text(
        "表头“{head}”是它的电池", 'the head "{head}" is that of its battery'
    ),
    "mapping.why.kinds": Text(
        "“{head}”下的词语是各类事件", 'the words under "{head}" are kinds of event'
    ),
    "mapping.why.register-alone": Text(
        "只有电池清单，没有记录就无法核查；若这些电池由本企业生产，生产日期即为一条记录",
        "there is a list of batteries alone, and without records nothing can be checked; "
        "if the company made them, their day of production is one",
    ),
    "mapping.why.code-in-title": Text(
        "表头上方写有“{text}”", 'above the heads stands "{text}"'
    ),
    "mapping.text.apart": Text("{note}", "{note}"),
    "mapping.why.name": Text("表头就是它的名称", "the head is its name"),
    "mapping.why.usual": Text("通常这样称呼", "it is usually called so"),
    "mapping.why.similar": Text("表头与通常的称呼相近", "it is called much like that"),
    "mapping.why.shape": Text("值的形式如此", "its values look like it"),
    "mapping.why.unit": Text("单位为{unit}", "the unit is {unit}"),
    "mapping.why.order": Text("日期不是年在前", "its days do not put the year first"),
    "mapping.why.order-unclear": Text(
        "看不出日在前还是月在前：请核对 written",
        "nothing shows whether day or month stands first: check written",
    ),
    "mapping.why.marks": Text(
        "数字写作 {example} 的样子", "its numbers are written like {example}"
    ),
    "mapping.why.words": Text("词语已译为代码", "its words are translated"),
    "mapping.why.title": Text("“{text}”这样写", '"{text}" says so'),
    "mapping.why.no-day": Text(
        "哪一列是发生日期（没有找到）", "the column of its day: none was found"
    ),
    "mapping.why.no-actor": Text(
        "本企业的统一社会信用代码（没有一列说明是哪家企业）",
        "the unified social credit code of the company: no column says which it is",
    ),
    "mapping.why.no-roles": Text(
        "本企业的角色，多个以分号隔开；不填则与角色有关的义务无法判定。可填：{roles}",
        "the roles of the company, several with semicolons between them; without them "
        "no duty of a role can be judged. Roles: {roles}",
    ),
    "mapping.why.name-only": Text(
        "只有名称，没有代码：按名称区分各方",
        "there is a name and no id: parties are told apart by their names",
    ),
    "mapping.why.report-of-several": Text(
        "一个报送日期对应多个事件：请核对属于哪一个",
        "one day of reports and several events: check to which it belongs",
    ),
    "mapping.why.made-of": Text(
        "各行互不相同，重新导出时不变",
        "these differ in every row, and stay the same in another export",
    ),
    "mapping.why.no-key": Text(
        "各行并不都不相同：请补充能区分各行的列",
        "these do not differ in every row: add what tells the rows apart",
    ),
    "mapping.why.no-report": Text(
        "此处没有这一列，而空单元格有其含义（未报送、没有终止日）：确实如此的写"
        '{{constant: ""}}；只是不知道的，请删去各处的 {column}',
        "there is none here, and an empty cell says something (not reported, no end): "
        'write {{constant: ""}} where that is so; if it is only not known, delete '
        "{column} everywhere",
    ),
    "mapping.why.no-event": Text(
        "事件代码（没有任何名称表明这些行是什么事件）",
        "the event: no name says what these lines tell",
    ),
}
MESSAGES = {**_SYNONYMS, **_LEAVE_OUT, **_TEXT, **_WHY}
