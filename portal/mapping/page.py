"""Makes what the page of a mapping shows: each part of an upload with what is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.dataset.names import tidy
from engine.dataset.schema import Column
from engine.errors import Fault
from engine.mapping.model import DatasetMapping, FromColumn, TableSource
from engine.mapping.own_codes import doubtful_codes
from engine.mapping.suggest.proposal import Proposal
from portal.mapping.fields import (
    ALL,
    OWN,
    OWN_ROLES,
    Group,
    constants,
    groups_of,
    held,
)
from portal.mapping.labels import column_label
from portal.mapping.proposing import Words
from portal.mapping.seen import Seen
from portal.mapping.source_page import SourceMaker, is_of_you
from portal.mapping.view import Card, Choices, HeadRow, MappingPage, Option, Unread, Use
from portal.wording.language import pick, say

_SAMPLES = 3
# What a source that becomes several rows says of one of them alone, most often.
_OF_ONE_ROW = ("record_id", "occurred_on", "reported_on", "counterparty_id")


class PageMaker:
    """Makes the page of one draft."""

    def __init__(
        self,
        draft: DatasetMapping,
        faults: Sequence[Fault],
        seen: Seen,
        words: Words,
        proposal: Proposal,
        new: Sequence[str] = (),
    ) -> None:
        """Take the draft as it was read, with its faults; `new` are heads to be marked."""
        self.draft, self.faults, self.seen, self.words = draft, faults, seen, words
        self.sources = SourceMaker(draft, faults, words, proposal)
        self.new = set(new)

    def page(self) -> MappingPage:
        """Return what the page shows."""
        groups = groups_of(self.draft, self.seen)
        cards = tuple(map(self._card, groups))
        of_cards = {
            f for card in cards for source in card.sources for f in source.faults
        }
        own = list(constants(self.draft))
        ids = [text for table, column, text in own if (table, column) in OWN]
        roles = [text for table, column, text in own if (table, column) == OWN_ROLES]
        you = next(filter(None, ids), "")
        return MappingPage(
            cards=cards,
            faults=tuple(f for f in self.faults if f not in of_cards and not is_of_you(f)),
            doubts=doubtful_codes(self.draft),
            you=you,
            asks_you=bool(ids),
            roles=tuple(r.strip() for text in roles for r in text.split(";") if r.strip()),
            asks_roles=bool(roles),
            own_ids=tuple(self._own_ids(groups)),
            not_read=tuple(self._unread()),
            todo=tuple(self._todo(cards, bool(ids) and not you, roles)),
        )  # fmt: skip

    def _todo(
        self, cards: Sequence[Card], needs_you: bool, roles: Sequence[str]
    ) -> list[tuple[str, str]]:
        """List what is to be filled in: the id of the place, and what it is."""
        found = [("you", say("mapping.you"))] if needs_you else []
        if roles and not any(roles):
            found.append(("roles", say("mapping.roles")))
        if not any(source.table == "records" for source in self.draft.tables):
            found.append(("tables", say("mapping.needs_records")))
        if not self.draft.title:
            found.append(("title", say("mapping.title_of")))
        for card in cards:
            for source in card.sources:
                found += [
                    (
                        f"f{fixed.name}",
                        f"{say(f'tables.{source.table}')}: {fixed.label}",
                    )
                    for row in source.rows
                    for fixed in row.fixed
                    if fixed.is_open
                ]
                found += [
                    (f"words{source.number}.{words.head}", say(
                        "mapping.words_open", count=words.open, head=words.head))
                    for words in source.words if words.open
                ]  # fmt: skip
        return found

    def _unread(self) -> Iterator[Unread]:
        """Yield the parts that no source reads; those that can be have a number."""
        numbers = {p.part: str(n) for n, p in enumerate(self.seen.previews)}
        for part in self.seen.not_read(self.draft.tables):
            place = f"{part.file} · {part.sheet}" if part.sheet else part.file
            has_heads = part.format in ("csv", "xlsx")
            yield Unread(numbers.get(part, ""), place, has_heads)

    def _own_ids(self, groups: Sequence[Group]) -> list[tuple[str, str]]:
        """List ids of parties that stand in the upload, with their names."""
        found: dict[str, str] = {}
        for group in groups:
            for number in group.sources:
                source = self.draft.tables[number]
                columns = source.rows[0].columns
                key, name = columns.get("entity_id"), columns.get("name")
                if source.table == "entities" and isinstance(key, FromColumn):
                    ids = group.place.values(key.column)
                    names = (
                        group.place.values(name.column)
                        if isinstance(name, FromColumn)
                        else [""] * len(ids)
                    )
                    found |= {
                        i.strip(): n.strip() for i, n in zip(ids, names, strict=True)
                    }
        return [pair for pair in found.items() if pair[0]][:50]

    def _card(self, group: Group) -> Card:
        sources = tuple(self.sources.source(number, group) for number in group.sources)
        heads = tuple(self._head(group, n, head) for n, head in enumerate(group.heads))
        selection, parts = group.selection, group.place.parts
        return Card(
            number=group.number,
            places=tuple(
                f"{part.file} · {part.sheet}" if part.sheet else part.file
                for part in parts
            ) or (selection.file or "—",),
            header=", ".join(map(str, selection.header)),
            skip=selection.skip,
            has_heads=all(part.format in ("csv", "xlsx") for part in parts),
            heads=heads,
            used=sum(1 for head in heads if head.uses),
            choices=tuple(c for n in group.sources for c in self._choices(n)),
            sources=sources,
            all_heads=group.heads,
        )  # fmt: skip

    def _head(self, group: Group, number: int, head: str) -> HeadRow:
        uses = [
            Use(h.use, self.sources.why(h), self._details(h.cell))
            for source in group.sources
            for h in held(source, self.draft.tables[source])
            if isinstance(h.cell, FromColumn) and tidy(h.cell.column) == head
        ]
        samples = dict.fromkeys(
            v.strip() for v in group.place.values(head) if v.strip()
        )
        return HeadRow(
            name=f"h{group.number}.{number}",
            head=head,
            samples=tuple(samples)[:_SAMPLES],
            uses=tuple(uses),
            is_there=head in group.place.heads,
            is_new=head in self.new,
        )

    def _details(self, cell: FromColumn) -> tuple[str, ...]:
        unit = [say("mapping.unit", unit=cell.unit)] if cell.unit else []
        written = [say(f"written.{_WRITTEN[cell.written]}")] if cell.written else []
        return (*unit, *written)

    def _choices(self, number: int) -> list[Choices]:
        """Return the columns that a head may be read as for a source of a table."""
        source = self.draft.tables[number]
        named = say(f"tables.{source.table}")
        if source.distinct and source.table == "entities":
            named = f"{named} ({number + 1})"
        own = {(h.row, h.column) for h in held(number, source) if h.row != ALL}
        columns = self.words.schemas[source.table].columns
        found = [
            Choices(named, tuple(self._option(source, number, ALL, c) for c in columns))
        ]
        if len(source.rows) == 1:
            return found
        for at, row in enumerate(source.rows):
            listed = [
                c for c in columns
                if c.name in _OF_ONE_ROW or (str(at), c.name) in own
            ]  # fmt: skip
            options = tuple(self._option(source, number, str(at), c) for c in listed)
            found.append(
                Choices(
                    f"{named} · {self.sources.case(row.columns, row.when)}", options
                )
            )
        return found

    def _option(
        self, source: TableSource, number: int, row: str, column: Column
    ) -> Option:
        label = pick(column_label(source.table, column.name, self.words.vocabulary))
        if source.table != "records":
            label = f"{say(f'tables.{source.table}')}{say('site.colon')}{label}"
        elif row != ALL:
            template = source.rows[int(row)]
            case = self.sources.case(template.columns, template.when)
            label = f"{case}{say('site.colon')}{label}" if case else label
        return Option(f"{number}.{row}:{column.name}", label, column.name)


_WRITTEN = {
    "day-month-year": "day_first", "month-day-year": "month_first",
    "digits": "digits", "serial": "serial", "1,234.5": "comma", "1.234,5": "point",
}  # fmt: skip
