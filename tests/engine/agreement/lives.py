"""Lives drawn at random: few days, parties and things, so that they meet often."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.engine.agreement.words import CREDENTIALS, EVENTS, GRADES, ROLES

Row = dict[str, Any]
Life = dict[str, Any]

VIN, OTHER_VIN = "1M8GDM9AXKP042788", "1M8GDM9A1KP042788"
CODE, REUSED = "006PB590J0MFSWD7E0000001", "006PB590J0MFSWD7ERP"
USCC = "91350100M000100Y43"
IDS = ("r1", "r10", "r2", "R3", "a'1", "记4", "z", "r1 ", "é", "9")
# The end of a month, of the calendar, the day before a gap in it, and before it.
STARTS = (date(2024, 1, 29), date(2024, 1, 31), date(2025, 11, 28), date(2025, 12, 30))
OUTSIDE = (date(2023, 12, 28), date(2027, 12, 30))
STEPS = (0, 0, 0, 1, 1, 2, 3, 4, 5, 14, 29, 30, 31, 60, 366)
PARTIES = ("P", "P", "Q", "Q", "X", "O1", USCC)
BATTERIES = ("B1", "B1", "B2")
REGIONS = ("42", "4201", "420101", "43", "4")


def life(seed: int) -> Life:
    """Draw a small dataset with the day to judge it for."""
    return Draw(Random(seed)).life()


class Draw:
    """Draws one life; `gaps` is how often a cell is empty."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.gaps = random.choice([0.0, 0.0, 0.1, 0.4])
        self.start = random.choice([*STARTS * 3, *OUTSIDE])

    def life(self) -> Life:
        ids = self.random.sample(IDS, self.random.randint(1, 9))
        complete = {
            "from": self.random.choice([date(2020, 1, 1), self.start, None]),
            "until": self.random.choice([None, None, self.day()]),
        }
        return {
            "records": [self.record(name, ids[:n]) for n, name in enumerate(ids)],
            "complete": {key: day for key, day in complete.items() if day},
            "as_of": self.day() + timedelta(self.random.choice([0, 30, 400, 800])),
            "registers": self.registers(),
        }

    def day(self) -> date:
        return self.start + timedelta(days=self.random.choice(STEPS))

    def maybe(self, *values: Any) -> Any:
        """Draw one of the values, or leave the cell empty."""
        return None if self.random.random() < self.gaps else self.random.choice(values)

    def seldom(self, value: Any) -> Any:
        return value if self.random.random() < 0.2 else None

    def record(self, name: str, older: list[str]) -> Row:
        """Draw a record; some correct an older one, or one that is not there."""
        return {
            "record_id": name,
            "event": self.random.choice([*EVENTS[:2], *EVENTS]),
            "occurred_on": self.day(),
            "battery_code": self.maybe(*BATTERIES * 3, CODE, REUSED),
            "actor_id": self.random.choice(PARTIES),
            "counterparty_id": self.maybe(*PARTIES),
            "vin": self.maybe(VIN, VIN, OTHER_VIN, "B1"),
            "reported_on": self.random.choice([None, self.day(), self.day()]),
            "region": self.maybe(*REGIONS),
            "corrects": self.seldom(self.random.choice([*older, "gone"])),
            "recorded_on": self.seldom(self.day()),
            "grade": self.maybe(*GRADES, "a"),
            "kg": self.maybe("0.3", "1", "2.50", "0.000000000001", "-1"),
            "cooled": self.maybe(True, True, False),
            "checked_on": self.maybe(self.day()),
            "note": self.maybe("a", "a", "B1", "P", "it's"),
            "day": self.maybe(self.day()),
            "year": self.maybe("0.3", "1", "2024"),
            "row": self.maybe("a", "P", "Q"),
            "x": self.maybe(*GRADES),
            "t0": self.maybe(True, False),
        }

    def registers(self) -> dict[str, list[Row]]:
        """Draw the registers; two of them may be missing altogether."""
        found = {
            "entities": [self.entity(name) for name in self.some("P", "Q", "O1", USCC)],
            "batteries": [self.battery(code) for code in self.some("B1", "B2", CODE)],
            "vehicles": [self.vehicle(vin) for vin in self.some(VIN, OTHER_VIN)],
        }
        if self.random.random() < 0.8:
            found["credentials"] = [self.credential() for _ in range(4)]
        if self.random.random() < 0.8:
            found["outlets"] = [
                self.outlet(name) for name in self.some("O1", "O2", "P")
            ]
        return found

    def some(self, *names: str) -> list[str]:
        return [name for name in names if self.random.random() < 0.8]

    def entity(self, name: str) -> Row:
        roles = self.random.sample(ROLES, self.random.randint(0, 3))
        return {
            "entity_id": name, "roles": roles or None, "region": self.maybe(*REGIONS),
        }  # fmt: skip

    def battery(self, code: str) -> Row:
        return {
            "battery_code": code,
            "maker_id": self.maybe("P", "Q"),
            "produced_on": self.maybe(self.day(), date(2021, 1, 1)),
            "mass_kg": self.maybe("1", "2.5"),
        }

    def vehicle(self, vin: str) -> Row:
        return {"vin": vin, "maker_id": "Q", "swap_model": self.maybe(True, False)}

    def credential(self) -> Row:
        return {
            "entity_id": self.random.choice(["P", "Q", "X"]),
            "kind": self.random.choice(CREDENTIALS),
            "valid_from": self.maybe(self.day(), date(2020, 1, 1)),
            "valid_until": self.random.choice([None, self.day()]),
        }

    def outlet(self, name: str) -> Row:
        return {
            "outlet_id": name,
            "operator_id": self.random.choice(["P", "P", "Q", "X"]),
            "run_by": self.maybe("Q", "X", "P"),
            "region": self.maybe(*REGIONS),
            "opened_on": self.maybe(date(2020, 1, 1), self.day()),
            "closed_on": self.random.choice([None, None, self.day()]),
        }
