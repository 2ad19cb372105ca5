"""Datasets as people send them, read and judged by the engine and by the referee.

Many lives in one folder of CSV files: days in every writing, identifiers with what
cannot be seen, placeholders, names in Chinese, rows that are blank, repeated or faulty,
columns that are not there.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pyarrow.parquet as parquet

from engine.rulebook.columns import RECORD_COLUMNS, REGISTERS
from engine.runs import CheckRequest, Engine, check
from tests.engine.agreement.doubt import absent_columns
from tests.engine.agreement.judges import SAID, iso
from tests.engine.agreement.lives import life
from tests.engine.agreement.rules import Tree, drawn_rulebook
from tests.engine.agreement.tally import EVALUATORS
from tests.engine.agreement.words import (
    CRATES,
    FIELDS,
    INSTRUMENTS,
    instrument,
)
from tests.engine.runs.incremental.datasets import lay_dataset, lay_rules, together
from tests.referee import judge, read_folder, read_working_days
from tests.referee.readings import IDENTIFIERS

CALENDAR = Path(__file__).parents[3] / "rules" / "calendar" / "cn-holidays.yaml"
DAYS = (
    "{y:04}-{m:02}-{d:02}", "{y}-{m}-{d}", "{y}/{m}/{d}", "{y}.{m:02}.{d}",
    "{y}年{m}月{d}日", "{y}{m:02}{d:02}",
)  # fmt: skip
TIMES = (
    "", "", "", " 8:05", "  23:59:59", "T08:30:00.5", "T07", "T235959+0800",
    " 00:00+08:00", "T23:59:59+08",
)  # fmt: skip
FLAGS = {True: ("true", "YES", "1", "是"), False: ("false", "No", "0", "否")}
PLACEHOLDERS = (
    "/",
    " ／ ",
    "-",
    "－",
    "--",
    "——",
    "无",
    "暂无",
    "未知",
    "n/a",
    "NULL",
    "None",
)
AROUND = (" ", "\u00a0", "\u3000", "\t", " \u2060")
INSIDE = ("\u200b", "\ufeff", "\u00ad", "\u200e")
FAULTS = {
    "date": ("31/12/2023", "2024-02-30", "2024-1-31 24:00", "45292", "待定"),
    "number": ("约3", "1,5", "NaN"),
    "flag": ("?", "换"),
    "code": ("no.such",),
}
Judged = dict[tuple[str, str], tuple[Any, ...]]


@dataclass(frozen=True)
class Said:
    """What a judge made of a dataset: its duties, and the rejected rows by table."""

    duties: Judged
    rejected: dict[str, int]


def write_rough(folder: Path, seed: int, lives: int) -> date:
    """Write a dataset of so many lives; return the day to judge it for."""
    random = Random(seed)
    told = [life(number) for number in range(seed * lives, (seed + 1) * lives)]
    tables = together(told)
    as_of: date = random.choice(told)["as_of"]
    until = as_of + timedelta(random.choice([-400, -30, -1, 0, 1]))
    lay_dataset(folder, tables, until.isoformat())
    absent = absent_columns(seed)
    for table in tables:
        roughen(folder / f"{table}.csv", absent.get(table, []), random)
    return as_of


def roughen(file: Path, absent: Sequence[str], random: Random) -> None:
    """Write a table of CSV anew, the same values in other writings, with faults."""
    kinds = RECORD_COLUMNS | FIELDS if file.stem == "records" else REGISTERS[file.stem]
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    heads = [column for column in kinds if column not in absent]
    random.shuffle(heads)
    if file.stem != "credentials":
        rows = list({row[next(iter(kinds))]: row for row in rows}.values())
    lines = []
    for row in rows:
        faulty = random.choice(heads) if random.random() < 0.03 else None
        written = [
            unreadable(kinds[head], random)
            if head == faulty
            else rewritten(row[head], head, kinds[head], random)
            for head in heads
        ]
        lines += [written, *added(row, written, rows, heads, random)]
    with file.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([[headed(head, random) for head in heads], *lines])


def added(
    row: Tree, written: list[str], rows: list[Tree], heads: list[str], random: Random
) -> list[list[str]]:
    """Seldom write a row again, or its key with a cell of another row, or a blank row."""
    drawn = random.random()
    if drawn < 0.01:
        return [written]
    if drawn < 0.02:
        place = random.randrange(len(heads))
        other = random.choice(rows)[heads[place]]
        if other.strip() != row[heads[place]].strip():
            return [[*written[:place], other, *written[place + 1 :]]]
    if drawn < 0.04:
        return [[random.choice(["", " ", "\u3000"]) for _ in heads]]
    return []


def headed(column: str, random: Random) -> str:
    """Call a column by its name or, where the vocabulary has one, in Chinese."""
    return f"栏{column}" if column in FIELDS and random.random() < 0.5 else column


def unreadable(kind: str, random: Random) -> str:
    """Write what a column of this type cannot hold, or nothing."""
    return random.choice(["", *FAULTS.get(kind, ())])


def rewritten(cell: str, column: str, kind: str, random: Random) -> str:
    """Write the same value otherwise, seldom."""
    if random.random() < 0.6:
        return cell
    if column in IDENTIFIERS:
        return marked(cell, random) if cell.strip() else random.choice(PLACEHOLDERS)
    if not cell or cell == "None":
        return random.choice(["", " ", "\u00a0"])
    if kind == "date":
        day = date.fromisoformat(cell)
        written = random.choice(DAYS).format(y=day.year, m=day.month, d=day.day)
        return written + random.choice(TIMES)
    if kind == "flag":
        return random.choice(FLAGS[cell == "true"])
    if kind == "roles":
        return ";".join(named(role, random) for role in cell.split(";"))
    if kind == "code" and column not in ("level", "chemistry"):
        return marked(named(cell, random), random)
    return cell


def named(code: str, random: Random) -> str:
    """Say a code, or its Chinese name in the vocabulary."""
    return random.choice([code, f"词{code}"])


def marked(text: str, random: Random) -> str:
    """Write a text with wide signs, blanks around it and invisible signs inside."""
    wide = random.random() < 0.3
    signs = [
        chr(ord(sign) + 0xFEE0) if wide and sign.isascii() and sign.isalnum() else sign
        for sign in text
    ]
    if random.random() < 0.4:
        signs.insert(random.randint(0, len(signs)), random.choice(INSIDE))
    return random.choice(["", *AROUND]) + "".join(signs) + random.choice(["", *AROUND])


def differing_of(room: Path, seed: int, lives: int) -> list[str]:
    """Let every judge read and judge a dataset; return where one is not the referee's."""
    rules = drawn_rulebook(seed, 1)
    as_of = write_rough(room / "in", seed, lives)
    expected = by_the_referee(room / "in", rules, as_of)
    differing = []
    for engine in EVALUATORS:
        found = by_check(room / "in", rules, as_of, engine, room)
        if found.rejected != expected.rejected:
            differing.append(
                f"{engine} rejects {found.rejected}, not {expected.rejected}"
            )
        differing += [
            f"{engine} says {found.duties.get(key)} of {key}, "
            f"the referee {expected.duties.get(key)}"
            for key in sorted(found.duties.keys() | expected.duties.keys())
            if found.duties.get(key) != expected.duties.get(key)
        ]
    return differing


