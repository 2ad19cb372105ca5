"""A new rule file loads, and has no lint fault, once an article lists it."""

import pytest

from engine.errors import UsageError
from engine.rulebook import lint_rulebook, load_rulebook_from, rule_skeleton
from engine.rulebook.keys import RULE
from engine.wording.citations import article_name


def test_skeleton_loads_and_lints_once_listed(pack) -> None:
    text = rule_skeleton(load_rulebook_from(pack), "order-1/outbound")
    listed = pack["order-1/instrument.yaml"].replace(
        "    rules: []", "    rules: [order-1/outbound]"
    )
    files = pack | {"order-1/outbound.yaml": text, "order-1/instrument.yaml": listed}

    rulebook = load_rulebook_from(files)

    assert rulebook.rule("order-1/outbound").title.zh.startswith("【谁】")
    assert lint_rulebook(rulebook, article_name) == ()


def test_skeleton_has_the_keys_in_order(pack) -> None:
    text = rule_skeleton(load_rulebook_from(pack), "order-1/outbound")
    keys = [line.split(":")[0] for line in text.split("\n") if line[:1].isalpha()]

    assert keys == [name for name in RULE.names if name in keys]


@pytest.mark.parametrize("rule_id", ["outbound", "order-9/outbound", "order-1/a/b"])
def test_only_an_id_in_a_known_folder_is_taken(pack, rule_id: str) -> None:
    with pytest.raises(UsageError, match=r"Write <instrument>/<name>, .* order-1"):
        rule_skeleton(load_rulebook_from(pack), rule_id)


def test_a_rule_that_is_there_is_not_written_again(pack) -> None:
    with pytest.raises(UsageError, match="order-1/report is there already"):
        rule_skeleton(load_rulebook_from(pack), "order-1/report")
