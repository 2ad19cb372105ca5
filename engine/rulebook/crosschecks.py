"""Checks what rules and instruments name: articles, sanctions, questions, aliases."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from engine.errors import Text
from engine.rulebook.allowed_values import AllowedValues
from engine.rulebook.model import Instrument, Rule
from engine.rulebook.page import FieldReader
from engine.rulebook.tree import Listing, Node, Tree

_A_SANCTION = Text("该法规文件所列的处罚", "a sanction of the instrument")
_SANCTIONS = Text("处罚", "Sanctions")
_AN_ARTICLE = Text("该法规文件所列的条款", "an article of the instrument")
_ARTICLES = Text("条款", "Articles")
_AN_INSTRUMENT = Text("法规文件的文件夹", "the folder of an instrument")
_INSTRUMENTS = Text("法规文件", "Instruments")
_A_RULE, _RULES = Text("规则", "a rule"), Text("规则", "Rules")
_ITS_RULE = Text("该法规文件的规则", "a rule of this instrument")


def check_sanctions(
    reader: FieldReader,
    root: Tree,
    rule: Rule,
    instrument: Instrument,
    instruments: Mapping[str, Instrument],
    label: str,
) -> None:
    """Record each sanction and article that the rule names and that is not listed.

    A sanction may be one of another instrument; the folder in its id says which.
    """
    for node, sanction in zip(
        _items(root.under("sanction")), rule.sanction, strict=False
    ):
        listing = instruments.get(sanction.partition("/")[0], instrument)
        ids = [each.id for each in listing.sanctions]
        known = AllowedValues(
            _A_SANCTION, _SANCTIONS, ids, defined_in=f"{label}/{listing.file}"
        )
        if sanction and sanction not in known:
            reader.fault(node, known.refusal(sanction))
    articles = _articles_of(instrument, label)
    source = root.under("source")
    cited = source.under("article") if isinstance(source, Tree) else None
    if cited and rule.source.article and rule.source.article not in articles:
        reader.fault(cited, articles.refusal(rule.source.article))


def _articles_of(instrument: Instrument, label: str) -> AllowedValues:
    numbers = {article.article for article in instrument.articles}
    return AllowedValues(
        _AN_ARTICLE, _ARTICLES, numbers, defined_in=f"{label}/{instrument.file}"
    )


def check_questions(
    reader: FieldReader,
    root: Tree,
    instrument: Instrument,
    instruments: Mapping[str, Instrument],
    label: str,
) -> None:
    """Record each article under `questions` that is not listed, or asks nothing."""
    known = AllowedValues(_AN_INSTRUMENT, _INSTRUMENTS, sorted(instruments))
    for node, name in zip(
        _items(root.under("questions")), instrument.questions, strict=False
    ):
        folder, _, number = name.partition("/")
        if folder not in known:
            reader.fault(node, known.refusal(folder))
            continue
        asked = [a for a in instruments[folder].articles if a.article == number]
        if not asked:
            reader.fault(node, _articles_of(instruments[folder], label).refusal(number))
        elif asked[0].question is None or asked[0].confidence is None:
            reader.fault(node, "rulebook.asks-nothing", article=name)


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
