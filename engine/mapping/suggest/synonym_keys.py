"""The keys of a file of synonyms, and the nouns of what it may name."""

from __future__ import annotations

from engine.errors import Text
from engine.rulebook.keys import Key, Shape, optional

# What a word of a head can say, beside events, parties and columns.
KINDS = (
    "day", "day at the end", "report", "written", "id", "name", "battery", "document",
    "kind", "beside", "planned",
)  # fmt: skip
# The sides of a party: who gives, who takes, the other of the two, the company, anyone.
SIDES = ("from", "to", "other", "self", "any")
# The columns of registers that name a party or an outlet.
PARTY_COLUMNS = frozenset(
    {"entity_id", "maker_id", "outlet_id", "operator_id", "run_by"}
)

VOCABULARIES = Text("用词表", "a vocabulary"), Text("用词表", "Vocabularies")
ENTRIES = Text("条目", "an entry"), Text("条目", "Entries")
SIDES_NOUNS = Text("当事方", "a party"), Text("当事方", "Parties")
TABLES = Text("表", "a table"), Text("表", "Tables")
COLUMNS = Text("列", "a column"), Text("列", "Columns")
EVENTS = Text("事件", "an event"), Text("事件", "Events")
FIELDS = Text("字段", "a field"), Text("字段", "Fields")
CODES = Text("代码", "a code"), Text("代码", "Codes")

TIERS = Shape(
    "heads of a column",
    "The heads that surely name a column, and those that may.",
    (
        optional("sure", "texts", "Heads that name nothing else."),
        optional("likely", "texts", "Heads that may name something else, too."),
        optional("negated", "texts", "Heads that ask for the contrary of a flag."),
        optional("only_with", "column", "Only where this column is there, too."),
    ),
    chinese="列的表头",
)
EVENT = Shape(
    "words of an event",
    "The words for an event, and beside which other events its days count.",
    (
        Key("words", "texts", "The words.", chinese="词语。"),
        optional("only_beside", "events", "Its days count only beside one of these."),
    ),
    chinese="事件的词语",
)
INSTEAD = Shape(
    "another reading",
    "An event that is read as another in some company.",
    (
        Key("event", "event", "The event of the words.", chinese="词语所指的事件。"),
        optional("read", "event", "The event that is meant; none: it is of no matter."),
        optional("where", "column", "Where this column is there."),
        optional("beside", "events", "Where one of these events is there."),
    ),
    exclusive=("where", "beside"),
    chinese="另一种读法",
)
APART = Shape(
    "events told apart",
    "Events that are easily taken for one another.",
    (
        Key("events", "events", "The events.", chinese="事件。"),
        Key("note", "wording", "What tells them apart.", chinese="区别。"),
    ),
    chinese="易混淆的事件",
)
COMPOUND = Shape(
    "words put together",
    "Words for an event or a party, each of the first list with each of the next.",
    (
        optional("event", "event", "The event that the words name."),
        optional("party", "side", "The side of the party that the words name."),
        optional("column", "column", "The column of records that the words may name."),
        Key(
            "of",
            "lists of words",
            "What the words are put together of.",
            chinese="组成部分。",
        ),
    ),
    exclusive=("event", "party", "column"),
    chinese="组合词",
)
SYNONYMS = Shape(
    "a file of synonyms",
    "The words that companies write for what a vocabulary names.",
    (
        Key("vocabulary", "text", "The vocabulary named.", chinese="用词表。"),
        optional("words", "words by kind", "What the words of a head say."),
        optional("document_field", "field", "The field for the number of a paper."),
        optional("parties", "words by side", "Whom the words of a head name."),
        optional("heads", "words by column", "Whole heads, by table and column."),
        optional("events", "words by event", "The words for each event."),
        optional(
            "batteries", "words by event", "Of two batteries, the one of an event."
        ),
        optional("no_events", "texts", "Words of kinds that tell of no event."),
        optional("company_endings", "texts", "How the name of a company ends."),
        optional("comes", "events", "Events that bring something to the company."),
        optional("goes", "events", "Events by which something leaves the company."),
        optional(
            "other_end", "event by event", "What the party at the other end records."
        ),
        optional("instead", "other readings", "Events that are read as others."),
        optional("codes", "words by code", "The words for the codes of each field."),
        optional("credentials", "words by code", "The words for each credential."),
        optional("roles", "words by code", "The words for each role."),
        optional("levels", "words by code", "The words for each level of battery."),
        optional("flags", "words by flag", "The words for yes and for no."),
        optional("units", "words by unit", "Other spellings of each unit."),
        optional("other_units", "texts", "Units that are none of a mapping's."),
        optional("from_titles", "fields", "Codes that a title gives to every line."),
        optional("totals", "texts", "How a line of totals is called."),
        optional("signatures", "texts", "How a line of signatures begins."),
        optional("hints", "texts", "What only says how to fill in a column."),
        optional("apart", "events told apart", "Events easily taken for one another."),
        optional("compounds", "words put together", "Words put together of others."),
        optional("short", "words by word", "Short forms of words in names of fields."),
        optional("values", "words by column", "Values that show what a column is."),
    ),
    chinese="词语表",
)
