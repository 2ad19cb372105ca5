"""Warnings: what was read as it stood, and a person should nevertheless look at."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from engine.dataset.raw_table import RawTable, ReadContext
from engine.dataset.schema import TableSchema
from engine.rulebook.columns import LEVELS
from engine.rulebook.model import Vocabulary

_SHOWN = 5


@dataclass(frozen=True)
class Warning:
    """One remark on the input; `code` is stable, the wording is for people."""

    code: str
    zh: str
    en: str


def of_ignored_file(name: str, read: str) -> Warning:
    return Warning(
        "file-not-read",
        f"未读取 {name}：同一张表已读取 {read}",
        f"{name} was not read, since {read} holds the same table",
    )


def of_columns(rows: RawTable, schema: TableSchema) -> list[Warning]:
    """Name the columns that the form lacks, each with the nearest known one."""
    warnings = []
    for index, found in enumerate(rows.columns, 1):
        if not found.name:
            warnings.append(
                Warning(
                    "column-without-name",
                    f"{rows.file} 第 {index} 列没有列名，未使用",
                    f"{rows.file}: column {index} has no name and is not used",
                )
            )
        elif found.name not in schema.names:
            zh, en = _nearest(found.name, schema.names)
            warnings.append(
                Warning(
                    "unknown-column",
                    f"{rows.file} 的列 {found.name} 未知，未使用{zh}",
                    f"{rows.file}: unknown column {found.name} is not used{en}",
                )
            )
    return warnings


def of_repeated(context: ReadContext, rows: RawTable) -> list[Warning]:
    """Note the rows that are equal to an earlier one."""
    count = context.count("SELECT count(*) FROM repeated")
    if not count:
        return []
    found = context.run(f"SELECT row FROM repeated ORDER BY row LIMIT {_SHOWN}")
    shown = _list((str(row[0]) for row in found), count)
    return [
        Warning(
            "rows-repeated",
            f"{rows.file} 有 {count} 行与前面的行完全相同，只计一次：第 {shown} 行",
            f"{rows.file}: rows that repeat an earlier row, counted once: {count}, "
            f"namely row {shown}",
        )
    ]


def of_corrections(context: ReadContext) -> list[Warning]:
    """Note records that two rows correct; both corrections stay."""
    twice = (
        "SELECT corrects FROM corrections WHERE row NOT IN (SELECT row FROM unused) "
        "GROUP BY corrects HAVING count(*) > 1"
    )
    count = context.count(f"SELECT count(*) FROM ({twice})")
    if not count:
        return []
    found = context.run(f"{twice} ORDER BY corrects LIMIT {_SHOWN}")
    shown = _list((str(row[0]) for row in found), count)
    return [
        Warning(
            "corrected-twice",
            f"{count} 条记录被不止一行更正，各行都保留：{shown}",
            f"records corrected by more than one row, all of which stay: {count}, "
            f"namely {shown}",
        )
    ]


def of_codes(context: ReadContext, vocabulary: Vocabulary) -> list[Warning]:
    """Name the roles, credential kinds and levels that match nothing."""
    return [
        *_unknown_codes(
            context,
            "unknown-role",
            "SELECT unnest(roles) AS code FROM entities",
            vocabulary.roles,
            ("角色", "entities.roles", "role"),
        ),
        *_unknown_codes(
            context,
            "unknown-credential",
            "SELECT kind AS code FROM credentials",
            vocabulary.credentials,
            ("资质", "credentials.kind", "credential kind"),
        ),
        *_unknown_codes(
            context,
            "unknown-level",
            "SELECT level AS code FROM batteries",
            LEVELS,
            ("层级", "batteries.level", "level"),
        ),
    ]


def _unknown_codes(
    context: ReadContext,
    code: str,
    query: str,
    known: Collection[str],
    words: tuple[str, str, str],
) -> list[Warning]:
    zh_word, place, en_word = words
    found = context.run(
        f"SELECT code, count(*) FROM ({query}) WHERE code IS NOT NULL "
        "AND NOT list_contains(?, code) GROUP BY code ORDER BY code",
        list(known),
    )
    warnings = []
    for value, count in found:
        zh, en = _nearest(str(value), known)
        warnings.append(
            Warning(
                code,
                f"{place}：词表中没有{zh_word} {value}（{count} 行），保留但不匹配{zh}",
                f"{place}: {value} is no {en_word} of the vocabulary (rows: {count}); "
                f"it is kept and matches nothing{en}",
            )
        )
    return warnings


def _nearest(name: str, known: Iterable[str]) -> tuple[str, str]:
    near = get_close_matches(name.strip().lower(), list(known), n=1)
    if not near:
        return "", ""
    return f"；近似词：{near[0]}", f"; did you mean {near[0]}?"


def _list(shown: Iterable[str], count: int) -> str:
    return ", ".join(shown) + (", …" if count > _SHOWN else "")
