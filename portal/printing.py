"""Prints one report in a process of its own, which a limit can end without the worker."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import cast

from engine.errors import PacklawError, ReportError
from engine.files.memory import resident_bytes
from portal.error_text import store_error
from portal.settings import Settings
from reports import render
from reports.choices import ReportKind, ReportLanguage
from reports.run import Request, facts_of, read_run_folder

log = logging.getLogger("packlaw.printing")

# A forked process would hold the worker's threads, its locks and its connections.
_SPAWN = multiprocessing.get_context("spawn")
LOOK_SECONDS = 0.2


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


def print_apart(order: Order, settings: Settings) -> Printed:
    """Print a report in a process that ends with this one, and say what became of it.

    More than `report_seconds` or `report_mb` end the process, not this one.
    """
    received, sent = _SPAWN.Pipe(duplex=False)
    printer = _SPAWN.Process(target=_work, args=(order, settings, sent), daemon=True)
    printer.start()
    sent.close()
    try:
        if not received.poll(settings.report_seconds):
            return _failed(_too_long(settings), settings)
        return cast(Printed, received.recv())
    except EOFError:
        return _failed(_too_large(settings), settings)
    finally:
        printer.kill()
        printer.join()
        received.close()


def _work(order: Order, settings: Settings, answer: Connection) -> None:
    most = settings.report_mb * 1_000_000
    threading.Thread(target=_watch, args=(most,), daemon=True).start()
    answer.send(print_here(order, settings))


def _watch(most: int) -> None:
    """End this process when the worker has ended, or when it holds more than `most` bytes.

    A limit of the kernel would count what libraries reserve and never use, which is more
    than they use.
    """
    worker = multiprocessing.parent_process()
    while worker is not None and not wait([worker.sentinel], LOOK_SECONDS):
        if resident_bytes(os.getpid()) > most:
            break
    os._exit(1)


def print_here(order: Order, settings: Settings) -> Printed:
    """Print a report in this process; no error leaves this function."""
    try:
        order.out.parent.mkdir(parents=True, exist_ok=True)
        number = _number_of(order)
        render(
            order.run,
            order.out,
            kind=cast(ReportKind, order.kind),
            language=cast(ReportLanguage, order.language),
            entity=order.entity,
            against=order.against,
        )
    except MemoryError:
        return _failed(_too_large(settings), settings)
    except PacklawError as fault:
        return _failed(fault, settings)
    except Exception:
        log.exception("A report failed: %s", order)
        return Printed()
    return Printed(number)


def _number_of(order: Order) -> str:
    """Return the number that is printed; no finding is needed for it."""
    asked = Request(cast(ReportKind, order.kind), order.entity, order.against)
    folder = read_run_folder(order.run, 1, order.entity)
    against = order.against
    earlier = read_run_folder(against, 1, order.entity) if against else None
    return str(facts_of(folder, asked, earlier)["number"])


def _failed(fault: PacklawError, settings: Settings) -> Printed:
    return Printed(error=store_error(fault, settings.data))


def _too_long(settings: Settings) -> ReportError:
    return ReportError("portal.report-too-long", seconds=settings.report_seconds)


def _too_large(settings: Settings) -> ReportError:
    return ReportError("portal.report-too-large", limit=settings.report_mb)
