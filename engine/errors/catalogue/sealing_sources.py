"""Messages of verifying reports: what differs from an earlier revision, run or dataset."""

from __future__ import annotations

from engine.errors.text import Text

_REVISIONS = {
    "sealing.whole-file": Text(
        "签名“{field}”覆盖整个文件", "Seal “{field}” covers the whole file"
    ),
    "sealing.covers-part": Text(
        "签名“{field}”只覆盖文件的一部分",
        "Seal “{field}” covers only a part of the file",
    ),
    "sealing.appended": Text(
        "签名“{field}”之后，文件又追加了 {later} 个修订",
        "After seal “{field}”, {later} {later:revision was|revisions were} appended to the file",
    ),
    "sealing.appended-proves": Text(
        "签名时的内容仍可取出，但所显示的不再是当时签的那一份。",
        "What was sealed is still in the file, but what is shown is no longer that.",
    ),
    "sealing.sealed-again": Text(
        "签名“{field}”之后又有别的签名，除此没有改动",
        "After seal “{field}” further seals were added, and nothing else",
    ),
    "sealing.only-seals": Text(
        "签名没有改动报告：页面、附件和标签与签名前的报告相同",
        "Sealing changed nothing of the report: pages, attachments and tags are those of "
        "before",
    ),
    "sealing.revised": Text(
        "现在所显示的与追加修订之前的报告不同：{parts}",
        "What is shown is not the report before revisions were appended: {parts}",
    ),
    "sealing.appended-unsealed": Text(
        "文件追加了修订，却没有签名", "A revision was appended to the file, and no seal"
    ),
    "sealing.pages-differ": Text(
        "第 {pages} 页不同", "{pages:page|pages} {pages} {pages:differs|differ}"
    ),
    "sealing.page-count-differs": Text(
        "应有 {expected} 页，实有 {found} 页",
        "it has {found} {found:page|pages} instead of {expected}",
    ),
    "sealing.pages-missing": Text(
        "缺少或被改的原第 {pages} 页",
        "{pages:page|pages} {pages} {pages:is|are} missing or changed",
    ),
    "sealing.pages-added": Text(
        "多出或被改的现第 {pages} 页",
        "what is now {pages:page|pages} {pages} is new or changed",
    ),
    "sealing.attachments-differ": Text(
        "附件 {names} 不同",
        "{names:attachment|attachments} {names} {names:differs|differ}",
    ),
    "sealing.attachments-missing": Text(
        "缺少附件 {names}",
        "{names:attachment|attachments} {names} {names:is|are} missing",
    ),
    "sealing.attachments-added": Text(
        "多出附件 {names}",
        "{names:attachment|attachments} {names} {names:was|were} added",
    ),
    "sealing.metadata-differs": Text(
        "文件的元数据不同", "the metadata of the file differ"
    ),
    "sealing.structure-differs": Text(
        "标签、书签或动作不同", "tags, bookmarks or actions differ"
    ),
    "sealing.part-unreadable": Text(
        "有的内容已无法读取", "a part of it cannot be read any more"
    ),
    "sealing.fields-differ": Text("表单域不同", "form fields differ"),
}
_SOURCES = {
    "sealing.run-agrees": Text(
        "由 {run} 重新生成的报告与签名前的文件逐字节相同",
        "Printed again from {run}, the report is the same byte for byte, before seals",
    ),
    "sealing.run-proves": Text(
        "证明页面和附件都出自这一核查结果；不证明数据属实，也不证明规则解读正确。",
        "Pages and attachments come out of this run. Not that its records are true, or "
        "that its reading of the law is right.",
    ),
    "sealing.no-options": Text(
        "文件没有说明报告是怎样生成的，无法由 {run} 重新生成",
        "The file does not say how it was printed, so that it cannot be printed again "
        "from {run}",
    ),
    "sealing.run-changed": Text(
        "{run} 中的文件在核查之后被改动",
        "Files in {run} were changed after the check",
    ),
    "sealing.other-run": Text(
        "报告不是由 {run} 生成的，不同之处：{facts}",
        "The report was not made from {run}: {facts} {facts:differs|differ}",
    ),
    "sealing.other-against": Text(
        "报告所对比的较早核查不是 {against}",
        "The earlier run that the report compares with is not {against}",
    ),
    "sealing.needs-against": Text(
        "报告与较早的核查作了对比：请用 --against 给出该次核查的文件夹",
        "The report compares with an earlier run: give its folder with --against",
    ),
    "sealing.kind-unknown": Text(
        "本版 packlaw 不能生成这种报告（类型 {kind}，语言 {language}）",
        "This packlaw does not print reports of kind {kind} in language {language}",
    ),
    "sealing.run-differs": Text(
        "由 {run} 重新生成的报告与文件不同：{parts}",
        "Printed again from {run}, the report differs from the file: {parts}",
    ),
    "sealing.other-bytes": Text(
        "由 {run} 重新生成的报告内容与文件相同，但字节不同",
        "Printed again from {run}, the report holds the same as the file, in other bytes",
    ),
    "sealing.other-bytes-proves": Text(
        "页面、附件、标签、元数据都相同；文件是由别的程序重写的，或由别的版本生成的。",
        "Pages, attachments, tags and metadata are the same; another program wrote the "
        "file anew, or another version printed it.",
    ),
    "sealing.other-version": Text(
        "报告由 packlaw {printed} 生成，现为 {here}：版本不同，字节可能不同",
        "It was printed by packlaw {printed}, and this is {here}: bytes may differ for "
        "that alone",
    ),
    "sealing.dataset-agrees": Text(
        "报告注明的数据就是 {dataset}", "The dataset that the report names is {dataset}"
    ),
    "sealing.dataset-proves": Text(
        "证明数据文件与报告注明的相同；不证明结论由此得出，那要重新核查并用 --run 对照。",
        "Its files are those that the report names. Not that the findings follow from "
        "them: check them again, and hold the report against that with --run.",
    ),
    "sealing.dataset-differs": Text(
        "报告注明的数据不是 {dataset}：报告为 {named}，该数据为 {found}",
        "The dataset that the report names is not {dataset}: the report has {named}, the "
        "dataset is {found}",
    ),
    "sealing.no-dataset-named": Text(
        "文件没有注明由哪份数据生成，无法与 {dataset} 对照",
        "The file does not name its dataset, so that {dataset} cannot be compared",
    ),
}
MESSAGES: dict[str, Text] = {**_REVISIONS, **_SOURCES}
