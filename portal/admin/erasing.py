"""Takes a person's values out of a dataset, its checks, cases and what was made of them."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import select

from engine.dataset.readers.encoding import file_hash
from engine.errors import ReportError, UsageError
from engine.files.scratch import scratch_folder
from engine.runs.folder import RUN, write_json
from portal.admin.erasing_cases import CaseErasure
from portal.admin.made_of import checks_of, reports_on
from portal.admin.people_in import Asked, people_in
from portal.clock import now
from portal.database.erasure import Erasure
from portal.database.models import Dataset
from portal.database.session import PortalSession
from portal.personal.erasing import Eraser, erase_file, erase_results, still_in
from portal.personal.stand_ins import stand_in
from portal.settings import Settings
from portal.storage.custody_folder import SUMMARY, view_path
from portal.storage.intake import hash_of
from portal.storage.leftovers import remove
from portal.storage.secret_key import secret_key
from portal.storage.store import Store
from portal.trail import record
from portal.wording.error_text import store_error


@dataclass
class Erased:
    """What an erasure replaces, by file, and what it does not reach.

    `printed` are reports that are removed, since they hold the values or may; `left` are
    files in which a value still stands; `attached` are files of cases, which are for
    people to look at.
    """

    values: int
    files: dict[str, int] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """How many places there are."""
        return sum(self.files.values())


def erase(
    settings: Settings, db: PortalSession, asked: Asked, *, is_applied: bool
) -> Erased:
    """Replace the values by stand-ins; without `is_applied`, only say what would be.

    UsageError where there is no such dataset, a job on it is open, a mapping wrote it,
    or the values stand nowhere in it.
    """
    return _Work(settings, db, asked).done(is_applied)


class _Work:
    """One erasure."""

    def __init__(self, settings: Settings, db: PortalSession, asked: Asked) -> None:
        self.settings, self.db, self.asked = settings, db, asked
        self.store = Store(settings.data)
        self.dataset = _dataset(db, asked)
        self.runs = checks_of(db, self.dataset)
        self.reports = reports_on(db, self.runs)
        if not all(job.is_over for job in (*self.runs, *self.reports)):
            raise UsageError("admin.erase-open", key=asked.dataset_key)

    def done(self, is_applied: bool) -> Erased:
        """Write everything again in a scratch folder, and put it in place where asked."""
        self.store.scratch.mkdir(parents=True, exist_ok=True)
        with scratch_folder(self.store.scratch) as room:
            key = secret_key(self.store.root)
            values = people_in(self.settings, self.dataset, self.asked, room)
            eraser = Eraser({value: stand_in(key, value) for value in values})
            found = Erased(len(values))
            upload = self._upload(room, eraser, found)
            cases = self._cases(eraser, found)
            if not found.cells:
                raise UsageError("admin.erase-nowhere", key=self.asked.dataset_key)
            folders = dict(self._results(room, eraser, found))
            if is_applied:
                cases.apply()
                self._commit(upload, folders, eraser, found)
        return found

    def _upload(self, room: Path, eraser: Eraser, found: Erased) -> Path:
        source = self.store.dataset_folder(self.dataset.content_hash)
        out = room / "upload"
        out.mkdir()
        for file in sorted(source.iterdir()):
            before = eraser.count
            erase_file(file, out / file.name, eraser)
            if eraser.count > before:
                found.files[file.name] = eraser.count - before
            if still_in(out / file.name, eraser):
                found.left.append(file.name)
        return out

    def _cases(self, eraser: Eraser, found: Erased) -> CaseErasure:
        cases = CaseErasure(self.db, self.dataset, eraser)
        if count := cases.look():
            found.files["cases"] = count
        for content_hash, key in cases.attached:
            place = self.store.name_of(self.store.attachment(content_hash))
            found.attached.append(f"{key} {place}")
        return cases

    def _results(
        self, room: Path, eraser: Eraser, found: Erased
    ) -> Iterator[tuple[Path, Path]]:
        """Yield the new folder of each check and view in the room, by the old one."""
        for run in self.runs:
            old = self.store.path_of(run.folder or "")
            for folder, marker in ((old, RUN), (view_path(old), SUMMARY)):
                if not run.folder or not folder.is_dir():
                    continue
                out = room / f"{run.key}-{folder.name}"
                counts = erase_results(folder, out, eraser)
                found.files |= {f"{run.key}/{name}": n for name, n in counts.items()}
                printed = sorted(file.name for file in folder.glob("*.pdf"))
                found.printed += [f"{run.key}/{name}" for name in printed]
                self._seal(out / marker)
                yield folder, out
        done = (report for report in self.reports if report.file)
        found.printed += [f"{report.key} {report.number}" for report in done]

    def _seal(self, marker: Path) -> None:
        """List the files of a folder with their hashes, and that it was changed."""
        if not marker.is_file():
            return
        content = json.loads(marker.read_text(encoding="utf-8"))
        content["erased"] = [*content.get("erased", ()), now().isoformat()]
        if "files" in content:
            content["files"] = {
                file.name: {"bytes": file.stat().st_size, "sha256": file_hash(file)}
                for file in sorted(marker.parent.iterdir())
                if file != marker
            }
        write_json(marker, content)

    def _commit(
        self, upload: Path, folders: Mapping[Path, Path], eraser: Eraser, found: Erased
    ) -> None:
        """Put the new files beside the old ones, switch to them, remove the old ones.

        Who is killed in between leaves files that no row names; they are swept.
        """
        dataset, old = self.dataset, self.dataset.content_hash
        hashes = {file.name: file_hash(file) for file in sorted(upload.iterdir())}
        dataset.content_hash = hash_of(hashes)
        place = self.store.dataset_folder(dataset.content_hash)
        dataset.files = {name: (upload / name).stat().st_size for name in hashes}
        dataset.size_bytes = sum(dataset.files.values())
        if not place.exists():
            upload.rename(place)
        gone = [*self._switch_runs(folders), *self._drop_reports(eraser)]
        self._reword(eraser)
        self.db.add(self._tombstone(old, eraser, found))
        subject = f"{dataset.key} {found.cells}"
        record(
            self.db, "dataset-erased", subject, organisation_id=dataset.organisation_id
        )
        same = select(Dataset.id).where(Dataset.content_hash == old)
        self.db.flush()
        if self.db.scalar(same.limit(1)) is None:
            gone.append(self.store.dataset_folder(old))
        elif old != dataset.content_hash:
            found.left.append(f"datasets/{old}")
        self.db.commit()
        for path in gone:
            remove(path, ignore_errors=True)

    def _switch_runs(self, folders: Mapping[Path, Path]) -> Iterator[Path]:
        for run in self.runs:
            yield self.store.masked / run.key
            old = self.store.path_of(run.folder or "")
            if not run.folder or old not in folders:
                continue
            # Attempts are numbers; a folder that was changed counts its changes.
            attempt, _, changes = old.name.partition(".")
            new = old.with_name(f"{attempt}.{int(changes or 0) + 1}")
            for was, named in ((old, new), (view_path(old), view_path(new))):
                if was in folders:
                    folders[was].rename(named)
                    yield was
            run.folder = self.store.name_of(new)

    def _drop_reports(self, eraser: Eraser) -> Iterator[Path]:
        """Take away what was printed; each report can be asked for again."""
        why = store_error(ReportError("portal.report-erased"), self.store.root)
        for report in self.reports:
            report.entity = eraser.text(report.entity)
            if report.file:
                yield self.store.path_of(report.file).parent
                report.state, report.file, report.error = "failed", None, why

    def _reword(self, eraser: Eraser) -> None:
        """Replace the values in what the database holds of the dataset and its checks."""
        things: tuple[tuple[Any, tuple[str, ...]], ...] = (
            *(
                (run, ("totals", "options", "error", "custody_error"))
                for run in self.runs
            ),
            (self.dataset, ("title", "mapping")),
        )
        for row, columns in things:
            for column in columns:
                value = getattr(row, column)
                setattr(row, column, _reworded(value, eraser))

    def _tombstone(self, hash_before: str, eraser: Eraser, found: Erased) -> Erasure:
        key = secret_key(self.store.root).encode()
        values = "\n".join(sorted(eraser.values)).encode()
        return Erasure(
            dataset_key=self.dataset.key,
            by=self.asked.by[:200],
            reason=self.asked.reason[:500],
            hash_before=hash_before,
            hash_after=self.dataset.content_hash,
            cells=found.cells,
            files=found.files,
            value_hash=hmac.new(key, b"erased " + values, sha256).hexdigest(),
        )


def _dataset(db: PortalSession, asked: Asked) -> Dataset:
    found = db.scalar(
        select(Dataset).where(
            Dataset.key == asked.dataset_key,
            Dataset.organisation_id == asked.organisation_id,
        )
    )
    if found is None:
        raise UsageError("admin.erase-no-dataset", key=asked.dataset_key)
    return found


def _reworded(value: Any, eraser: Eraser) -> Any:
    if isinstance(value, str):
        return eraser.text(value)
    if isinstance(value, list):
        return [_reworded(each, eraser) for each in value]
    if isinstance(value, dict):
        return {name: _reworded(each, eraser) for name, each in value.items()}
    return value
