"""Messages of `authoring`: adopted texts, comparisons, examples and mutation."""

from __future__ import annotations

from engine.errors.text import Text

_ADOPTION: dict[str, Text] = {
    # Refusals
    "authoring.adoption.no-instrument": Text(
        "没有法规文件 {id}。现有法规文件：{known}。",
        "No instrument {id}. Instruments: {known}.",
    ),
    "authoring.adoption.unreadable": Text(
        "{file}：无法读取条文（{reason}）。请将正式文本粘贴到纯文本文件中，再指明该文件。",
        "{file}: the text cannot be read ({reason}). Paste the official text into a "
        "plain-text file and name that file.",
    ),
    "authoring.adoption.not-utf8": Text(
        "{file}，第 {line} 行：不是 UTF-8 编码。请将条文存为 UTF-8 纯文本，再重新收录。",
        "{file}, line {line}: this is not UTF-8. Save the text as plain text in UTF-8 "
        "and adopt it again.",
    ),
    "authoring.adoption.character": Text(
        "{file}，第 {line} 行：字符 U+{number:04X} 不是文字。"
        "请打开原文件，复制文字并粘贴到纯文本文件中。",
        "{file}, line {line}: the character U+{number:04X} is no text. Open the "
        "document, copy its words and paste them into a plain-text file.",
    ),
    "authoring.adoption.no-article": Text(
        "{file}：未找到条款。条款须在行首写明：第一条 … 或 Article 1 …；粘贴时请保留换行。",
        "{file}: no article was found. An article opens a line: 第一条 … or Article 1 …; "
        "paste the text with its line ends.",
    ),
    "authoring.adoption.article-twice": Text(
        "{file}：第 {article} 条始于第 {first} 行，又始于第 {second} 行。"
        "请只保留正文中的一处；目录、附件或另一文本不应放在此文件中。",
        "{file}: article {article} opens on line {first} and again on line {second}. "
        "Keep the one of the text itself; a table of contents, an annex or a second "
        "text does not belong in this file.",
    ),
    "authoring.adoption.other-text": Text(
        "{file} 已存有另一文本。请用 --on 指明取得本文本之日；"
        "若该文件系误收，请将其删除。",
        "{file} holds another text already. Give the day on which this one was taken "
        "with --on, or delete that file if it was adopted by mistake.",
    ),
    "authoring.adoption.not-writable": Text(
        "{file}：无法写入（{reason}）。请在您有写入权限的规则副本中收录：--rules FOLDER。",
        "{file}: it cannot be written ({reason}). Adopt the text in a copy of the rules "
        "that is yours: --rules FOLDER.",
    ),
    # The head of the report
    "authoring.adoption.counts": Text(
        "条文 {articles} 条，{items} 项，{chapters} 个章节",
        "{articles:,} {articles:article|articles}, {items:,} {items:item|items}, "
        "{chapters:,} {chapters:chapter or section|chapters and sections}",
    ),
    "authoring.adoption.stored": Text(
        "{file}  SHA-256 {sha256}", "{file}  SHA-256 {sha256}"
    ),
    "authoring.adoption.preview": Text(
        "仅为预览，未写入任何文件。", "A preview: nothing was written."
    ),
    "authoring.adoption.nothing-written": Text(
        "条文此前已取得，未写入任何文件。",
        "The text stood there already; nothing was written.",
    ),
    "authoring.adoption.written": Text("已写入：{files}", "Written: {files}"),
    "authoring.adoption.left-to-a-lawyer": Text(
        "规则未作任何改动。[ ] 各项由法律人员对照条文决定；"
        "所列改法逐行给出原文（-）和改后（+），"
        "改后运行 packlaw rules lint 和 packlaw rules test，并在 CHANGELOG.md 记一行。",
        "No rule was changed. Each [ ] is for a lawyer to settle by the text; the edits "
        "give the line as it is (-) and as it would be (+). Then run packlaw rules lint "
        "and packlaw rules test, and add a line to CHANGELOG.md.",
    ),
    # The checklist
    "authoring.adoption.none": Text("没有。", "None."),
    "authoring.adoption.at-line": Text("{file}，第 {line} 行", "{file}, line {line}"),
    "authoring.adoption.after-line": Text(
        "{file}，第 {line} 行之后加入", "after {file}, line {line}"
    ),
    "authoring.adoption.article": Text(
        "{article}  {start}", "{article}  {start}"
    ),
    "authoring.adoption.cited-by": Text(
        "{article}  {start}  ← {rules}", "{article}  {start}  ← {rules}"
    ),
    "authoring.adoption.gap": Text(
        "{before}之后即为{after}：是否漏贴？",
        "{before} is followed by {after}: was something left out?",
    ),
    "authoring.adoption.entry-not-in-text": Text(
        "{file}：{article}“{heading}”，条文中没有此条（项）",
        "{file}: {article} “{heading}” does not stand in the text",
    ),
    "authoring.adoption.citation-not-in-text": Text(
        "{file}：所引{article}，条文中没有此条（项）",
        "{file}: it cites {article}, which the text does not have",
    ),
    "authoring.adoption.no-candidate": Text(
        "{entry}：条文中没有相同的词语", "{entry}: no article shares a word with it"
    ),
    "authoring.adoption.candidate": Text(
        "{article}（{shared}）", "{article} ({shared})"
    ),
    "authoring.adoption.candidates": Text(
        "{entry}：可能的条款：{near}；请对照条文，若为{article}：",
        "{entry}: perhaps {near}, by shared words; read it, and if it is {article}:",
    ),
    "authoring.adoption.merge-entry": Text(
        "并入{article}的，其规则列于该条，并删去 {file} 第 {line} 行起的本条目",
        "where it is joined to {article}: list its rules there and delete this "
        "entry from {file}, line {line} on",
    ),
    "authoring.adoption.rename-rule": Text(
        "编号也要带条号的：文件名、id 和条目中的 {old} 改为 {new}，"
        "并在 {file} 的 aliases 中写入 {old}: {new}",
        "for an id with the number: in file name, id and entry write {new} for {old}, "
        "and under aliases in {file} add {old}: {new}",
    ),
    "authoring.adoption.number-stated": Text(
        "{rule}：{number}，{article}载明",
        "{rule}: {number}, as {article} states",
    ),
    "authoring.adoption.number-stated-among-others": Text(
        "{rule}：{number}，{article}载明，但该条另载：{others}",
        "{rule}: {number}, which {article} states, but it states also: {others}",
    ),
    "authoring.adoption.number-not-stated": Text(
        "{rule}：{number}，{article}未载；该条载：{others}",
        "{rule}: {number}, which {article} does not state; it states: {others}",
    ),
    "authoring.adoption.confidence-may-rise": Text(
        "{rule}：可信度 {confidence}；条文支持本规则的，改为 A",
        "{rule}: confidence {confidence}; A once the text bears the rule out",
    ),
    "authoring.adoption.text-seen-now": Text(
        "{article}：记为未见条文，现已取得；改定核查方式、说明和检查提问",
        "{article}: marked as not seen, and seen now; settle its coverage, why and "
        "question",
    ),
    "authoring.adoption.day-not-stated": Text(
        "{file}：{key} 为 {day}，条文未载；条文载：{stated}",
        "{file}: {key} is {day}, which the text does not state; it states: {stated}",
    ),
    "authoring.adoption.other-first-day": Text(
        "{rule}：自 {day} 起适用，法规自 {in_force} 起施行",
        "{rule}: applies from {day}, the instrument is in force from {in_force}",
    ),
    "authoring.adoption.amounts": Text(
        "{article}载：{amounts}", "{article} states: {amounts}"
    ),
    "authoring.adoption.amounts-for-sanctions": Text(
        "{article}载：{amounts}；金额未定的处罚：{sanctions}",
        "{article} states: {amounts}; sanctions without an amount: {sanctions}",
    ),
}  # fmt: skip
_DIFF: dict[str, Text] = {
    "authoring.diff.not-a-run": Text(
        "{file}：不是一次核查的记录（{problem}）。请指明规则文件夹，"
        "或 `packlaw check` 生成的文件夹。",
        "{file}: this is not the record of a run ({problem}). Name a folder of rules, "
        "or one that `packlaw check` left.",
    ),
    "authoring.diff.no-change": Text("两个规则集相同。", "The two rulebooks say the same."),
    "authoring.diff.days": Text("涉及：{days}", "Concerns acts {days}"),
    "authoring.diff.finding-ids": Text(
        "发现编号改变：由 {old} 起算改为由 {new} 起算，此前的结论不再对应",
        "finding ids change: taken of {old} before, of {new} now, so that earlier "
        "findings no longer match",
    ),
    "authoring.diff.sign-again": Text(
        "签署（{by}，{on}）早于此项改动，须重新签署",
        "signed by {by} on {on}, before this change: to be signed anew",
    ),
    "authoring.diff.applies-now": Text("现也适用于{days}", "applies now also {days}"),
    "authoring.diff.applies-no-longer": Text(
        "不再适用于{days}", "applies no longer {days}"
    ),
    "authoring.diff.written-otherwise": Text(
        "{text}（写法不同，见文件）", "{text} (written otherwise, see the file)"
    ),
    "authoring.diff.alias-now": Text(
        "旧编号 {alias} 现指 {rule}", "{alias} now leads to {rule}"
    ),
    "authoring.diff.alias-gone": Text(
        "旧编号 {alias} 不再有效", "{alias} leads nowhere any more"
    ),
    "authoring.diff.year-added": Text("新增{year}年", "{year} is covered now"),
    "authoring.diff.year-removed": Text(
        "不再包括{year}年", "{year} is no longer covered"
    ),
    "authoring.diff.signed": Text("{by}（{on}）签署", "signed by {by} on {on}"),
    "authoring.diff.example": Text(
        "{change}：{day}，{verdict}", "{change}: {verdict}, as of {day}"
    ),
}  # fmt: skip
# Examples and mutation
_TRIALS: dict[str, Text] = {
    "authoring.example-not-judged": Text(
        "{file}，第 {line} 行：规则 {rule} 的案例无法判定：{reason}",
        "{file}, line {line}: this example of rule {rule} could not be judged: {reason}",
    ),
    "authoring.mutation-example-disagrees": Text(
        "{file}，第 {line} 行：预期 {expected}，实得 {found}。"
        "案例须先与本规则一致，才能用来检验规则的改动；`packlaw rules test` 可运行全部案例。",
        "{file}, line {line}: expected {expected}, found {found}. An example has to "
        "agree with its rule before it can test a change of it; `packlaw rules test` "
        "runs them all.",
    ),
}
MESSAGES: dict[str, Text] = {**_ADOPTION, **_DIFF, **_TRIALS}
