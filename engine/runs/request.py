"""What a check is asked to do: the dataset, the rules, the day, the output folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from engine.errors import Language
from engine.files.limits import NO_LIMITS, Limits

Engine = Literal["auto", "live", "sweep", "both"]


@dataclass(frozen=True)
class CheckRequest:
    """One check: what to read, by which rules and for which day, and where to write.

    | field | meaning |
    |---|---|
    | `dataset` | folder or zip of records |
    | `out` | run folder to create or to replace |
    | `rules` | folder of rule files; None: the rules shipped with packlaw |
    | `as_of` | evaluation day; None: the day until which the dataset is complete |
    | `entities` | report only duties owed by these parties; empty: all parties |
    | `rule_ids` | check only these rules, by current or former id; empty: all rules |
    | `formats` | output formats, of `engine.runs.outputs.FORMATS`; at least one |
    | `every_duty` | also list the duties that are met |
    | `encoding` | encoding of CSV and JSON Lines files; None: detected by file |
    | `mapping` | file by which `dataset`, a company's own tables, becomes a dataset; None: \
it is one |
    | `baseline` | run folder to compare the findings with |
    | `watched` | ids of findings whose verdict is kept in `watched.parquet`, also where \
they are complied with or gone |
    | `since` | run folder of an older state of the dataset: evaluate only the duties \
that changed records may affect |
    | `engine` | evaluator: `auto` is `live` for small datasets and `sweep` for large \
ones, `both` runs the two and reports each duty on which they differ as a failure |
    | `on` | address of a Spark cluster to run the sweep on ("local[2]", \
"spark://host:7077"); None: this machine |
    | `heads` | language of the heads in findings.csv and findings.xlsx; None: the names \
of the columns |
    | `limits` | memory, scratch space and rows |
    """

    dataset: Path
    out: Path
    rules: Path | None = None
    as_of: date | None = None
    entities: Sequence[str] = ()
    rule_ids: Sequence[str] = ()
    formats: Sequence[str] = ("parquet", "csv")
    every_duty: bool = False
    encoding: str | None = None
    mapping: Path | None = None
    baseline: Path | None = None
    watched: Sequence[str] = ()
    since: Path | None = None
    engine: Engine = "auto"
    on: str | None = None
    heads: Language | None = None
    limits: Limits = NO_LIMITS
