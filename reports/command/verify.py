"""`packlaw verify`: tells whether a report is untouched, by whom sealed and from where."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.language import language_option
from engine.errors import Message, message

if TYPE_CHECKING:
    from engine.errors import Language
    from reports.sealing import Outcome, Verification


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.pdf")
@click.option(
    "--run",
    type=click.Path(path_type=Path),
    help="Folder of the run: the report is printed again from it and compared byte for "
    "byte.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    help="Folder of the earlier run, for a report that compares two.",
)
@click.option(
    "--dataset",
    type=click.Path(path_type=Path),
    help="Folder or zip of the records: is it the one that the report names? Nothing is "
    "judged.",
)
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    help="Folder of rules with the vocabulary of --dataset; default: the shipped ones.",
)
@click.option(
    "--trust",
    "trusted",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="CERT.pem",
    help="Certificate of the one who should have sealed it, or of an authority above "
    "the sealer or the time stamp; may be given more than once. A seal of anybody else "
    "then fails.",
)
@click.option("--signed", "is_sealed", is_flag=True, help="Fail if there is no seal.")
@language_option()
def verify_command(
    file: Path,
    run: Path | None,
    against: Path | None,
    dataset: Path | None,
    rules: Path | None,
    trusted: tuple[Path, ...],
    is_sealed: bool,
    language: Language,
) -> None:
    """Verify the report FILE.pdf offline: untouched? sealed by whom? from which run?

    \b
      packlaw verify report.pdf
      packlaw verify report.pdf --trust authority.pem --signed
      packlaw verify report.pdf --run out
      packlaw verify report.pdf --dataset records.zip

    Each line is a check: passed, failed, or noted where it speaks neither for the report
    nor against it; below it stands what that proves, and what it does not. Nothing is
    fetched: whether a certificate was revoked is not known.

    A seal shows that nothing was changed since. That the report comes out of a run shows
    --run alone: pages, attachments and tags are compared, and what differs is named.

    Ends with 0 if every check passed, with 1 if one failed (a report without a seal
    fails unless --run or --dataset is given), with 2 if an input is at fault.
    """
    from reports.sealing import Expected, verify

    expected = Expected(run, against, dataset, rules, trusted, is_sealed)
    verification = verify(file, expected)
    for line in _lines(verification, language):
        click.echo(line)
    if verification.failures:
        sys.exit(1)


def _lines(verification: Verification, language: Language) -> Iterator[str]:
    words = {
        outcome: text.in_language(language) for outcome, text in _outcomes().items()
    }
    # A Chinese character takes two columns.
    columns = 2 if language == "zh" else 1
    width = max(map(len, words.values())) * columns + 2
    yield str(verification.file)
    yield f"SHA-256 {verification.sha256}"
    for result in verification.results:
        word = words[result.outcome]
        gap = " " * (width - len(word) * columns)
        yield f"{word}{gap}{result.found.in_language(language)}"
        if result.proves:
            yield f"{' ' * width}{result.proves.in_language(language)}"
    yield _end(verification.failures).in_language(language)


def _end(failed: int) -> Message:
    if failed:
        return message("sealing.not-all-passed", failed=failed)
    return message("sealing.all-passed")


def _outcomes() -> dict[Outcome, Message]:
    return {
        "passed": message("sealing.passed"),
        "failed": message("sealing.failed"),
        "noted": message("sealing.noted"),
    }
