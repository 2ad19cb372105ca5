"""`packlaw rules`: reads, checks and extends the rule files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from engine.cli.adopt import adopt_command
from engine.cli.language import language_option
from engine.cli.mutate import mutate_command
from engine.cli.reading import diff_command, show_command
from engine.cli.rulebooks import load, rule_of, rules_option
from engine.errors import Language, message


@click.group("rules")
def rules_group() -> None:
    """Read the rules, run their examples, see which articles they cover."""


@rules_group.command("list")
@rules_option
def list_rules(folder: Path | None) -> None:
    """List every rule: id, article, confidence, force and title."""
    for rule in load(folder).rules:
        source = rule.source
        click.echo(
            f"{rule.id:48} {source.article:>8}  {source.confidence}  {rule.force:9}  "
            f"{rule.title.zh} · {rule.title.en}"
        )


@rules_group.command("lint")
@language_option()
@rules_option
def lint(language: Language, folder: Path | None) -> None:
    """List every fault of every rule file at once; ends with 2 if there is one."""
    from engine.errors import RuleFileError
    from engine.rulebook import lint_rulebook
    from engine.wording.citations import article_name

    rulebook = load(folder)
    faults = lint_rulebook(rulebook, article_name, (folder or Path("rules")).name)
    if faults:
        raise RuleFileError(faults)
    faultless = message(
        "cli.rules-without-fault",
        rules=len(rulebook.rules),
        fingerprint=rulebook.fingerprint,
    )
    click.echo(faultless.in_language(language))


@rules_group.command("test")
@click.argument("rule_ids", metavar="[ID]...", nargs=-1)
@language_option()
@rules_option
def test(rule_ids: tuple[str, ...], language: Language, folder: Path | None) -> None:
    """Run the examples inside the rule files; ends with 1 if one disagrees."""
    from engine.authoring.examples import run_examples
    from engine.evaluation.calendar import load_calendar

    rulebook = load(folder)
    rules = [rule_of(rulebook, rule_id) for rule_id in rule_ids] or rulebook.rules
    results = run_examples(rulebook, rules, load_calendar(folder))
    wrong = [result for result in results if not result.agrees]
    for result in wrong:
        disagreement = message(
            "cli.example-disagrees",
            file=result.rule.file,
            line=result.example.line,
            expected=result.example.expect,
            found=result.found,
        )
        click.echo(disagreement.in_language(language))
    count = message(
        "cli.examples-run", examples=len(results), rules=len(rules), wrong=len(wrong)
    )
    click.echo(count.in_language(language))
    sys.exit(1 if wrong else 0)


@rules_group.command("coverage")
@language_option()
@rules_option
def coverage(language: Language, folder: Path | None) -> None:
    """Print every article of every instrument: checked or not, and why."""
    from engine.rulebook import coverage_of

    for covered in coverage_of(load(folder)):
        instrument = covered.instrument
        click.secho(
            f"{instrument.title.in_language(language)} ({instrument.number})", bold=True
        )
        for line in covered.articles:
            article = line.article
            click.echo(
                f"  {article.article:>8}  {article.coverage:14} "
                f"{article.heading.in_language(language)}"
            )
            click.echo(f"{'':26}{article.why.in_language(language)}")
            if article.question:
                click.echo(f"{'':26}? {article.question.in_language(language)}")
            for rule in line.rules:
                click.echo(
                    f"{'':26}→ {rule.id} ({rule.source.confidence}, {rule.force})"
                )
        counts = [f"{name} {count}" for name, count in covered.totals.items()]
        total = message(
            "cli.articles-covered", articles=len(covered.articles), counts=counts
        )
        click.echo(f"  {total.in_language(language)}\n")


@rules_group.command("new")
@click.argument("rule_id", metavar="ID")
@language_option()
@rules_option
def new(rule_id: str, language: Language, folder: Path | None) -> None:
    """Write the skeleton of a new rule file, keys in order, examples ready to fill."""
    from engine.files.publishing import whole_file
    from engine.rulebook import rule_skeleton, shipped_rules

    place = (folder or shipped_rules()) / f"{rule_id}.yaml"
    text = rule_skeleton(load(folder), rule_id)
    with whole_file(place) as fresh:
        fresh.write_text(text, "utf-8")
    written = message(
        "cli.rule-file-written",
        file=place,
        rule_id=rule_id,
        instrument=place.parent / "instrument.yaml",
    )
    click.echo(written.in_language(language))


@rules_group.command("schema")
def schema() -> None:
    """Print the JSON Schema of rule files, for editors."""
    import json

    from engine.rulebook import rule_schema

    click.echo(json.dumps(rule_schema(), ensure_ascii=False, indent=1))


for command in (show_command, mutate_command, diff_command, adopt_command):
    rules_group.add_command(command)
