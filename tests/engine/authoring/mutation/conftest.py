"""A rule of a small pack, some of its keys written anew, and what is changed in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.authoring.mutation import Mutant, mutants_of
from engine.rulebook import Rulebook, load_rulebook_from

RULE = "order-1/report.yaml"
PACK = Path(__file__).parents[2] / "rulebook" / "pack"
Written = Callable[..., Rulebook]


@pytest.fixture
def pack() -> Written:
    """Load the pack with keys of its rule written anew, such as `who="who: maker"`."""
    files = {
        path.relative_to(PACK).as_posix(): path.read_text("utf-8")
        for path in sorted(PACK.rglob("*.yaml"))
    }

    def load(**written: str) -> Rulebook:
        blocks = re.split(r"^(?=\w)", files[RULE], flags=re.MULTILINE)
        text = "".join(written.get(b.split(":")[0], b).rstrip() + "\n" for b in blocks)
        return load_rulebook_from(files | {RULE: text.lstrip()})

    return load


@pytest.fixture
def mutants(pack: Written) -> Callable[..., list[Mutant]]:
    """The mutants of the rule with keys written anew."""

    def found(**written: str) -> list[Mutant]:
        rulebook = pack(**written)
        return mutants_of(rulebook.rules[0], rulebook.vocabularies["small"])

    return found


@pytest.fixture
def described(mutants: Callable[..., list[Mutant]]) -> Callable[..., list[str]]:
    """What is changed at a key of the rule, in English; the key's own path left out."""

    def found(key: str, **written: str) -> list[str]:
        return [
            f"{m.key.removeprefix(key).lstrip('.')} {m.description.en}".strip()
            for m in mutants(**written)
            if m.key.split(".")[0] == key
        ]

    return found
