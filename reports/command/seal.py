"""`packlaw report seal`: signs a report."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.language import language_option
from engine.errors import UsageError, message

if TYPE_CHECKING:
    from engine.errors import Language, Message
    from reports.sealing import Seal

VARIABLE = "PACKLAW_KEY_PASSWORD"


@click.command("seal")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.pdf")
@click.option(
    "--key",
    required=True,
    type=click.Path(path_type=Path),
    help="The key: PKCS#12 (.p12, .pfx), or PEM.",
)
@click.option(
    "--certificate",
    type=click.Path(path_type=Path),
    help="PEM file with the certificate of a PEM key and those above it, if they are "
    "not in the file of the key.",
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help="File whose first line is the password of the key.",
)
@click.option(
    "--time-stamp",
    metavar="URL",
    help="Address of a time-stamp authority (RFC 3161), which is asked for the time; "
    "without it nothing is sent anywhere.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The sealed PDF to write; default: FILE.pdf is replaced.",
)
@language_option()
def seal_command(
    file: Path,
    key: Path,
    certificate: Path | None,
    password_file: Path | None,
    time_stamp: str | None,
    out: Path | None,
    language: Language,
) -> None:
    """Seal the report FILE.pdf with a signature (PAdES), which `packlaw verify` checks.

    \b
      packlaw report seal report.pdf --key key.p12
      packlaw report seal report.pdf --key key.pem --certificate chain.pem
      packlaw report seal report.pdf --key key.p12 --time-stamp http://tsa.example

    The report itself is left as it is, byte for byte; the seal is added behind it. What
    was sealed once is not sealed again.

    The password of the key is taken from --password-file, else from the environment
    variable PACKLAW_KEY_PASSWORD, else it is asked for on the terminal. It is never an
    argument, since other users can see those. Keep the key outside of any repository,
    readable by you alone (chmod 600).

    Whoever receives the report can see that nothing was changed since. Who sealed it
    they only know from a certificate they trust: your own, handed over by a sure way,
    or one of a certification authority.

    Ends with 0, or with 2 if the file or the key cannot be used, or no time stamp was
    given; FILE.pdf is then as it was.
    """
    from reports.sealing import SealingKey, seal

    opening = SealingKey(
        key, certificate, lambda: _password(key, password_file, language)
    )
    if warning := opening.warning():
        click.echo(f"packlaw: {warning.in_language(language)}", err=True)
    made = seal(file, opening, time_stamp=time_stamp, out=out)
    click.echo(_sealed(made, out or file).in_language(language))


def _sealed(made: Seal, file: Path) -> Message:
    name, fingerprint = (
        (made.signer.name, made.signer.fingerprint) if made.signer else ("", "")
    )
    return message("sealing.sealed", file=file, signer=name, fingerprint=fingerprint)


def _password(key: Path, file: Path | None, language: Language) -> str:
    """Return the password: of the file, of the environment, else typed in unseen."""
    if file:
        return _first_line(file)
    if (password := os.environ.get(VARIABLE)) is not None:
        return password
    if not _is_terminal():
        raise UsageError("sealing.no-password", file=key)
    asked = message("sealing.ask-password", file=key).in_language(language)
    return str(click.prompt(asked, hide_input=True, err=True))


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _first_line(file: Path) -> str:
    try:
        return file.read_text("utf-8").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError("sealing.no-file", file=file, reason=str(fault)) from fault
