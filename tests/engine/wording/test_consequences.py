"""A sanction is cited by the article that its source names, or by none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.rulebook import load_rulebook, shipped_rules
from engine.wording.consequences import sanction_place

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
    sanction = replace(SANCTIONS["elv-rules/unqualified"], source=source)

    assert sanction_place(RULEBOOK, sanction).en.endswith("article number unknown")
