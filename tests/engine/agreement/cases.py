"""Cases, a few rules over a few lives, and the files in which they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from tests.engine.agreement.judges import SAID, Duties, by_the_referee, written
from tests.engine.agreement.rules import Tree, form_of, whole
from tests.engine.agreement.words import CRATES, Trade

FOLDER = Path(__file__).parents[1] / "disagreements"


@dataclass(frozen=True)
class Case:
    """Rules and lives to judge together, said in the words of a trade."""

    rules: list[Tree]
    lives: list[Tree]
    trade: Trade = CRATES

    @property
    def expected(self) -> Duties:
        return by_the_referee(self.rules, self.lives, self.trade)


def keep(case: Case, folder: Path = FOLDER) -> Path:
    """Write a case with the duties that the referee finds; return its file."""
    usual = case.trade.said(whole())
    words = {"words": dict(case.trade.words)} if case.trade.words else {}
    content = words | {
        "rules": [
            {key: value for key, value in rule.items() if usual.get(key) != value}
            for rule in case.rules
        ],
        "lives": [filled(life) for life in case.lives],
        "duties": listed(case.expected),
    }
    text = written(content)
    form = form_of(case.rules[0]).replace(" ", "-").replace("_", "-")
    file = folder / f"{form}-{sha256(text.encode()).hexdigest()[:8]}.yaml"
    folder.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def read(file: Path) -> tuple[Case, Duties]:
    """Read a kept case, and the duties to be found in it."""
    content: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    trade = Trade(content.get("words") or {})
    usual = trade.said(whole())
    order = list(whole(where={}, owed_by="", must={}, must_not={}))
    rules = [
        dict(sorted((usual | rule).items(), key=lambda item: order.index(item[0])))
        for rule in content["rules"]
    ]
    duties = {
        (duty["life"], duty["rule"], duty["record_id"]): tuple(
            duty.get(word) for word in SAID
        )
        for duty in content["duties"]
    }
    return Case(rules, content["lives"], trade), duties


def listed(duties: Duties) -> list[Tree]:
    """Write duties down, each without what it leaves empty."""
    found = []
    for (life, rule, record), said in duties.items():
        words = {k: v for k, v in zip(SAID, said, strict=True) if v is not None}
        found.append({"life": life, "rule": rule, "record_id": record, **words})
    return found


def filled(life: Tree) -> Tree:
    """Leave out empty cells, and what a life need not say."""
    tables = {
        part: {
            name: [without_gaps(row) for row in rows]
            for name, rows in life.get(part, {}).items()
        }
        for part in ("registers", "rejected")
    }
    records = [without_gaps(row) for row in life["records"]]
    whole = life | tables | {"records": records}
    optional = ("rejected", "absent")
    return {part: said for part, said in whole.items() if said or part not in optional}


def without_gaps(row: Tree) -> Tree:
    return {column: cell for column, cell in row.items() if cell is not None}
