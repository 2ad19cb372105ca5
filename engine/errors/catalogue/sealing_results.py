"""Messages of verifying reports: what was found, and what that proves and what not."""

from __future__ import annotations

from engine.errors.text import Text

_REPORT = {
    "sealing.is-report": Text(
        "packlaw {packlaw} 的报告：类型 {kind}，编号 {number}，评估日 {as_of}，"
        "数据“{title}”，核查发现共 {rows} 条",
        "A report of packlaw {packlaw}: kind {kind}, number {number}, as of {as_of}, "
        "dataset “{title}”, a run of {rows} {rows:finding|findings}",
    ),
    "sealing.no-facts": Text(
        "文件没有附带 report.json：不是由 packlaw report 生成的报告，或该附件已被取走",
        "It carries no report.json: packlaw report did not print it, or that was taken out",
    ),
    "sealing.facts-unreadable": Text(
        "附件 report.json 有误（{fault}）",
        "The attachment report.json is not as it should be ({fault})",
    ),
    "sealing.attachments-agree": Text(
        "附件与 report.json 所列相符：{names}",
        "The attachments are those that report.json lists: {names}",
    ),
    "sealing.attachments-prove": Text(
        "说明附件之间一致。能改一处的人也能改其余各处：只有签名或核查结果能够排除这一点。",
        "They agree with each other. Whoever can change one can change all: only a seal or "
        "the run excludes that.",
    ),
    "sealing.attachments-unlisted": Text(
        "report.json 没有列出附件的散列值，附件之间未作核对",
        "report.json lists no hashes of attachments; they were not compared",
    ),
    "sealing.attachments-changed": Text(
        "附件被改动，与 report.json 所列不符：{names}",
        "Attachments were changed, and are not those that report.json lists: {names}",
    ),
    "sealing.attachments-gone": Text(
        "report.json 所列的附件缺失：{names}",
        "Attachments that report.json lists are missing: {names}",
    ),
    "sealing.attachments-foreign": Text(
        "有 report.json 未列出的附件：{names}",
        "Attachments that report.json does not list were added: {names}",
    ),
}
_SEALS = {
    "sealing.unsealed": Text("文件没有签名", "The file is not sealed"),
    "sealing.unsealed-proves": Text(
        "没有签名，任何人都可能改动过这份文件，也无从得知由谁签发。",
        "Without a seal anyone may have changed it, and nothing says who issued it.",
    ),
    "sealing.nothing-to-hold": Text(
        "文件没有签名，也没有给出可对照的核查结果或数据（--run、--dataset）",
        "The file is not sealed, and no run or dataset was given to hold it against "
        "(--run, --dataset)",
    ),
    "sealing.intact": Text(
        "签名“{field}”：所覆盖的内容自签名以来没有改动",
        "Seal “{field}”: nothing that it covers was changed since it was made",
    ),
    "sealing.intact-proves": Text(
        "证明所覆盖的每个字节与签名时相同；不证明内容属实，签名人是谁见下。",
        "Every byte that it covers is as it was then. Not that the content is true; for "
        "who sealed it, see below.",
    ),
    "sealing.changed": Text(
        "签名“{field}”：签名之后，所覆盖的内容被改动",
        "Seal “{field}”: what it covers was changed after it was made",
    ),
    "sealing.changed-proves": Text(
        "至少一个字节不同；改了哪一处，以 --run 对照核查结果可知。",
        "At least one byte differs. To learn which part, hold it against its run (--run).",
    ),
    "sealing.broken": Text(
        "签名“{field}”：签名本身已损坏、被改动或系伪造",
        "Seal “{field}”: the seal itself is damaged, changed or forged",
    ),
    "sealing.broken-proves": Text(
        "这一签名不能证明任何事。", "This seal proves nothing."
    ),
    "sealing.signer": Text(
        "签名人：{name}；证书序列号 {serial}，SHA-256 {fingerprint}，颁发者 {issuer}",
        "Sealed by {name}; certificate {serial}, SHA-256 {fingerprint}, issued by {issuer}",
    ),
    "sealing.signer-other": Text(
        "签名人不是所指定的（--trust）：{name}；证书序列号 {serial}，SHA-256 "
        "{fingerprint}，颁发者 {issuer}",
        "Sealed by another than those expected (--trust): {name}; certificate {serial}, "
        "SHA-256 {fingerprint}, issued by {issuer}",
    ),
    "sealing.trusted": Text(
        "证书可追溯到您所信任的证书（--trust）。是否已被吊销，离线无法得知。"
        "是否构成法律上可靠的电子签名，取决于颁发机构是否依法取得许可。",
        "Its certificate leads to one that you trust (--trust). Whether it was revoked "
        "cannot be known offline. Whether it is a reliable electronic signature in law "
        "depends on a licensed certification authority.",
    ),
    "sealing.self-signed": Text(
        "证书为自签名：只证明签名以来没有改动，不证明签名人是谁，任何人都能以任何名称制作。"
        "要认定签名人，请从可靠途径取得其证书并用 --trust 给出；"
        "法律上可靠的电子签名需要依法取得许可的机构颁发的证书。",
        "The certificate is self-signed: it proves that nothing was changed since, not who "
        "sealed it; anyone can make one in any name. To know who, get the certificate from "
        "them by a sure way and give it with --trust. A legally reliable electronic "
        "signature needs a licensed certification authority.",
    ),
    "sealing.unknown": Text(
        "证书未能追溯到您所信任的证书：签名人的名称只是其颁发者的说法。"
        "请用 --trust 给出颁发者的证书。",
        "Its certificate does not lead to one that you trust: the name is what its issuer "
        "says. Give the issuer's certificate with --trust.",
    ),
    "sealing.out-of-date": Text(
        "证书在签名时不在有效期内，或已过期而没有可信的时间戳证明签名在过期之前。",
        "The certificate was not valid when it sealed, or has expired and no trusted time "
        "stamp proves that it sealed before.",
    ),
    "sealing.unfit": Text(
        "证书不适用于签名，或其算法已不安全。",
        "The certificate is not one for sealing, or its cryptography is no longer safe.",
    ),
    "sealing.time-stamped": Text(
        "签名时间 {at}，时间戳由 {authority} 出具",
        "Sealed at {at}, as a time stamp of {authority} says",
    ),
    "sealing.time-proved": Text(
        "时间戳机构可追溯到您所信任的证书：该签名在此时之前已经存在。",
        "The authority leads to a certificate that you trust: the seal existed at that time.",
    ),
    "sealing.time-unproved": Text(
        "时间戳完好，但无从得知该机构是否可信：请用 --trust 给出其证书。",
        "The time stamp is sound, but nothing here vouches for its authority: give its "
        "certificate with --trust.",
    ),
    "sealing.time-foreign": Text(
        "时间戳不属于这一签名，或已被改动（{authority}）",
        "The time stamp is not one of this seal, or was changed ({authority})",
    ),
    "sealing.time-claimed": Text("签名时间 {at}", "Sealed at {at}"),
    "sealing.time-unknown": Text(
        "签名时间未注明", "It does not say when it was sealed"
    ),
    "sealing.time-claim": Text(
        "只是签名人自己的说法，没有时间戳。",
        "This is what the signer says; there is no time stamp.",
    ),
}
_SHOWN = {
    "sealing.passed": Text("通过", "passed"),
    "sealing.failed": Text("不符", "failed"),
    "sealing.noted": Text("说明", "noted"),
    "sealing.all-passed": Text("结论：所作核对全部通过", "Result: every check passed"),
    "sealing.not-all-passed": Text(
        "结论：{failed} 项核对不符", "Result: {failed} {failed:check|checks} failed"
    ),
    "sealing.sealed": Text(
        "{file}：已由 {signer} 签名\n  证书 SHA-256 {fingerprint}\n  "
        "收件人可用 packlaw verify {file} 核对",
        "{file}: sealed by {signer}\n  certificate SHA-256 {fingerprint}\n  "
        "Whoever receives it can check it with packlaw verify {file}",
    ),
}
MESSAGES: dict[str, Text] = {**_REPORT, **_SEALS, **_SHOWN}
