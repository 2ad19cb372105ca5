"""The work of a check: the dataset, the run, its reports, the view of custody."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from engine.custody import view_custody
from engine.errors import Message, PacklawError, ReportError
from engine.files.disk_space import resource_error
from engine.files.limits import Limits
from engine.files.progress import Progress
from engine.runs import CheckRequest, check
from engine.wording.terms import VERDICTS
from portal.mapping.applying import Applied, applied
from portal.queue.reached import Reached, broken_bound
from portal.settings import Settings
from portal.storage import custody_folder, run_folder
from portal.storage.custody_folder import view_path
from portal.storage.run_folder import RunFolder
from portal.wording.error_text import store_error
from portal.wording.language import LANGUAGES
from reports import render, render_custody

Render = Callable[..., Path]

log = logging.getLogger("packlaw.checking")

# The share of the memory that tables may take; the rest is for Python and for printing.
_OF_TABLES = 0.5
# What errors of the engine say of a machine, the portal says of its bounds.
_BOUNDS = {"files.memory-short": "memory", "files.disk-full": "disk",
           "files.quota-exceeded": "disk", "files.size-limit": "disk"}  # fmt: skip


@dataclass(frozen=True)
class CheckOrder:
    """A check to make: of which upload, for which day, and into which folder.

    `options` are those of the run, `watched` the ids of duties to answer for.
    `has_view`: with the view of custody. `scratch` is the
    folder for what is gone at the end.
    """

    content_hash: str
    options: Mapping[str, Any]
    as_of: date
    out: Path
    settings: Settings
    has_view: bool = True
    scratch: Path | None = None
    watched: Sequence[str] = ()


@dataclass(frozen=True)
class Checked:
    """What became of a check: its totals, None where it failed.

    `error` is why it failed, or why there is no report; `custody_error` why there is no
    view of custody, or no report on it. Both hold both languages; "" without totals
    stands for an unexpected error.
    """

    totals: dict[str, Any] | None = None
    error: str = ""
    custody_error: str = ""


def check_here(
    order: CheckOrder, progress: Progress, keep: Callable[[], None] | None = None
) -> Checked:
    """Check in this process; PacklawError where that cannot be done."""
    reached = Reached(progress)
    work = _Work(order, reached)
    try:
        return work.done()
    except (PacklawError, MemoryError, OSError) as fault:
        if isinstance(fault, OSError) and resource_error(fault) is None:
            raise
        return Checked(error=work.stored(fault))


class _Work:
    """One check in this process."""

    def __init__(self, order: CheckOrder, reached: Reached) -> None:
        self.order = order
        self.settings = order.settings
        self.reached = reached
        self.limits = Limits(
            memory=f"{int(self.settings.check_mb * _OF_TABLES)}MB",
            scratch=order.scratch,
            spill=f"{self.settings.check_scratch_mb}MB",
            unpacked=self.settings.check_scratch_mb * 1_000_000,
            rows=self.settings.max_rows,
        )

    def done(self) -> Checked:
        """Check the dataset and view its custody."""
        order = self.order
        with applied(
            self.settings, order.content_hash, order.options, self.limits, self.reached
        ) as source:
            error = self._check(source)
            totals = _totals(RunFolder(order.out).summary) | source.totals
            return Checked(totals, error, self._view(source.path))

    def stored(self, fault: Exception) -> str:
        """Word an error; one of memory or of a disk names the bound of the portal."""
        found = fault if isinstance(fault, PacklawError) else resource_error(fault)
        assert found is not None
        given = found.message
        bound = _BOUNDS.get(given.code) if isinstance(given, Message) else None
        if bound == "disk" and "max_temp_dir" in str(found):
            bound = "scratch"
        if bound is not None:
            found = broken_bound(bound, self.settings, self.reached.text)
        return store_error(found, self.settings.data)

    def _check(self, source: Applied) -> str:
        """Check a dataset; return why there is no report, else ""."""
        faults: list[str] = []
        order = self.order

        def add_files(fresh: Path) -> None:
            source.take_list(fresh)
            faults.append(self._print(fresh, render, run_folder.REPORT))

        check(
            CheckRequest(
                source.path,
                order.out,
                rules=self.settings.rules,
                as_of=order.as_of,
                entities=order.options.get("entities", ()),
                rule_ids=order.options.get("rule_ids", ()),
                # What is downloaded here is opened by people.
                heads="zh",
                watched=order.watched,
                limits=self.limits,
            ),
            progress=self.reached,
            print_reports=add_files,
        )
        return faults[0]

    def _view(self, dataset: Path) -> str:
        """Write the view of custody and return why there is none, or no report on it.

        The run is complete without it, so that no error of it ends the check.
        """
        if not self.order.has_view:
            log.warning("No view of custody on the last attempt: %s", self.order.out)
            return ""
        try:
            return self._keep_view(dataset, view_path(self.order.out))
        except (PacklawError, MemoryError) as fault:
            return self.stored(fault)
        except Exception:
            log.exception("A view of custody failed: %s", self.order.out)
            return ""

    def _keep_view(self, dataset: Path, place: Path) -> str:
        faults: list[str] = []
        view_custody(
            dataset,
            place,
            rules=self.settings.rules,
            as_of=self.order.as_of,
            limits=self.limits,
            progress=lambda phase, done, total: self.reached("custody", done, total),
            print_reports=lambda fresh: faults.append(
                self._print(fresh, render_custody, custody_folder.REPORT)
            ),
        )
        return faults[0]

    def _print(self, path: Path, render: Render, file: str) -> str:
        """Print a report in every language; return why it could not be, else ""."""
        try:
            for done, language in enumerate(LANGUAGES):
                self.reached("printing", done, len(LANGUAGES))
                render(path, path / file.format(language), language=language)
        except ReportError as fault:
            return store_error(fault, self.settings.data)
        return ""


def _totals(summary: dict[str, Any]) -> dict[str, Any]:
    """Return what lists of runs show, so that they need not open every folder."""
    binding = [rule for rule in summary["rules"] if rule["force"] == "binding"]
    return {
        "title": summary["dataset"]["title"],
        "records": summary["records"],
        "rejected": sum(summary["unread"].values()),
        "nothing_judged": summary["nothing_judged"],
        "binding": {v: sum(rule[v] for rule in binding) for v in VERDICTS},
        "findings": summary["findings"]["rows"],
    }