def by_check(
    folder: Path, rules: Sequence[Tree], as_of: date, engine: Engine, room: Path
) -> Said:
    """Judge a folder as the command does."""
    run = check(
        CheckRequest(
            folder, room / engine, rules=lay_rules(room / "rules", rules), as_of=as_of,
            engine=engine, every_duty=True, formats=("parquet",),
        )
    )  # fmt: skip
    assert run.failures == ()
    rows = parquet.read_table(run.folder / "findings.parquet").to_pylist()
    duties = {(r["rule_id"], r["record_id"]): said(r) for r in rows}
    tables = run.summary["tables"]
    return Said(duties, {name: counts["rejected"] for name, counts in tables.items()})


def by_the_referee(folder: Path, rules: Sequence[Tree], as_of: date) -> Said:
    """Read and judge a folder by the referee."""
    dataset = read_folder(folder, CRATES.vocabulary)
    instruments = {name: instrument(name, []) for name in INSTRUMENTS}
    duties = judge(
        rules, dataset, as_of, read_working_days(CALENDAR),
        vocabulary=CRATES.vocabulary, instruments=instruments,
    )  # fmt: skip
    found = {(d["rule"], d["record_id"]): said(d) for d in duties}
    rejected = {table: len(rows) for table, rows in dataset["rejected"].items()}
    return Said(found, rejected)


def said(duty: Tree) -> tuple[Any, ...]:
    cells = (duty[word] for word in SAID)
    return tuple(iso(cell) if isinstance(cell, date) else cell for cell in cells)
