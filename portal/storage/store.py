"""Names the places in the state folder; nothing else in the portal joins its paths.

datasets/HASH                   an upload: its files, or the one zip
runs/KEY/ATTEMPT                an attempt at a check; ATTEMPT-custody is its view
reports/KEY/ATTEMPT.pdf         an attempt at a report
attachments/HA/HASH             a file that was attached to a case
masked/KEY/ATTEMPT              the run and its view with masks, made when asked for
incoming, scratch               what is being received, what is gone after a check
workers                         a mark for each worker that is alive
secret.key                      the key that signs
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ZIP = "dataset.zip"


@dataclass(frozen=True)
class Store:
    """The state folder. Rows name what is in it by its path below the folder."""

    root: Path

    @property
    def datasets(self) -> Path:
        """The folder of the uploads, each in a folder named by the hash of its content."""
        return self.root / "datasets"

    @property
    def runs(self) -> Path:
        """The folder of the checks: a folder for each, with one for each attempt."""
        return self.root / "runs"

    @property
    def reports(self) -> Path:
        """The folder of the reports: a folder for each, with a file for each attempt."""
        return self.root / "reports"

    @property
    def masked(self) -> Path:
        """The folder of what is masked: a folder for each check that somebody read so."""
        return self.root / "masked"

    @property
    def attachments(self) -> Path:
        """The folder of the files of cases, in folders by the first two of their hash."""
        return self.root / "attachments"

    @property
    def incoming(self) -> Path:
        """The folder of uploads that are being received."""
        return self.root / "incoming"

    @property
    def scratch(self) -> Path:
        """The folder for what is gone when a check or a page is made."""
        return self.root / "scratch"

    @property
    def workers(self) -> Path:
        """The folder in which workers show that they are alive."""
        return self.root / "workers"

    @property
    def secret_key(self) -> Path:
        """The file of the key that signs cookies and encrypts second factors."""
        return self.root / "secret.key"

    def dataset_folder(self, content_hash: str) -> Path:
        """Return the folder of an upload."""
        return self.datasets / content_hash

    def dataset(self, content_hash: str) -> Path:
        """Return the path of a dataset: its folder, or the zip that is all of it."""
        folder = self.dataset_folder(content_hash)
        return folder / ZIP if (folder / ZIP).is_file() else folder

    def run_folder(self, key: str, attempt: int) -> Path:
        """Return the folder of an attempt at a check."""
        return self.runs / key / str(attempt)

    def masked_folder(self, run: Path) -> Path:
        """Return the place of what is masked of a run, by the run's folder."""
        return self.masked / run.parent.name / run.name

    def report_file(self, key: str, attempt: int) -> Path:
        """Return the file of an attempt at a report."""
        return self.reports / key / f"{attempt}.pdf"

    def attachment(self, content_hash: str) -> Path:
        """Return the place of a file that was attached to a case."""
        return self.attachments / content_hash[:2] / content_hash

    def path_of(self, name: str) -> Path:
        """Return the path of what a row names."""
        return self.root / name

    def name_of(self, path: Path) -> str:
        """Return the name by which a row is to name a path; ValueError where it is outside."""
        return path.relative_to(self.root).as_posix()
