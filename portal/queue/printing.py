"""Prints one report in a process of its own, which a limit can end without the worker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from engine.errors import PacklawError, ReportError
from engine.files.disk_space import resource_error
from portal.queue.apart import Bounds, BrokenBoundError, Send, do_apart
from portal.settings import Settings
from portal.wording.error_text import store_error
from reports import render
from reports.choices import ReportKind, ReportLanguage
from reports.sealing import number_on

log = logging.getLogger("packlaw.printing")


@dataclass(frozen=True)
class Order:
    """A report to print: of which run folder, to which file, and what is asked for."""

    run: Path
    out: Path
    kind: str
    language: str
    entity: str | None = None
    against: Path | None = None


@dataclass(frozen=True)
class Printed:
    """What became of an order: the number on the report, or why there is none.

    `error` holds both languages; "" without a number stands for an unexpected error.
    """

    number: str = ""
    error: str = ""


def print_apart(
    order: Order, settings: Settings, keep: Callable[[], None] | None = None
) -> Printed:
    """Print a report in a process that ends with this one, and say what became of it.

    More than `report_seconds` or `report_mb` end the process, not this one. `keep` is
    called each second; what it raises ends the process, too.
    """
    bounds = Bounds(settings.report_seconds, settings.report_mb)
    try:
        return cast(Printed, do_apart(_work, (order, settings), bounds, keep=keep))
    except BrokenBoundError as broken:
        is_late = broken.bound == "seconds"
        return _failed((_too_long if is_late else _too_large)(settings), settings)


def _work(given: tuple[Order, Settings], send: Send) -> Printed:
    return print_here(*given)


def print_here(order: Order, settings: Settings) -> Printed:
    """Print a report in this process; no error leaves this function."""
    try:
        order.out.parent.mkdir(parents=True, exist_ok=True)
        render(
            order.run,
            order.out,
            kind=cast(ReportKind, order.kind),
            language=cast(ReportLanguage, order.language),
            entity=order.entity,
            against=order.against,
        )
        number = number_on(order.out)
    except MemoryError:
        return _failed(_too_large(settings), settings)
    except PacklawError as fault:
        return _failed(fault, settings)
    except Exception as fault:
        if (short := resource_error(fault)) is not None:
            return _failed(short, settings)
        log.exception("A report failed: %s", order)
        return Printed()
    return Printed(number)


def _failed(fault: PacklawError, settings: Settings) -> Printed:
    return Printed(error=store_error(fault, settings.data))


def _too_long(settings: Settings) -> ReportError:
    return ReportError("portal.report-too-long", seconds=settings.report_seconds)


def _too_large(settings: Settings) -> ReportError:
    return ReportError("portal.report-too-large", limit=settings.report_mb)
