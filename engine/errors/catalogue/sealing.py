"""Messages of sealing reports: what is wrong with a file, a key or an address."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "sealing.no-file": Text(
        "{file}：无法读取（{reason}）。", "{file}: it cannot be read ({reason})."
    ),
    "sealing.no-pdf": Text(
        "{file}：这不是 PDF 文件（开头不是 %PDF-）。\n  请指定 packlaw 生成的报告 PDF。",
        "{file}: this is no PDF: it does not begin with %PDF-.\n"
        "  Name a report that packlaw has printed.",
    ),
    "sealing.cut-off": Text(
        "{file}：PDF 不完整，末尾没有结束标记（%%EOF）：文件被截断，或末尾被改动。\n"
        "  请向发送方重新索取该文件。",
        "{file}: the PDF has no end (%%EOF): it was cut off, or its end was changed.\n"
        "  Ask the sender for the file again.",
    ),
    "sealing.too-large": Text(
        "{file}：文件超过 {most} MB，不作读取；packlaw 的报告只有几 MB。",
        "{file}: it is larger than {most} MB and is not read; reports of packlaw have a "
        "few MB.",
    ),
    "sealing.encrypted": Text(
        "{file}：PDF 已加密；packlaw 的报告不加密。\n  请使用未加密的原文件。",
        "{file}: the PDF is encrypted; reports of packlaw are not.\n"
        "  Take the file as it was before.",
    ),
    "sealing.unreadable": Text(
        "{file}：无法作为 PDF 读取（{fault}）。文件已损坏或被改动。\n"
        "  请向发送方重新索取，或由核查结果重新生成报告。",
        "{file}: it cannot be read as a PDF ({fault}). It is damaged, or was changed.\n"
        "  Ask the sender for it again, or print the report again from its run.",
    ),
    "sealing.sealed-unreadable": Text(
        "{file}：该文件曾经签名，此后被改动或损坏，已无法作为 PDF 读取。\n"
        "  请向发送方重新索取该文件。",
        "{file}: it was sealed, and changed or damaged since: it cannot be read as a PDF "
        "any more.\n  Ask the sender for the file again.",
    ),
    "sealing.already-sealed": Text(
        "{file}：该文件已有签名（{signers}），不再签名。\n"
        "  如需另行签名，请由核查结果重新生成报告后再签。",
        "{file}: it is sealed already, by {signers}.\n"
        "  To seal it anew, print the report again from its run, and seal that.",
    ),
    "sealing.no-key": Text(
        "{file}：这不是签名密钥。需要 PKCS#12 文件（.p12、.pfx），或含私钥的 PEM 文件。",
        "{file}: this is no key to seal with. It takes a PKCS#12 file (.p12, .pfx), or a "
        "PEM file with a private key.",
    ),
    "sealing.no-password": Text(
        "{file}：密钥已加密，需要口令。\n  请在终端运行以便输入，或用 --password-file，"
        "或设环境变量 PACKLAW_KEY_PASSWORD。",
        "{file}: the key is encrypted and needs its password.\n  Run the command on a "
        "terminal, where it asks for it, or give --password-file, or set "
        "PACKLAW_KEY_PASSWORD.",
    ),
    "sealing.wrong-password": Text(
        "{file}：口令打不开该密钥：口令有误，或文件已损坏。",
        "{file}: the password does not open this key: it is wrong, or the file is damaged.",
    ),
    "sealing.key-kind": Text(
        "{file}：不支持该密钥的算法。可用 RSA、ECDSA 或 Ed25519。",
        "{file}: a key of this kind cannot seal. Use RSA, ECDSA or Ed25519.",
    ),
    "sealing.key-without-certificate": Text(
        "{key}：{file} 中没有与该私钥相配的证书。\n  请提供相配的证书（--certificate）。",
        "{key}: {file} holds no certificate of this private key.\n"
        "  Give the certificate that belongs to it (--certificate).",
    ),
    "sealing.no-certificate": Text(
        "{file}：其中没有 PEM 格式的证书（BEGIN CERTIFICATE）。",
        "{file}: it holds no certificate in PEM (BEGIN CERTIFICATE).",
    ),
    "sealing.key-out-of-date": Text(
        "{file}：{signer} 的证书已过期或尚未生效，不能用于签名。\n  请换用有效的证书。",
        "{file}: the certificate of {signer} has expired or is not yet valid.\n"
        "  Seal with a valid one.",
    ),
    "sealing.seal-unsound": Text(
        "{file}：签名做成后未能通过验证，文件没有改动。\n  请换用另一密钥或时间戳服务。",
        "{file}: the seal that was made does not verify; the file was left as it was.\n"
        "  Use another key, or another time-stamp authority.",
    ),
    "sealing.not-signed": Text(
        "{file}：无法签名（{fault}）；文件没有改动。",
        "{file}: it cannot be sealed ({fault}); the file was left as it was.",
    ),
    "sealing.time-stamp-address": Text(
        "--time-stamp {url}：这不是时间戳服务的地址，应为 http:// 或 https:// 地址。",
        "--time-stamp {url}: this is no address of a time-stamp authority; it begins with "
        "http:// or https://.",
    ),
    "sealing.no-time-stamp": Text(
        "{url}：没有得到时间戳（{fault}）；文件没有签名。\n"
        "  请检查地址和网络，或不带 --time-stamp 签名。",
        "{url}: no time stamp was given ({fault}); the file was not sealed.\n"
        "  Check the address and the network, or seal without --time-stamp.",
    ),
    "sealing.key-readable": Text(
        "{file}：其他用户也能读取该密钥（权限 {mode}）。请运行 chmod 600 {file}",
        "{file}: others can read this key (mode {mode}). Run chmod 600 {file}",
    ),
    "sealing.ask-password": Text("{file} 的口令", "Password of {file}"),
    "sealing.against-alone": Text(
        "--against 只能与 --run 一起使用：请同时给出报告所依据的核查结果文件夹。",
        "--against goes with --run: give the folder of the run that the report was made "
        "from, too.",
    ),
    "sealing.no-run": Text(
        "{folder}：不是完整的核查结果文件夹（{reason}）。\n"
        "  请指定 packlaw check --out 写出的文件夹。",
        "{folder}: this is no complete folder of a run ({reason}).\n"
        "  Name a folder that packlaw check --out has written.",
    ),
}
