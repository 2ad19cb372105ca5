"""Computes the version of a rule and the fingerprint of a rulebook.

A version covers what a rule means. It is computed from the model and not from the file,
so that wording, examples, sign-off and the way a value is written do not change it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from engine.rulebook.model import Path, Rule

_COVERED = ("id", "source", "effective", "force", "severity", "who", "owed_by", "when",
            "where", "demand")  # fmt: skip


def rule_version(rule: Rule) -> str:
    """Return the first 12 hex digits of the SHA-256 over the rule's canonical form."""
    return _sha256(canonical_form(rule))[:12]


def canonical_form(rule: Rule) -> str:
    """Return what the rule means, as JSON with sorted keys and normalised values."""
    return _json({name: _plain(getattr(rule, name)) for name in _COVERED})


def canonical_keys(rule: Rule) -> dict[str, str]:
    """Return the canonical form of each key, so that two rules compare key by key."""
    return {name: _json(_plain(getattr(rule, name))) for name in _COVERED}


def rulebook_fingerprint(versions: Mapping[str, str], files: Mapping[str, str]) -> str:
    """Return the SHA-256 over rule versions, instruments and vocabularies.

    `versions`: by rule id. `files`: the texts of instruments and vocabularies by path.
    """
    texts = {name: _sha256(text) for name, text in files.items()}
    return _sha256(_json({"rules": dict(versions), "files": texts}))


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return {"path": value.name}
    if is_dataclass(value) and not isinstance(value, type):
        members = {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        return {type(value).__name__: members}
    if isinstance(value, tuple):
        if _is_crossing(value):
            return dict(value)
        # No list of the language has an order that matters.
        return sorted((_plain(item) for item in value), key=_json)
    if isinstance(value, Decimal):
        return {"number": format(value.normalize(), "f")}
    return value.isoformat() if isinstance(value, date) else value


def _is_crossing(value: tuple[object, ...]) -> bool:
    return value != () and all(isinstance(item, tuple) for item in value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
