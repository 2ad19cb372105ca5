"""Checks one dataset in a process of its own, which bounds can end without the worker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from engine.files.progress import Progress
from engine.files.scratch import scratch_folder
from portal.queue.apart import Bounds, BrokenBoundError, Send, do_apart
from portal.queue.check_work import Checked, CheckOrder, check_here
from portal.queue.reached import Reached, broken_bound
from portal.storage.store import Store
from portal.wording.error_text import store_error

log = logging.getLogger("packlaw.checking")


def check_apart(
    order: CheckOrder, progress: Progress, keep: Callable[[], None]
) -> Checked:
    """Check in a process that ends with this one, within the bounds of the settings.

    `keep` is called each second; what it raises ends the check.
    """
    settings, reached = order.settings, Reached(progress)
    place = Store(settings.data).scratch
    place.mkdir(parents=True, exist_ok=True)
    with scratch_folder(place) as room:
        bounds = Bounds(
            settings.check_seconds, settings.check_mb, room, settings.check_scratch_mb
        )
        given = replace(order, scratch=room)
        try:
            answer = do_apart(
                _work, given, bounds, on_message=lambda step: reached(*step), keep=keep
            )
        except BrokenBoundError as broken:
            fault = broken_bound(broken.bound, settings, reached.text)
            return Checked(error=store_error(fault, settings.data))
    return cast(Checked, answer)


def _work(order: CheckOrder, send: Send) -> Checked:
    """Check in this process, sending progress; no error leaves this function."""
    try:
        return check_here(order, lambda *step: send(step))
    except Exception:
        log.exception("A check failed: %s", order.out)
        return Checked()
