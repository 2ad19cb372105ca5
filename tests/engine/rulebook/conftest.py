"""A small pack of rules and ways to spoil one place of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import RuleFileError
from engine.rulebook import Rule, Rulebook, load_rulebook_from

RULE = "order-1/report.yaml"
PACK = Path(__file__).parent / "pack"


@pytest.fixture
def pack() -> dict[str, str]:
    return {
        path.relative_to(PACK).as_posix(): path.read_text("utf-8")
        for path in sorted(PACK.rglob("*.yaml"))
    }


Spoil = Callable[..., str]


@pytest.fixture
def changed(pack: dict[str, str]) -> Callable[..., Rulebook]:
    """Load the pack with one text replaced, the first time it stands there."""

    def load(old: str, new: str, file: str = RULE) -> Rulebook:
        assert old in pack[file]
        return load_rulebook_from(pack | {file: pack[file].replace(old, new, 1)})

    return load


@pytest.fixture
def changed_rule(changed: Callable[..., Rulebook]) -> Callable[..., Rule]:
    return lambda old, new: changed(old, new).rules[0]


@pytest.fixture
def faults_after(changed: Callable[..., Rulebook]) -> Spoil:
    """The message of the load that fails after one text is replaced."""

    def message(old: str, new: str, file: str = RULE) -> str:
        with pytest.raises(RuleFileError) as caught:
            changed(old, new, file)
        return str(caught.value)

    return message


@pytest.fixture
def rule_with(pack: dict[str, str]) -> Callable[..., Rule]:
    """Load the pack's rule with whole keys written anew, such as `who="who: maker"`."""

    def load(**written: str) -> Rule:
        blocks = re.split(r"^(?=\w)", pack[RULE], flags=re.MULTILINE)
        text = "".join(written.get(b.split(":")[0], b).rstrip() + "\n" for b in blocks)
        return load_rulebook_from(pack | {RULE: text.lstrip()}).rules[0]

    return load


@pytest.fixture
def examples() -> Callable[..., str]:
    """Write examples from pairs of a verdict and its records."""

    def write(*pairs: tuple[str, str]) -> str:
        return "examples:\n" + "".join(
            f"  - {{expect: {verdict}, as_of: 2026-12-31, records: [{records}]}}\n"
            for verdict, records in pairs
        )

    return write
