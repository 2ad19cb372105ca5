"""What a rule and its instrument must agree on: articles and sanctions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.rulebook.model import Instrument, Rule
from engine.rulebook.page import AllowedValues, FieldReader
from engine.rulebook.tree import Listing, Node, Tree


def check_sanctions(
    reader: FieldReader, root: Tree, rule: Rule, instrument: Instrument, label: str
) -> None:
    """Note each sanction and article the rule names that its instrument lacks."""
    file = f"{label}/{instrument.file}"
    ids = [sanction.id for sanction in instrument.sanctions]
    sanctions = AllowedValues("a sanction of the instrument", "Sanctions", ids, file)
    for node, sanction in zip(
        _items(root.under("sanction")), rule.sanction, strict=False
    ):
        if sanction and sanction not in sanctions:
            reader.fault(node, sanctions.refusal(sanction))
    numbers = {article.article for article in instrument.articles}
    articles = AllowedValues("an article of the instrument", "Articles", numbers, file)
    source = root.under("source")
    cited = source.under("article") if isinstance(source, Tree) else None
    if cited and rule.source.article and rule.source.article not in articles:
        reader.fault(cited, articles.refusal(rule.source.article))


def check_articles(
    reader: FieldReader,
    root: Tree,
    instrument: Instrument,
    rules: Sequence[Rule],
    rule_ids: Collection[str],
) -> None:
    """Note listed rules that do not exist, and rules that no article lists."""
    words = AllowedValues("a rule", "Rules", rule_ids)
    articles = root.under("articles")
    for node, article in zip(_items(articles), instrument.articles, strict=False):
        listed = node.under("rules") if isinstance(node, Tree) else None
        for item, rule_id in zip(_items(listed), article.rules, strict=False):
            if rule_id and rule_id not in words:
                reader.fault(item, words.refusal(rule_id))
    served = {rule_id for article in instrument.articles for rule_id in article.rules}
    for rule_id in rule_ids:
        if rule_id.startswith(f"{instrument.id}/") and rule_id not in served:
            reader.fault(
                articles or root,
                f"No article lists {rule_id}.  Add it under the article it serves.",
            )


def check_aliases(
    reader: FieldReader, root: Tree, instrument: Instrument, rule_ids: Collection[str]
) -> None:
    """Note each alias that is a rule's id, points nowhere or is another's."""
    aliases = root.under("aliases")
    own = [name for name in rule_ids if name.startswith(f"{instrument.id}/")]
    words = AllowedValues("a rule of this instrument", "Rules", own)
    for old, node in aliases.entries if isinstance(aliases, Tree) else ():
        if not old.text.startswith(f"{instrument.id}/"):
            reader.report(
                old.line,
                f"aliases: {old.text} is not an id of this instrument.  "
                f"Write {instrument.id}/<name>.",
            )
        elif old.text in rule_ids:
            reader.report(
                old.line,
                f"aliases: {old.text} is the id of a rule today.  An alias is an id "
                "that no rule has any more; remove the alias or rename the rule.",
            )
        if (new := instrument.aliases.get(old.text)) and new not in words:
            reader.fault(node, words.refusal(new))


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Listing) else ()
