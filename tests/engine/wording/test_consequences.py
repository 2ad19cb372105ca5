"""A sanction is cited by the article that its source names, or by none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.errors import Text
from engine.rulebook import load_rulebook, shipped_rules
from engine.wording.consequences import sanction_place, sanction_source

RULEBOOK = load_rulebook(shipped_rules())
SANCTIONS = {
    sanction.id: sanction
    for instrument in RULEBOOK.instruments.values()
    for sanction in instrument.sanctions
}


@pytest.mark.parametrize(
    ("sanction", "ending"),
    [
        ("ecological-environment-code/no-permit", "第一千一百零二条"),
        ("elv-rules/unqualified", "国务院令第715号第十九条"),
        ("order-73/listing-barred", "第四十二条"),
        ("order-73/not-reported", "条号未知"),
        ("order-73/prohibited-use", "条号未知"),
    ],
)
def test_place_is_the_article_that_the_source_names(sanction, ending):
    assert sanction_place(RULEBOOK, SANCTIONS[sanction]).zh.endswith(ending)


@pytest.mark.parametrize(
    "source",
    [
        "article 9999",
        "Order 716, article 19",
        "State Council Order, article 19",
        "art 19",
    ],
)
def test_article_that_the_instrument_does_not_list_is_unknown(source):
    sanction = replace(SANCTIONS["elv-rules/unqualified"], source=Text(source, source))

    assert sanction_place(RULEBOOK, sanction).en.endswith("article number unknown")


@pytest.mark.parametrize(
    ("source", "chinese"),
    [
        ("article 1100", "第一千一百条"),
        ("article 102, item 10", "第一百零二条第（十）项"),
        ("article 102, items 5 and 6", "第一百零二条第（五）项、第（六）项"),
        ("article 1171, last paragraph", "第一千一百七十一条最后一款"),
        ("articles 1112 and 1068", "第一千一百一十二条、第一千零六十八条"),
        (
            "articles 1171, item 4, and 1068",
            "第一千一百七十一条第（四）项、第一千零六十八条",
        ),
        ("article 9, and what follows from it", "article 9, and what follows from it"),
    ],
)
def test_source_that_is_a_place_is_named_in_chinese(source, chinese):
    sanction = replace(SANCTIONS["elv-rules/unqualified"], source=Text(source, source))

    named = sanction_source(sanction)

    assert (named.zh, named.en) == (chinese, source)


def test_every_shipped_source_that_begins_with_a_place_is_one():
    begun = [
        one
        for one in SANCTIONS.values()
        if one.source.en.startswith(("article ", "articles "))
    ]

    assert len(begun) > 20
    assert [one for one in begun if sanction_source(one).zh == one.source.en] == []
