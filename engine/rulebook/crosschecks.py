"""Checks that rules and their instrument agree on articles, sanctions and aliases."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.errors import Text
from engine.rulebook.allowed_values import AllowedValues
from engine.rulebook.model import Instrument, Rule
from engine.rulebook.page import FieldReader
from engine.rulebook.tree import Listing, Node, Tree

_A_SANCTION = Text("该法规文件所列的处罚", "a sanction of the instrument")
_AN_ARTICLE = Text("该法规文件所列的条款", "an article of the instrument")
_A_RULE, _RULES = Text("规则", "a rule"), Text("规则", "Rules")
_ITS_RULE = Text("该法规文件的规则", "a rule of this instrument")


def check_sanctions(
    reader: FieldReader, root: Tree, rule: Rule, instrument: Instrument, label: str
) -> None:
    """Record each sanction and article that the rule names and its instrument lacks."""
    file = f"{label}/{instrument.file}"
    ids = [sanction.id for sanction in instrument.sanctions]
    sanctions = AllowedValues(_A_SANCTION, Text("处罚", "Sanctions"), ids, file)
    for node, sanction in zip(
        _items(root.under("sanction")), rule.sanction, strict=False
    ):
        if sanction and sanction not in sanctions:
            reader.fault(node, sanctions.refusal(sanction))
    numbers = {article.article for article in instrument.articles}
    articles = AllowedValues(_AN_ARTICLE, Text("条款", "Articles"), numbers, file)
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
    """Record listed rules that do not exist, and rules that no article lists."""
    known = AllowedValues(_A_RULE, _RULES, rule_ids)
    articles = root.under("articles")
    for node, article in zip(_items(articles), instrument.articles, strict=False):
        listed = node.under("rules") if isinstance(node, Tree) else None
        for item, rule_id in zip(_items(listed), article.rules, strict=False):
            if rule_id and rule_id not in known:
                reader.fault(item, known.refusal(rule_id))
    served = {rule_id for article in instrument.articles for rule_id in article.rules}
    for rule_id in rule_ids:
        if rule_id.startswith(f"{instrument.id}/") and rule_id not in served:
            reader.fault(articles or root, "rulebook.article-lists-not", rule=rule_id)


def check_aliases(
    reader: FieldReader, root: Tree, instrument: Instrument, rule_ids: Collection[str]
) -> None:
    """Record each alias that is in use, belongs elsewhere or names no rule."""
    aliases = root.under("aliases")
    own = [name for name in rule_ids if name.startswith(f"{instrument.id}/")]
    known = AllowedValues(_ITS_RULE, _RULES, own)
    for old, node in aliases.entries if isinstance(aliases, Tree) else ():
        if not old.text.startswith(f"{instrument.id}/"):
            reader.report(
                old.line,
                "rulebook.alias-elsewhere",
                alias=old.text,
                instrument=instrument.id,
            )
        elif old.text in rule_ids:
            reader.report(old.line, "rulebook.alias-in-use", alias=old.text)
        if (new := instrument.aliases.get(old.text)) and new not in known:
            reader.fault(node, known.refusal(new))


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Listing) else ()
