"""Defines the keys of instrument files, for the reader and for the JSON Schema."""

from __future__ import annotations

from engine.rulebook.keys import Key, Shape, optional

COUNTING = Shape(
    "counting",
    "How the instrument counts days.",
    (optional("roll_over", "flag", "A due day that is no working day moves on."),),
)
ARTICLE = Shape(
    "an article",
    "One numbered place of the instrument and how far it is checked.",
    (
        Key("article", "text", "The article's number in quotes, or unknown."),
        Key("heading", "both", "What it is about, zh and en."),
        Key("coverage", "coverage", "How far it is checked."),
        optional("why", "wording", "Why it is covered so; automated needs none."),
        optional("question", "wording", "The inspector's question; manual needs it."),
        optional("confidence", "confidence", "How well the article is known: A to D."),
        optional("rules", "ids", "The ids of the rules that serve it."),
    ),
)
SANCTION = Shape(
    "a sanction",
    "What follows when the obligation is not met.",
    (
        Key("id", "text", "The id that rules name."),
        Key("conduct", "both", "The conduct punished, zh and en."),
        Key("measures", "wordings", "What the authority may do."),
        Key("amounts", "wording or null", "The amounts; null: not known."),
        Key("authority", "wording or null", "Who decides; null: not known."),
        Key(
            "source", "wording", "Where this was read; a bare article serves for both."
        ),
        Key("confidence", "confidence", "How well the source is known: A to D."),
    ),
)
ADOPTED = Shape(
    "adopted text",
    "The official text in text/<on>.txt, as `packlaw rules adopt` stored it.",
    (
        Key("on", "date", "The day on which the text was taken."),
        Key("sha256", "text", "The SHA-256 of the file, in hex."),
    ),
)
INSTRUMENT = Shape(
    "an instrument",
    "A law, regulation, measure or standard: instrument.yaml in its folder.",
    (
        Key("title", "both", "Its title, zh and en."),
        Key("number", "text", "Its official number."),
        Key("issuers", "wordings", "Who issued it."),
        Key("published", "date or null", "The day of publication."),
        Key("in_force", "date or null", "The first day in force."),
        Key("repealed", "date or null", "The first day no longer in force."),
        Key("addresses", "texts", "Where the official text stands."),
        optional("text", "adopted text", ADOPTED.meaning),
        Key("vocabulary", "text", "The vocabulary of its rules."),
        optional("counting", "counting", COUNTING.meaning),
        optional(
            "aliases",
            "ids by id",
            "Ids that rules had before: old id to id, oldest first.",
        ),
        optional(
            "questions",
            "ids",
            "Articles (instrument/article) whose question an officer answers under "
            "each breach of its rules.",
        ),
        Key("articles", "articles", "Every article, known or unknown."),
        Key("sanctions", "sanctions", "The sanctions its rules name."),
    ),
)
