"""Rounds of kills: a crowd uses a portal whose processes are killed at random moments."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from os import kill as send_signal
from pathlib import Path
from shutil import copytree, rmtree
from signal import SIGKILL

from sqlalchemy import func, select

from portal.accounts.passwords import hash_password
from portal.database.models import (
    Dataset,
    IssuedReport,
    Membership,
    Organisation,
    Run,
    User,
)
from portal.database.parts import OPEN, new_key
from portal.database.session import migrate, open_database, sessions_of
from portal.database.tenancy import EVERYTHING, set_viewer
from portal.serve import start_worker
from portal.settings import Settings, read_settings
from portal.storage.custody_folder import view_path
from tests.portal.conftest import PASSWORD, SAMPLE_RUN, SAMPLE_VIEW, Behind
from tests.portal.kills import verifying
from tests.portal.kills.crowd import Actor, Told
from tests.portal.kills.nursery import Nursery
from tests.portal.served import Person, told_of, wait, with_free_port

PEOPLE = 6
COMPANIES = 3
LONGEST_PAUSE = 1.5
# How long a kill that is meant for one sort of work waits for somebody to be at it.
AIM_SECONDS = {"upload": 3, "sign-in": 3, "check": 10, "print": 20, "anything": 0}
# Whom the other kills are for; without such a process they are the server's.
WHOM = {
    "check": ("worker", "child"),
    "print": ("worker", "child"),
    "anything": ("server", "worker", "child"),
}


@dataclass
class Round:
    """What became of one round: its faults, and what was under way at its kills."""

    seed: int
    kills: int
    faults: list[str] = field(default_factory=list)
    struck: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Crowd:
    """How many people use a portal of how many workers; `acts`: how often, if not for ever."""

    people: int = PEOPLE
    workers: int = 3
    acts: int | None = None


def play(
    folder: Path, seed: int, kills: int, database_url: str = "", crowd: Crowd = Crowd()
) -> Round:
    """Kill `kills` processes of a fresh portal in `folder`, and verify what is left.

    Everything random comes of the seed, but for what the system does when. Without a
    fault the folder is removed.
    """
    settings = with_free_port(
        read_settings({}, data=folder / "data", database_url=database_url,
                      lease_seconds=5, workers=crowd.workers)
    )  # fmt: skip
    laid = lay_out(settings, crowd.people)
    server = Nursery(settings, folder)
    game = _Game(server, Round(seed, kills), random.Random(seed), laid, crowd.acts)
    try:
        game.play()
    except AssertionError as fault:
        game.round.faults.append(f"hangs: {fault}")
    finally:
        game.end()
    if not game.round.faults:
        rmtree(folder)
    return game.round


def lay_out(settings: Settings, people: int) -> dict[str, str]:
    """Make the tables, some companies and people of theirs.

    Return for each address the key of a check that is done, so that reports can be asked
    for at once.
    """
    engine = open_database(settings.database)
    migrate(engine)
    password = hash_password(PASSWORD)
    laid = {}
    with Behind(engine) as db:
        set_viewer(db, EVERYTHING)
        companies = [
            Organisation(name=f"{n}号公司", kind="company") for n in range(COMPANIES)
        ]
        for number in range(people):
            email = f"person{number}@kills.example"
            member = Membership(
                user=User(email=email, password_hash=password),
                organisation=companies[number % COMPANIES],
                role="officer",
            )
            db.add(member)
            db.flush()
            laid[email] = _lay_out_check(settings, db, member)
        db.commit()
    engine.dispose()
    return laid


def _lay_out_check(settings: Settings, db: Behind, member: Membership) -> str:
    """Give a person a check that is done, and return its key."""
    owned = {"organisation_id": member.organisation_id}
    dataset = Dataset(**owned, content_hash=new_key(), title="T", files={},
                      size_bytes=1, uploaded_by_id=member.user_id)  # fmt: skip
    run = Run(**owned, dataset=dataset, started_by_id=member.user_id, state="done",
              key=dataset.content_hash, custody_error="")  # fmt: skip
    run.folder = f"runs/{run.key}/1"
    db.add(run)
    copytree(SAMPLE_RUN, settings.data / run.folder)
    copytree(SAMPLE_VIEW, view_path(settings.data / run.folder))
    (settings.data / "datasets" / dataset.content_hash).mkdir(parents=True)
    return run.key


class _Game:
    """One round while it is played."""

    def __init__(
        self,
        server: Nursery,
        round_: Round,
        chance: random.Random,
        laid: dict[str, str],
        acts: int | None,
    ) -> None:
        self.server, self.round, self.chance = server, round_, chance
        self.settings = server.settings
        self.engine = open_database(self.settings.database)
        self.told, self.over = Told(), threading.Event()
        self.told.laid = set(laid.values())
        self.actors = [
            Actor(Person(server.port, email), run, self.told, f"{round_.seed}-{n}",
                  self.over, acts)
            for n, (email, run) in enumerate(laid.items())
        ]  # fmt: skip

    def play(self) -> None:
        """Let the crowd loose, kill, let all come to its end, and verify."""
        self.server.open()
        for actor in self.actors:
            actor.start()
        if not self.round.kills:
            wait(self._is_crowd_done, "the crowd does not come to an end")
        for _ in range(self.round.kills):
            time.sleep(self.chance.uniform(0, LONGEST_PAUSE))
            self._strike(self.chance.choice(list(AIM_SECONDS)))
        self.over.set()
        for actor in self.actors:
            actor.join(120)
            assert not actor.is_alive(), f"{actor.name} waits for ever"
        wait(self._is_all_over, "jobs are left hanging")
        self.round.faults += self._shut_out()
        self.server.stop()
        self._verify()

    def _is_crowd_done(self) -> bool:
        return not any(actor.is_alive() for actor in self.actors)

    def _strike(self, aim: str) -> None:
        """Kill one process while what is aimed at is under way, if it soon is."""
        limit = time.monotonic() + AIM_SECONDS[aim]
        while time.monotonic() < limit and not self._under_way()[aim]:
            time.sleep(0.003)
        time.sleep(self.chance.uniform(0, 0.05))
        met = [name for name, count in self._under_way().items() if count]
        whom = {"upload": "server", "sign-in": "server"}.get(aim)
        struck = self._kill(whom or self.chance.choice(WHOM[aim]))
        self.round.struck.update([f"{struck} killed", *(f"during {m}" for m in met)])

    def _under_way(self) -> Counter[str]:
        found = Counter(actor.person.doing for actor in self.actors)
        with self.engine.connect() as db:
            checks = db.scalar(select(func.count(Run.id)).where(Run.state == "running"))
            prints = db.scalar(
                select(func.count(IssuedReport.id)).where(
                    IssuedReport.state == "running"
                )
            )
            printing = db.scalar(
                select(func.count(Run.id)).where(
                    Run.state == "running", Run.phase == "printing"
                )
            )
        del found[""]
        return found + Counter(
            {"check": checks or 0, "print": (prints or 0) + (printing or 0)}
        )

    def _kill(self, whom: str) -> str:
        """Kill the server, a worker, or a process in which one has something done."""
        server = self.server
        pids = {
            "server": [server.server],
            "worker": server.workers,
            "child": [pid for pid in server.processes()
                      if b"spawn_main" in told_of(pid, "cmdline")],
        }[whom] or [server.server]  # fmt: skip
        pid = self.chance.choice(sorted(pids))
        with suppress(ProcessLookupError):
            send_signal(pid, SIGKILL)
        if pid == server.server:
            # What it leaves ends by itself, while the next one is there already.
            server.start()
            return "server"
        if pid in server.workers:
            server.workers.remove(pid)
            server.start_worker()
        return whom

    def _is_all_over(self) -> bool:
        with self.engine.connect() as db:
            waiting = [
                db.scalar(select(func.count(table.id)).where(table.state.in_(OPEN)))
                for table in (Run, IssuedReport)
            ]
        return not any(waiting)

    def _shut_out(self) -> list[str]:
        """Return a fault for each session that was begun and lets nobody in."""
        faults = []
        for port, token in self.told.sessions:
            visitor = Person(port, "", {"packlaw": token})
            if visitor.get("/datasets").status != 200:
                faults.append("a session that was begun lets nobody in")
        return faults

    def _verify(self) -> None:
        data, scratch = self.settings.data, self.server.folder / "scratch"
        self.engine.dispose()
        verifying.age(data)
        with sessions_of(self.engine)() as db:
            set_viewer(db, EVERYTHING)
            self.round.faults += verifying.faults_of(db, data, self.told)
            worker = start_worker(self.settings)

            def is_clear() -> bool:
                db.rollback()
                return verifying.left_behind(db, data, scratch) == []

            try:
                wait(is_clear)
            except AssertionError:
                left = verifying.left_behind(db, data, scratch)
                self.round.faults.append(f"left behind: {left}")
            worker.communicate()
        wait(lambda: not self.server.processes(), "a worker is left hanging")
        self._count()

    def _count(self) -> None:
        told = self.told
        self.round.done.update(
            answers=told.answers, uploads=len(told.kept), checks=len(told.runs),
            sessions=len(told.sessions), reports=told.reports_asked,
        )  # fmt: skip

    def end(self) -> None:
        """End what still runs after a fault."""
        self.over.set()
        self.server.close()
        self.engine.dispose()
