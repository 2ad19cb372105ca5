"""Makes what the page shows of one source of a table: words, constants, rows left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.dataset.names import tidy
from engine.errors import Fault, Message
from engine.mapping.model import (
    Cell,
    Constant,
    DatasetMapping,
    FromColumn,
    MadeOf,
    NameOf,
    RowTest,
    TableSource,
)
from engine.mapping.suggest.proposal import Proposal
from engine.rulebook.columns import EMPTY_SAYS_SOMETHING
from portal.mapping.fields import (
    ALL,
    LEFT_OUT,
    OWN,
    OWN_ROLES,
    Group,
    Held,
    chosen_code,
    codes_of,
    held,
)
from portal.mapping.labels import column_label
from portal.mapping.proposing import Words, annotations_of, substance
from portal.mapping.trial import Trial, try_out
from portal.mapping.view import (
    Fixed,
    Left,
    Option,
    Row,
    SourceView,
    Why,
    Word,
    WordList,
)
from portal.wording.language import current_language, pick, say


class SourceMaker:
    """Makes the views of the sources of one draft."""

    def __init__(
        self,
        draft: DatasetMapping,
        faults: Sequence[Fault],
        words: Words,
        proposal: Proposal,
    ) -> None:
        """Take the draft, its faults, and what was proposed for the upload."""
        self.draft, self.faults, self.words = draft, faults, words
        self.annotations = annotations_of(proposal)
        self.schemas = words.schemas
        self.columns = {
            (schema.table, column.name): column
            for schema in self.schemas.values()
            for column in schema.columns
        }

    def why(self, h: Held) -> Why:
        """Return how sure a cell is, and why, where it is what was proposed."""
        table = self.draft.tables[h.source].table
        found = self.annotations.get((table, h.column, substance(h.cell)))
        if found is None:
            return Why()
        reasons = (each.in_language(current_language()) for each in found.why)
        return Why(found.sure, tuple(reasons))

    def case(self, columns: Mapping[str, Cell], when: RowTest | None) -> str:
        """Name a row of several: by its event, else by what it is made for."""
        event = columns.get("event")
        if isinstance(event, Constant) and event.text in self.words.vocabulary.events:
            return pick(self.words.vocabulary.events[event.text])
        return say("mapping.when_filled", head=when.column) if when else ""

    def source(self, number: int, group: Group) -> SourceView:
        """Return the view of a source of a table."""
        source = self.draft.tables[number]
        cells = held(number, source)
        words = tuple(
            found for h in cells if (found := self._words(h, source, group)) is not None
        )
        trial = try_out(source, group.place)
        columns, first = self._first(source, trial)
        return SourceView(
            number=number,
            table=source.table,
            rows=tuple(self._rows(number, source, cells, group)),
            left=tuple(self._left(number, source, words)),
            words=words,
            trial=trial,
            columns=columns,
            first=first,
            faults=tuple(f for f in self._faults_of(number) if not is_of_you(f)),
            is_own=source.table == "entities"
            and isinstance(source.rows[0].columns.get("entity_id"), Constant),
            distinct=source.distinct,
        )

    def _first(
        self, source: TableSource, trial: Trial
    ) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """Return the labels of the columns that the first rows fill, and these rows."""
        shown = [
            column
            for column in self.schemas[source.table].columns
            if any(row.get(column.name) for row in trial.first)
        ]
        words = self.words.vocabulary
        labels = tuple(pick(column_label(source.table, c.name, words)) for c in shown)
        named = [{k: pick(v) for k, v in codes_of(c, words).items()} for c in shown]
        rows = ([row.get(column.name, "") for column in shown] for row in trial.first)
        texts = (
            tuple(names.get(text, text) for text, names in zip(row, named, strict=True))
            for row in rows
        )
        return labels, tuple(texts)

    def _faults_of(self, number: int) -> list[Fault]:
        """Return the faults from the line of a source to that of the next."""
        lines = [source.selection.line for source in self.draft.tables]
        end = lines[number + 1] if number + 1 < len(lines) else 10**9
        return [f for f in self.faults if lines[number] <= f.line < end]

    def _words(self, h: Held, source: TableSource, group: Group) -> WordList | None:
        column = self.columns[source.table, h.column]
        codes = codes_of(column, self.words.vocabulary)
        if not isinstance(h.cell, FromColumn) or not codes or not source.rows:
            return None
        head = tidy(h.cell.column)
        counts = group.place.words(head)
        left = {
            value
            for out in source.leave_out
            if tidy(out.test.column) == head
            for value in out.test.values or ()
        }
        chosen = {
            word: LEFT_OUT if word in left else chosen_code(h.cell, column, word)
            for word in counts
        }
        if h.cell.translation.values is None and all(chosen.values()):
            return None
        words = (
            Word(f"w{h.name}.{n}", word, rows, chosen[word])
            for n, (word, rows) in enumerate(counts.items())
        )
        options = tuple(Option(code, pick(name), code) for code, name in codes.items())
        label = pick(column_label(source.table, h.column, self.words.vocabulary))
        return WordList(head, label, tuple(words), options, h.column == "event")

    def _left(
        self, number: int, source: TableSource, words: Sequence[WordList]
    ) -> list[Left]:
        asked = {(each.head, word.word) for each in words for word in each.words}
        found = []
        for at, left in enumerate(source.leave_out):
            test = left.test
            head, values = tidy(test.column), test.values or ()
            if values and all((head, value) in asked for value in values):
                continue
            shown = values or (
                say("mapping.filled" if test.filled else "mapping.empty"),
            )
            found.append(Left(f"l{number}.{at}", head, shown, pick(left.reason)))
        return found

    def _rows(
        self, number: int, source: TableSource, cells: Sequence[Held], group: Group
    ) -> list[Row]:
        """Return what no head says: of all rows, and of each where they are several."""
        by_row: dict[str, list[Held]] = {}
        for h in cells:
            by_row.setdefault(h.row, []).append(h)
        required = [c.name for c in self.schemas[source.table].columns if c.required]
        rows = []
        for at, row in ((ALL, None), *((str(n), r) for n, r in enumerate(source.rows))):
            listed = by_row.get(at, [])
            if len(source.rows) == 1 and row is not None:
                continue
            if row is not None or len(source.rows) == 1:
                known = (row or source.rows[0]).columns
                listed = listed + [
                    Held(number, at, name, Constant(""))
                    for name in required
                    if name not in known and (source.table, name) not in OWN
                ]
            fixed = [f for h in listed if (f := self._fixed(h, source, group))]
            case = self.case(row.columns, row.when) if row else ""
            if fixed:
                rows.append(Row(case, tuple(fixed)))
        return rows

    def _fixed(self, h: Held, source: TableSource, group: Group) -> Fixed | None:
        place = source.table, h.column
        if isinstance(h.cell, FromColumn) or place in OWN or place == OWN_ROLES:
            return None
        column = self.columns[place]
        label = pick(column_label(*place, self.words.vocabulary))
        codes = codes_of(column, self.words.vocabulary)
        why = self.why(h)
        options = tuple(Option(code, pick(name), code) for code, name in codes.items())
        if isinstance(h.cell, NameOf):
            values = h.cell.translation.values or {}
            words = tuple(
                Word(f"n{h.name}.{n}", word, 0, code)
                for n, (word, code) in enumerate(values.items())
            )
            return Fixed(
                h.name, h.column, label, "named", "", why, False, options, (), words
            )
        if isinstance(h.cell, MadeOf) or h.column == "record_id":
            made = h.cell if isinstance(h.cell, MadeOf) else MadeOf((), 0)
            heads = tuple(map(tidy, made.columns))
            return Fixed(
                h.name, h.column, label, "made", "", why, not heads,
                heads=heads, prefix=made.prefix,
            )  # fmt: skip
        assert isinstance(h.cell, Constant)
        text = h.cell.text
        is_open = column.required and not text
        if codes:
            return Fixed(h.name, h.column, label, "code", text, why, is_open, options)
        if column.required and column.type == "date":
            return Fixed(h.name, h.column, label, "head", "", why, True)
        if not text and h.column in EMPTY_SAYS_SOMETHING:
            return Fixed(h.name, h.column, label, "empty", "", why)
        return Fixed(h.name, h.column, label, "text", text, why, is_open)


def is_of_you(fault: Fault) -> bool:
    """Return whether a fault is that nobody has yet said who they are."""
    found = fault.message
    inner = dict(found.values).get("message")
    if isinstance(inner, Message):
        found = inner
    return found.code == "mapping.constant-empty" and (
        dict(found.values).get("column") in {column for _, column in OWN}
    )
