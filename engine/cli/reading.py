"""`packlaw rules show` and `diff`: a rule in words, and the changes of a rulebook."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.language import language_option
from engine.cli.rulebooks import load, rule_of, rules_option

if TYPE_CHECKING:
    from engine.errors import Language
    from engine.rulebook import Rule, Rulebook

_LANGUAGES: Mapping[str, tuple[Language, ...]] = {
    "zh": ("zh",), "en": ("en",), "both": ("zh", "en"),
}  # fmt: skip


@click.command("show")
@click.argument("rule_id", metavar="ID")
@click.option("--file", "with_file", is_flag=True, help="Print the rule's file, too.")
@language_option(both=True)
@rules_option
def show_command(
    rule_id: str, with_file: bool, language: str, folder: Path | None
) -> None:
    """Show one rule in words: what it demands of whom, on which days, and its source.

    The paragraph is made from the keys of the rule's file alone, so that it says
    what is checked; compare it with the title and with the article. Where the
    official text was adopted, the article is quoted below. ID may be one that the
    rule had before.

    \b
      packlaw rules show order-73/24-7-inbound-report
      packlaw rules show order-73/24-7-inbound-report --language en --file
    """
    rulebook = load(folder)
    rule = rule_of(rulebook, rule_id)
    if rule.id != rule_id:
        click.echo(f"{rule_id} → {rule.id}\n")
    for one in _LANGUAGES[language]:
        click.echo(_worded(rulebook, rule, one))
    click.echo(f"{rule.id} · {rule.version} · {rule.file}")
    if with_file:
        click.echo(f"\n{rulebook.files[rule.file].rstrip()}")


def _worded(rulebook: Rulebook, rule: Rule, language: Language) -> str:
    """Return the title, the paragraph and the words of the article, in one language."""
    from engine.rulebook import official_text
    from engine.wording.rules import Reader, quotation

    instrument = rulebook.instrument_of(rule)
    reader = Reader(rulebook.vocabularies[instrument.vocabulary])
    paragraph = reader.paragraph(rule, instrument)
    parts = [rule.title.in_language(language), paragraph.in_language(language)]
    if quoted := quotation(rule, instrument, official_text(rulebook, instrument)):
        place = quoted.place.in_language(language)
        parts.append("\n".join([place, *_indented(quoted.words)]))
    return "\n\n".join(parts) + "\n"


def _indented(words: str | None) -> list[str]:
    return [f"  > {line.strip()}" for line in words.split("\n")] if words else []


@click.command("diff")
@click.argument("before", metavar="A", type=click.Path(path_type=Path))
@click.argument("after", metavar="B", type=click.Path(path_type=Path))
@language_option(both=True)
def diff_command(before: Path, after: Path, language: str) -> None:
    """Word what changed from the rules A to the rules B, and for which days.

    A and B are folders of rules, or folders that `packlaw check` left, which
    carry the rules they were made with. What can change a verdict comes first;
    changes of wording, examples and sign-off are listed apart from it.

    Ends with 0 where the two are the same, 1 where they differ, 2 on a fault.

    \b
      packlaw rules diff out/last-year rules
      packlaw rules diff rules-of-march rules --language en
    """
    from engine.authoring.diff import compare, diff_report, open_rulebook

    changes = compare(open_rulebook(before), open_rulebook(after))
    texts = [diff_report(changes, one) for one in _LANGUAGES[language]]
    click.echo("\n".join(texts), nl=False)
    sys.exit(1 if changes else 0)
