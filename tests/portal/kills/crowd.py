"""People who use a served portal all at once, and remember what they were told."""

from __future__ import annotations

import http.client
import json
import random
import re
import threading
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from itertools import count

from tests.house import ROOT
from tests.portal.served import Answer, Files, Person, key_in

LIFE = ROOT / "fixtures" / "lives" / "one-day-late"
# What one person has on the way; so long are the waits of a crowd that ends.
MOST_OPEN = 2
LINE = (
    "{n},Received,2026-04-{day:02},F03PA6200FUKB991B{n:07},914201125026003138,386.4\n"
)
HEAD = "Line no,Movement,Date in,Pack code,Supplier USCC,Weight (kg)\n"
DATASET = re.compile(r'class="crumb"><a href="/datasets/([^"]+)"')


@dataclass
class Told:
    """What the crowd sent, by the hash of its content, and what it was told is kept.

    `laid` are the keys of checks, and the hashes of datasets, that were there before it.
    """

    laid: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    runs: set[str] = field(default_factory=set)
    sessions: list[tuple[int, str]] = field(default_factory=list)
    sign_ins_sent: int = 0
    reports_asked: int = 0
    answers: int = 0
    faults: list[str] = field(default_factory=list)


def content_hash(files: Files) -> str:
    """Return the hash by which the portal knows an upload."""
    hashes = sorted(
        (name, sha256(octets).hexdigest()) for name, octets in files.items()
    )
    return sha256(json.dumps(hashes).encode()).hexdigest()


class Actor(threading.Thread):
    """One person who does one thing after the other until it is over.

    What was cut off is tried again, as people do, until the portal says that it is kept.
    `acts`: so many things, where it is not over before.
    """

    def __init__(
        self,
        person: Person,
        laid: str,
        told: Told,
        seed: str,
        over: threading.Event,
        acts: int | None = None,
    ) -> None:
        super().__init__(daemon=True)
        self.person, self.told, self.over = person, told, over
        # The key of a check of the person's company that is done.
        self.laid = laid
        self.acts = count() if acts is None else range(acts)
        self.chance = random.Random(seed)
        self.name = seed
        self.number = 0
        self.mine: list[str] = []

    def run(self) -> None:
        for _ in self.acts:
            if self.over.is_set():
                return
            act = self.chance.choice(
                [self._sign_in, self._upload_dataset, self._upload_source,
                 self._upload_source, self._check_again, self._ask_report,
                 self._cancel, self._read]
            )  # fmt: skip
            try:
                act()
            except (OSError, http.client.HTTPException):
                time.sleep(0.3)
            except Exception as fault:  # told at the end of the round
                self.told.faults.append(f"{self.name}: {fault!r}")
            self.over.wait(self.chance.uniform(0, 0.3))

    def _heard(self, answer: Answer, *expected: int) -> Answer:
        self.told.answers += 1
        if answer.status not in expected:
            self.told.faults.append(
                f"{self.name}: {answer.status} {answer.text[:200]!r}"
            )
        return answer

    def _sign_in(self) -> None:
        self.told.sign_ins_sent += 1
        self._heard(self.person.sign_in(), 302)
        self.told.sessions.append((self.person.port, self.person.cookies["packlaw"]))

    def _require_session(self) -> None:
        if "packlaw" not in self.person.cookies:
            self._sign_in()

    def _has_many_open(self) -> bool:
        """Ask the portal for those of this person's runs that are not over."""
        still = [key for key in self.mine if not self._is_over(key)]
        return len(still) >= MOST_OPEN

    def _is_over(self, key: str) -> bool:
        text = self._heard(self.person.get(f"/runs/{key}"), 200).text
        return f"/runs/{key}/cancel" not in text

    def _upload_dataset(self) -> None:
        self._require_session()
        if self._has_many_open():
            return self._upload_source()
        self.number += 1
        files = {file.name: file.read_bytes() for file in sorted(LIFE.iterdir())
                 if file.name != "expected.yaml"}  # fmt: skip
        files["dataset.yaml"] += f"# {self.name} {self.number}\n".encode()
        key = key_in(self._hand_in(files).location, "runs")
        if key:
            self.told.runs.add(key)
            self.mine.append(key)
        return None

    def _upload_source(self) -> None:
        self._require_session()
        self.number += 1
        lines = self.chance.randint(50, 40_000)
        text = HEAD + "".join(
            LINE.format(n=self.number * 100_000 + n, day=n % 28 + 1)
            for n in range(lines)
        )
        self._hand_in({f"{self.name} goods in.csv": text.encode()})

    def _hand_in(self, files: Files) -> Answer:
        """Send files until the portal says that they are kept."""
        self.told.sent.add(known := content_hash(files))
        form = {"as_of": "2026-10-15"}
        while True:
            try:
                answer = self.person.send("/datasets", form, files, doing="upload")
            except (OSError, http.client.HTTPException):
                if self.over.wait(0.3):
                    raise
                continue
            self._heard(answer, 302)
            if answer.status == 302 and "/sign-in" not in answer.location:
                self.told.kept.add(known)
            return answer

    def _check_again(self) -> None:
        self._require_session()
        if not self.mine or self._has_many_open():
            return self._read()
        key = self._dataset_of(self.chance.choice(self.mine))
        day = date(2026, 10, 15) + timedelta(days=self.chance.randint(1, 300))
        answer = self.person.send(f"/datasets/{key}/runs", {"as_of": str(day)})
        self._heard(answer, 302)
        if made := key_in(answer.location, "runs"):
            self.told.runs.add(made)
            self.mine.append(made)
        return None

    def _dataset_of(self, run: str) -> str:
        found = DATASET.search(self._heard(self.person.get(f"/runs/{run}"), 200).text)
        assert found is not None
        return found[1]

    def _ask_report(self) -> None:
        self._require_session()
        form = {"kind": "self-check", "party": "", "against": "",
                "language": self.chance.choice(("zh", "en", "both"))}  # fmt: skip
        run = self.chance.choice([self.laid, *self.mine])
        self.told.reports_asked += 1
        # 404: that check is not done; 400: twenty are on the way.
        self._heard(self.person.send(f"/runs/{run}/reports", form), 302, 404, 400)

    def _cancel(self) -> None:
        self._require_session()
        if not self.mine or self.chance.random() < 0.7:
            return self._read()
        run = self.chance.choice(self.mine)
        self._heard(self.person.send(f"/runs/{run}/cancel", {}), 302, 409)
        return None

    def _read(self) -> None:
        self._require_session()
        for path in ("/datasets", "/runs", "/rules"):
            self._heard(self.person.get(path), 200)
