"""The keys of rule files, from which both the reader and the JSON Schema are made.

A shape is one mapping of the rule language. The keys of a form of demand stand in its
package (`engine/forms/<form>/demand.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Key:
    """One key of a mapping.

    `kind`: what stands under it, a kind of `CHOICES`, the name of a shape, or a kind of
    the schema. `meaning`: one sentence for the schema and for messages. `chinese`: the
    same in Chinese, for messages that the key is missing.
    """

    name: str
    kind: str
    meaning: str
    required: bool = True
    chinese: str = ""


@dataclass(frozen=True)
class Shape:
    """A mapping whose keys the rule language fixes.

    `ordered`: any other order of the keys is a fault. `exclusive`: exactly one of these
    keys must be there. `chinese`: the name in Chinese, for messages.
    """

    name: str
    meaning: str
    keys: tuple[Key, ...]
    ordered: bool = False
    exclusive: tuple[str, ...] = ()
    chinese: str = ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the keys, in order."""
        return tuple(key.name for key in self.keys)


def optional(name: str, kind: str, meaning: str) -> Key:
    """Return a key that may be left out."""
    return Key(name, kind, meaning, required=False)


TEXT = Shape(
    "a text in both languages",
    "One wording in Chinese and in English.",
    (
        Key("zh", "text", "The Chinese wording."),
        Key("en", "text", "The English wording."),
    ),
)
SOURCE = Shape(
    "source",
    "Where the obligation stands in law.",
    (
        Key("instrument", "text", "The folder name of the instrument."),
        Key("article", "text", "The article's number in quotes, or unknown."),
        Key("confidence", "confidence", "How well the source is known: A to D."),
    ),
)
EFFECTIVE = Shape(
    "effective",
    "The days on which the law binds, by the date of the act.",
    (
        Key("from", "date", "The first day."),
        optional("until", "date", "The first day on which it binds no longer."),
    ),
)
REVIEW = Shape(
    "review",
    "A lawyer's sign-off of this very text.",
    (
        Key("state", "review state", "draft or reviewed."),
        optional("by", "text", "Who signed."),
        optional("on", "date", "The day of signing."),
    ),
)
MUST_MEANING = "What the trigger must meet; exactly one form."
MUST_NOT_MEANING = "What must not be; exactly one form."
COMPLETE = Shape(
    "complete",
    "Between these days nothing is missing from the records.",
    (
        optional("from", "date or null", "The first such day."),
        optional("until", "date or null", "The last such day; absent: no limit."),
    ),
)
EXAMPLE = Shape(
    "an example",
    "A life in miniature with the verdict to expect.",
    (
        Key("expect", "expectation", "The verdict on the trigger, or no_duty."),
        Key("as_of", "date", "The day for which it is judged."),
        Key("records", "rows", "The records; the first is the trigger."),
        optional("judge", "text", "The record_id of the trigger if not the first."),
        optional("registers", "registers", "Register rows beside the defaults."),
        optional("complete", "complete", "Instead of: everything is complete."),
    ),
)
RULE = Shape(
    "a rule",
    "Our reading of one obligation, one file.",
    (
        Key("id", "text", "<folder>/<file name>."),
        Key("title", "both", "The obligation in one sentence, zh and en."),
        Key("source", "source", SOURCE.meaning),
        Key("effective", "effective", EFFECTIVE.meaning),
        Key("review", "review", REVIEW.meaning),
        Key("force", "force", "binding, advisory or voluntary."),
        Key("severity", "severity", "minor, major or critical."),
        Key("who", "roles", "A role, a list of roles, or anyone."),
        optional("owed_by", "party", "The party that owes the duty, if another."),
        Key("when", "trigger events", "An event, a list of events, or any_event."),
        optional("where", "conditions", "Only triggers of which this is true."),
        optional("must", "must", MUST_MEANING),
        optional("must_not", "must_not", MUST_NOT_MEANING),
        Key("evidence", "columns", "The columns a person looks at."),
        Key("remedy", "both", "What puts it right, zh and en."),
        Key("sanction", "ids", "Ids in the instrument's list; may be empty."),
        Key("examples", "examples", "Lives in miniature with their verdicts."),
    ),
    ordered=True,
    exclusive=("must", "must_not"),
)
FIELD = Shape(
    "a field",
    "A column of records beyond those every dataset has.",
    (
        Key("type", "field type", "text, number, date, flag or code."),
        *TEXT.keys,
    ),
)
CUSTODY = Shape(
    "custody",
    "Which events move a battery from hand to hand, and what else they tell of it.",
    (
        optional("begins", "events", "It comes into being at the actor."),
        Key("receives", "events", "The actor has it from a party that handed it on."),
        optional("takes", "events", "The actor has it from one who keeps no records."),
        optional("holds", "events", "The actor works on it in store."),
        Key("hands_on", "events", "It leaves the actor for the counterparty's store."),
        optional("releases", "events", "It leaves for a user, who keeps no records."),
        optional("ends", "events", "Its life as a battery ends at the actor."),
        optional("uses", "events", "Nothing that can happen after its end."),
        optional("utilizes", "events", "The actor utilizes it."),
    ),
)
VOCABULARY = Shape(
    "a vocabulary",
    "The words a dataset and its rules share, each with its zh and en name.",
    (
        Key("name", "text", "The name datasets and instruments call it by."),
        Key("title", "both", "Its title, zh and en."),
        Key("roles", "words", "What a party can be."),
        Key("events", "words", "What can happen."),
        Key("fields", "fields", "Columns of records, with type."),
        Key("codes", "words by field", "For each code field, its words."),
        Key("credentials", "words", "What a party can hold."),
        Key("formats", "words", "The identifiers whose form is known."),
        optional("custody", "custody", CUSTODY.meaning),
    ),
)
