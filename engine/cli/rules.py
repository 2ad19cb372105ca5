"""`packlaw rules`: read, check, exemplify and extend the law as data."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from engine.cli.adopt import adopt_command
from engine.cli.mutate import mutate_command
from engine.cli.reading import diff_command, show_command
from engine.cli.rulebooks import load, rule_of, rules_option


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
@rules_option
def lint(folder: Path | None) -> None:
    """Find every fault of every rule file at once; ends with 2 if there is one."""
    from engine.errors import RuleFileError
    from engine.rulebook import lint_rulebook

    rulebook = load(folder)
    faults = lint_rulebook(rulebook, (folder or Path("rules")).name)
    if faults:
        raise RuleFileError(faults)
    click.echo(
        f"{len(rulebook.rules)} rules, no fault. Fingerprint {rulebook.fingerprint}"
    )


@rules_group.command("test")
@click.argument("rule_ids", metavar="[ID]...", nargs=-1)
@rules_option
def test(rule_ids: tuple[str, ...], folder: Path | None) -> None:
    """Run the examples inside the rule files; ends with 1 if one disagrees."""
    from engine.authoring.examples import run_examples
    from engine.evaluation.calendar import load_calendar

    rulebook = load(folder)
    rules = [rule_of(rulebook, rule_id) for rule_id in rule_ids] or rulebook.rules
    results = run_examples(rulebook, rules, load_calendar(folder))
    wrong = [result for result in results if not result.agrees]
    for result in wrong:
        click.echo(
            f"{result.rule.file}, line {result.example.line}: expected "
            f"{result.example.expect}, found {result.found}"
        )
    click.echo(f"{len(results)} examples of {len(rules)} rules, {len(wrong)} disagree.")
    sys.exit(1 if wrong else 0)


@rules_group.command("coverage")
@click.option(
    "--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True
)
@rules_option
def coverage(language: str, folder: Path | None) -> None:
    """Print every article of every instrument: checked or not, and why."""
    from engine.rulebook import coverage_of

    for covered in coverage_of(load(folder)):
        instrument = covered.instrument
        click.secho(
            f"{getattr(instrument.title, language)} ({instrument.number})", bold=True
        )
        for line in covered.articles:
            article = line.article
            click.echo(
                f"  {article.article:>8}  {article.coverage:14} "
                f"{getattr(article.heading, language)}"
            )
            click.echo(f"{'':26}{getattr(article.why, language)}")
            if article.question:
                click.echo(f"{'':26}? {getattr(article.question, language)}")
            for rule in line.rules:
                click.echo(
                    f"{'':26}→ {rule.id} ({rule.source.confidence}, {rule.force})"
                )
        counted = ", ".join(f"{name} {count}" for name, count in covered.totals.items())
        click.echo(f"  {len(covered.articles)} articles: {counted}\n")


@rules_group.command("new")
@click.argument("rule_id", metavar="ID")
@rules_option
def new(rule_id: str, folder: Path | None) -> None:
    """Write the skeleton of a new rule file, keys in order, examples ready to fill."""
    from engine.files.publishing import whole_file
    from engine.rulebook import rule_skeleton, shipped_rules

    place = (folder or shipped_rules()) / f"{rule_id}.yaml"
    text = rule_skeleton(load(folder), rule_id)
    with whole_file(place) as fresh:
        fresh.write_text(text, "utf-8")
    click.echo(
        f"{place}\nNow list {rule_id} under its article in "
        f"{place.parent / 'instrument.yaml'}."
    )


@rules_group.command("schema")
def schema() -> None:
    """Print the JSON Schema of rule files, for editors."""
    import json

    from engine.rulebook import rule_schema

    click.echo(json.dumps(rule_schema(), ensure_ascii=False, indent=1))


for command in (show_command, mutate_command, diff_command, adopt_command):
    rules_group.add_command(command)
