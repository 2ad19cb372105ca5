"""Opens what a check has found, with masks for those who may not see personal data."""

from __future__ import annotations

from dataclasses import dataclass

from portal.database.models import Run
from portal.errors import MissingError
from portal.personal.masked import masked_run
from portal.services.work import Work
from portal.storage.custody_folder import CustodyFolder, open_view
from portal.storage.run_folder import RunFolder


@dataclass(frozen=True)
class Result:
    """A check that is done: its row, and the folder of what it found."""

    run: Run
    folder: RunFolder

    @property
    def view(self) -> CustodyFolder | None:
        """The view of custody; None where there is none."""
        return open_view(self.folder.path)

    def require_view(self) -> CustodyFolder:
        """Return the view of custody; MissingError where there is none."""
        if (view := self.view) is None:
            raise MissingError
        return view


def result(work: Work, key: str) -> Result:
    """Open what a check has found; MissingError where it is not seen or not done."""
    return result_of(work, work.find(Run, key))


def result_of(work: Work, run: Run) -> Result:
    """Open what a check has found; MissingError where it is not done."""
    if run.state != "done" or run.folder is None:
        raise MissingError
    path = work.store.path_of(run.folder)
    sees_people = work.allows("personal.read", run)
    return Result(run, RunFolder(path if sees_people else masked_run(work.store, path)))
