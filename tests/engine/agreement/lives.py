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
# What registers write where there is no end.
NO_END = date(9999, 12, 31)
OUTSIDE = (date(2023, 12, 28), date(2027, 12, 30), date(2028, 2, 29))
# The lengths of the spans that rules know; each life keeps to one, a day less or more.
SPANS = (1, 2, 3, 5, 14, 29, 30, 31, 60, 182, 366)
PARTIES = ("P", "P", "Q", "Q", "X", "O1", USCC)
BATTERIES = ("B1", "B1", "B2")
REGIONS = ("42", "4201", "420101", "420103", "4202", "43", "4")
NUMBERS = (
    "0", "0.3", "0.30", "1", "2.50", "98", "100", "-1", "0.000000000001",
    "123456789012345678",
)  # fmt: skip
TEXTS = ("a", "a", "B1", "P", "it's")
CHEMISTRIES = ("LFP", "NCM")


def life(seed: int) -> Life:
    """Draw a small dataset with the day to judge it for."""
    return Draw(Random(seed)).life()


class Draw:
    """Draws one life; `gaps` is how often a cell is empty, `mends` a row a correction."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.gaps = random.choice([0.0, 0.0, 0.1, 0.4])
        self.mends = random.choice([0.0, 0.2, 0.7])
        span = random.choice(SPANS)
        self.steps = (0, 0, 0, 1, 1, 2, 3, span - 1, span, span, span + 1)
        self.start = random.choice([*STARTS * 4, *OUTSIDE])
        self.as_of = self.day() + timedelta(random.choice([0, 1, 30, 400, 800]))

    def life(self) -> Life:
        ids = self.random.sample(IDS, self.random.randint(1, 9))
        complete = {
            "from": self.random.choice(
                [date(2020, 1, 1), self.start, self.day(), None]
            ),
            "until": self.random.choice(
                [None, None, self.day(), self.as_of - timedelta(1), self.as_of]
            ),
        }
        return {
            "records": [self.record(name, ids[:n]) for n, name in enumerate(ids)],
            "complete": {key: day for key, day in complete.items() if day},
            "as_of": self.as_of,
            "registers": self.registers(),
        }

    def day(self) -> date:
        return self.start + timedelta(days=self.random.choice(self.steps))

    def year_end(self) -> date:
        return date(self.start.year, 12, self.random.choice([30, 31]))

    def maybe(self, *values: Any) -> Any:
        """Draw one of the values, or leave the cell empty."""
        return None if self.random.random() < self.gaps else self.random.choice(values)

    def seldom(self, value: Any, often: float = 0.2) -> Any:
        return value if self.random.random() < often else None

    def record(self, name: str, older: list[str]) -> Row:
        """Draw a record; some correct an older one, or one that is not there."""
        return self.form(name, older) | self.fields()

    def form(self, name: str, older: list[str]) -> Row:
        """Draw the columns that every dataset has."""
        occurred_on = self.random.choice([*[self.day()] * 9, self.year_end()])
        near_the_last = occurred_on + timedelta(self.random.choice(self.steps[-4:]))
        written_on = self.random.choice(
            [self.day(), *(self.as_of + timedelta(n) for n in (-1, 0, 1, 1))]
        )
        return {
            "record_id": name,
            "event": self.random.choice([*EVENTS[:2], *EVENTS]),
            "occurred_on": occurred_on,
            "battery_code": self.maybe(*BATTERIES * 3, CODE, REUSED),
            "actor_id": self.random.choice(PARTIES),
            "counterparty_id": self.maybe(*PARTIES),
            "vin": self.maybe(VIN, VIN, OTHER_VIN, "B1"),
            "reported_on": self.random.choice(
                [None, self.day(), self.day(), near_the_last]
            ),
            "region": self.maybe(*REGIONS),
            "corrects": self.seldom(
                self.random.choice([*older * 3, *older[-1:] * 9, "gone"]), self.mends
            ),
            "recorded_on": self.seldom(written_on),
        }

    def fields(self) -> Row:
        """Draw the columns that the trade adds."""
        return {
            "grade": self.maybe(*GRADES, "a"),
            "kg": self.maybe(*NUMBERS),
            "cooled": self.maybe(True, True, False),
            "checked_on": self.maybe(self.day()),
            "note": self.maybe(*TEXTS),
            "day": self.maybe(self.day()),
            "year": self.maybe("0.3", "1", "98", "2024"),
            "row": self.maybe("a", "P", "Q"),
            "x": self.maybe(*GRADES),
            "t0": self.maybe(True, False),
        }

    def registers(self) -> dict[str, list[Row]]:
        """Draw the registers; each may be missing altogether."""
        found = {
            "entities": [self.entity(name) for name in self.some("P", "Q", "O1", USCC)],
            "batteries": [self.battery(code) for code in self.some("B1", "B2", CODE)],
            "vehicles": [self.vehicle(vin) for vin in self.some(VIN, OTHER_VIN, "B1")],
            "credentials": [self.credential() for _ in range(4)],
            "outlets": [self.outlet(name) for name in self.some("O1", "O2", "P")],
        }
        return {name: found[name] for name in found if self.random.random() < 0.85}

    def some(self, *names: str) -> list[str]:
        return [name for name in names if self.random.random() < 0.8]

    def entity(self, name: str) -> Row:
        roles = self.random.sample(ROLES, self.random.randint(0, 3))
        return {
            "entity_id": name,
            "name": self.maybe("a", "P"),
            "name_en": self.maybe("P"),
            "roles": roles or None,
            "region": self.maybe(*REGIONS),
            "established_on": self.maybe(self.day()),
            "closed_on": self.random.choice([None, self.day()]),
        }

    def battery(self, code: str) -> Row:
        return {
            "battery_code": code,
            "level": self.maybe("pack", "module"),
            "chemistry": self.maybe(*CHEMISTRIES),
            "rated_kwh": self.maybe("1", "98"),
            "mass_kg": self.maybe("1", "2.5"),
            "maker_id": self.maybe("P", "Q"),
            "parent_code": self.maybe("B1", "B2"),
            "produced_on": self.maybe(self.day(), date(2021, 1, 1)),
        }

    def vehicle(self, vin: str) -> Row:
        return {
            "vin": vin,
            "maker_id": self.maybe("Q", "P"),
            "swap_model": self.maybe(True, False),
        }

    def credential(self) -> Row:
        return {
            "entity_id": self.random.choice(["P", "Q", "X"]),
            "kind": self.maybe(*CREDENTIALS),
            "number": self.maybe("1"),
            "valid_from": self.maybe(self.day(), date(2020, 1, 1)),
            "valid_until": self.random.choice([None, NO_END, self.day()]),
        }

    def outlet(self, name: str) -> Row:
        return {
            "outlet_id": name,
            "operator_id": self.maybe("P", "P", "Q", "X"),
            "run_by": self.maybe("Q", "X", "P"),
            "region": self.maybe(*REGIONS),
            "opened_on": self.maybe(date(2020, 1, 1), self.day()),
            "closed_on": self.random.choice([None, None, self.day()]),
        }
