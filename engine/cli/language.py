"""The language of a command: `--language`, else the language of the locale."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from engine.errors import Language

_Command = TypeVar("_Command", bound=Callable[..., Any])

# In this order, as POSIX has it: the first that is set and not empty counts.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_KEY = "packlaw.language"
_HELP = (
    "Language of what is shown, messages included; default: that of the locale "
    "(LC_ALL, LC_MESSAGES, LANG), else zh."
)


def locale_language(environment: Mapping[str, str] = os.environ) -> Language:
    """Return `en` where the locale is English, else `zh` (also for C and for none)."""
    locale = next((v for name in _VARIABLES if (v := environment.get(name))), "")
    return "en" if locale.lower().startswith("en") else "zh"


def message_language(context: click.Context) -> Language:
    """Return the language in which a command words its errors.

    This is the `--language` that was parsed in `context` or below it; where that is
    `both`, or the command has none, it is the language of the locale.
    """
    chosen = context.meta.get(_KEY)
    if chosen in ("zh", "en"):
        return "zh" if chosen == "zh" else "en"
    return locale_language()


def language_option(*, both: bool = False) -> Callable[[_Command], _Command]:
    """Return the option `--language`, with `both` as a third choice where asked."""
    return click.option(
        "--language",
        type=click.Choice(["zh", "en", *(["both"] if both else [])]),
        default=locale_language,
        is_eager=True,
        callback=_keep,
        help=_HELP,
    )


def _keep(context: click.Context, parameter: click.Parameter, language: str) -> str:
    # All contexts of one call share `meta`, so that the group can read it.
    context.meta[_KEY] = language
    return language
