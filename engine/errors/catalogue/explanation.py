"""Messages of `explanation`."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "explanation.incomplete-run": Text(
        "{folder}：这次核查的结果不完整：{reason}。请用 `packlaw check` 重新核查该数据集。",
        "{folder}: this run is not whole: {reason}. "
        "Check the dataset again with `packlaw check`.",
    ),
    "explanation.unreadable-run": Text(
        "{file}：不是核查的记录（{error}）。请用 `packlaw check` 重新核查该数据集。",
        "{file}: this is not the record of a run ({error}). "
        "Check the dataset again with `packlaw check`.",
    ),
    "explanation.dataset-gone": Text(
        "{file}：这次核查判断的是 {dataset}，该数据集已不在原处。请将其放回，或就其现在的"
        "位置说明：`packlaw explain DATASET …`。",
        "{file}: the run judged {dataset}, which is no longer there. "
        "Put the dataset back, or explain it from where it is now: "
        "`packlaw explain DATASET …`.",
    ),
    "explanation.dataset-changed": Text(
        "{file}：{dataset} 处的数据集在这次核查之后已改动（SHA-256 为 {now}…，核查时为 "
        "{then}…）。请重新核查，或就其现状说明：`packlaw explain DATASET …`。",
        "{file}: the dataset at {dataset} has changed since this run (SHA-256 {now}…, "
        "the run had {then}…). Check it again, or explain it as it is now: "
        "`packlaw explain DATASET …`.",
    ),
}
