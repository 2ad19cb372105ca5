"""Words the head of a column, and the note that explains it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.authoring.template.demand import Asked
from engine.dataset.names import CODES_SHEET, folded
from engine.dataset.schema import Column, ColumnType, TableSchema
from engine.errors import Language, Message, Text, message
from engine.rulebook import Rule, Vocabulary
from engine.wording.meanings import COLUMNS, EMPTY, NOT_KNOWN

# How many rules a note names.
_NAMED = 2
_ALL, _SOME = "authoring.template.note.rules", "authoring.template.note.and-others"
# What to write into a cell, by the type of its column.
_WRITE: dict[ColumnType, str] = {
    "text": "authoring.template.write.text",
    "identifier": "authoring.template.write.identifier",
    "number": "authoring.template.write.number",
    "date": "authoring.template.write.date",
    "flag": "authoring.template.write.flag",
    "code": "authoring.template.write.list",
    "event": "authoring.template.write.list",
    "region": "authoring.template.write.region",
    "roles": "authoring.template.write.roles",
}


def title_of(column: Column, schema: TableSchema, language: Language) -> str:
    """Return the head by which the reader knows the column, Chinese where it has one."""
    chinese = column.chinese[0] if column.chinese else ""
    is_known = schema.named.get(folded(chinese)) == column.name
    return chinese if language == "zh" and is_known else column.name


def note(
    schema: TableSchema,
    column: Column,
    words: Vocabulary,
    asked: Asked,
    language: Language,
) -> str:
    """Say what a column holds, what to write, what empty means, and who asks for it."""
    rules = asked.columns.get((schema.table, column.name), ())
    lines = (
        _meaning(schema.table, column, words),
        _write(column),
        _empty(schema.table, column),
        *_rules(schema.table, column, rules),
        *_other_name(schema, column, language),
    )
    return "\n".join(line.in_language(language) for line in lines)


def _meaning(table: str, column: Column, words: Vocabulary) -> Message | Text:
    if column.is_field:
        label = words.fields[column.name]
        return message("authoring.template.note.field", label=label)
    return COLUMNS[table][column.name]


def _write(column: Column) -> Message:
    return message(_WRITE[column.type], codes=CODES_SHEET)


def _empty(table: str, column: Column) -> Message:
    if column.required:
        return message("authoring.template.note.required")
    meaning = EMPTY.get((table, column.name), NOT_KNOWN)
    return message("authoring.template.note.empty", meaning=meaning)


def _rules(table: str, column: Column, rules: Sequence[Rule]) -> Iterator[Message]:
    """Yield how many rules ask for a column, with some titles."""
    if column.required and table == "records":
        yield message("authoring.template.note.every-rule")
    elif rules:
        titles = [
            message("authoring.template.note.rule", title=rule.title)
            for rule in rules[:_NAMED]
        ]
        code = _ALL if len(rules) <= _NAMED else _SOME
        yield message(code, count=len(rules), titles=titles)
    elif not column.required:
        yield message("authoring.template.note.no-rule")


def _other_name(
    schema: TableSchema, column: Column, language: Language
) -> Iterator[Message]:
    """Yield the name of the column in the other language, if the reader knows one."""
    other = title_of(column, schema, "en" if language == "zh" else "zh")
    if other != title_of(column, schema, language):
        yield message("authoring.template.note.name", other=other)
