"""`packlaw rules show` and `diff`: the rules as lawyers read them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.rulebooks import language_option, load, rule_of, rules_option
from engine.errors import Language

if TYPE_CHECKING:
    from engine.rulebook import Rule, Rulebook

_LANGUAGES: dict[str, tuple[Language, ...]] = {
    "zh": ("zh",),
    "en": ("en",),
    "both": ("zh", "en"),
}


@click.command("show")
@click.argument("rule_id", metavar="ID")
@click.option("--file", "with_file", is_flag=True, help="Print the rule's file, too.")
@language_option
@rules_option
def show_command(
    rule_id: str, with_file: bool, language: str, folder: Path | None
) -> None:
    """Read one rule aloud: what it demands of whom, on which days, and its source.

    The paragraph is made from the keys of the rule's file, so that it says what
    is checked and nothing else; compare it with the title and with the article.
    Where the official text was adopted, the article is quoted below. ID may be
    one that the rule had before.

    \b
      packlaw rules show order-73/24-7-inbound-report
      packlaw rules show order-73/24-7-inbound-report --language en --file
    """
    rulebook = load(folder)
    rule = rule_of(rulebook, rule_id)
    if rule.id != rule_id:
        click.echo(f"{rule_id} → {rule.id}\n")
    for one in _LANGUAGES[language]:
        click.echo(_told(rulebook, rule, one))
    click.echo(f"{rule.id} · {rule.version} · {rule.file}")
    if with_file:
        click.echo(f"\n{rulebook.files[rule.file].rstrip()}")


def _told(rulebook: Rulebook, rule: Rule, language: str) -> str:
    """The title, the paragraph and the words of the article, in one language."""
    from engine.rulebook import official_text
    from engine.wording.rules import Reader, quotation

    instrument = rulebook.instrument_of(rule)
    reader = Reader(rulebook.vocabularies[instrument.vocabulary])
    paragraph = reader.paragraph(rule, instrument)
    parts = [getattr(rule.title, language), getattr(paragraph, language)]
    if quoted := quotation(rule, instrument, official_text(rulebook, instrument)):
        place = getattr(quoted.place, language)
        parts.append("\n".join([place, *_indented(quoted.words)]))
    return "\n\n".join(parts) + "\n"


def _indented(words: str | None) -> list[str]:
    return [f"  > {line.strip()}" for line in words.split("\n")] if words else []


@click.command("diff")
@click.argument("before", metavar="A", type=click.Path(path_type=Path))
@click.argument("after", metavar="B", type=click.Path(path_type=Path))
@language_option
def diff_command(before: Path, after: Path, language: str) -> None:
    """Say in words what changed from the rules A to the rules B, and for which days.

    A and B are folders of rules, or folders that `packlaw check` left, which
    carry the rules they were made with. What changes a verdict comes first, and
    changes of wording, examples and sign-off are told apart from it.

    Ends with 0 where the two say the same, 1 where they differ, 2 on a fault.

    \b
      packlaw rules diff out/last-year rules
      packlaw rules diff rules-of-march rules --language en
    """
    from engine.authoring.diff import compare, diff_report, open_rulebook

    changes = compare(open_rulebook(before), open_rulebook(after))
    reports = [diff_report(changes, one) for one in _LANGUAGES[language]]
    click.echo("\n".join(reports), nl=False)
    sys.exit(1 if changes else 0)
