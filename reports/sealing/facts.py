"""Reads the attachment `report.json`: what a report says of how it was made.

It is an object in canonical JSON (sorted keys, UTF-8) of form 1:
`kind`, `number`, `language`, `as_of`, `packlaw` and `rulebook` (a fingerprint) are texts,
`cap` a number, `entity` an id or null; `dataset` has `hash` and `title`, `findings` of the
run `hash` and `rows`, and so has `against` those of an earlier run, or is null; `versions`
are texts by name, and `attachments` the SHA-256 of every other attachment by its name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from reports.sealing.files import plain

NAME = "report.json"
FORM = 1
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Facts:
    """The content of `report.json`; hashes are SHA-256.

    `against` is the hash of the findings of the earlier run that the report compares
    with. `attachments` is None where the report does not list them.
    """

    kind: str
    number: str
    entity: str | None
    against: str | None
    language: str
    cap: int
    as_of: str
    packlaw: str
    dataset: str
    dataset_title: str
    rulebook: str
    findings: str
    rows: int
    versions: Mapping[str, str]
    attachments: Mapping[str, str] | None


def read_facts(content: bytes) -> Facts:
    """Parse `report.json`; ValueError says what is not as it should be."""
    try:
        found = _Object(json.loads(content), "")
    except RecursionError as fault:
        raise ValueError("nested too deep") from fault
    if (form := found.get("form", int)) != FORM:
        raise ValueError(f"form: {form}, not {FORM}")
    dataset, findings = found.object("dataset"), found.object("findings")
    return Facts(
        kind=found.text("kind"),
        number=found.text("number"),
        entity=found.text("entity") if found.has("entity") else None,
        against=found.object("against").text("hash") if found.has("against") else None,
        language=found.text("language"),
        cap=found.get("cap", int),
        as_of=found.text("as_of"),
        packlaw=found.text("packlaw"),
        dataset=dataset.text("hash"),
        dataset_title=dataset.text("title"),
        rulebook=found.text("rulebook"),
        findings=findings.text("hash"),
        rows=findings.get("rows", int),
        versions=found.object("versions").texts(),
        attachments=found.object("attachments").texts()
        if found.has("attachments")
        else None,
    )


class _Object:
    """A JSON object of which each value must have the type asked for."""

    def __init__(self, content: object, place: str) -> None:
        if not isinstance(content, dict):
            raise ValueError(f"{place or 'it'}: not an object")
        self._content, self._place = content, place

    def has(self, key: str) -> bool:
        return self._content.get(key) is not None

    def get(self, key: str, kind: type[_Value]) -> _Value:
        value = self._content.get(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise ValueError(f"{self._place}{key}: {value!r}")
        return value

    def text(self, key: str) -> str:
        return plain(self.get(key, str))

    def object(self, key: str) -> _Object:
        return _Object(self._content.get(key), f"{self._place}{key}.")

    def texts(self) -> dict[str, str]:
        """Return the values, all of which must be texts."""
        return {plain(key): self.get(key, str) for key in self._content}
