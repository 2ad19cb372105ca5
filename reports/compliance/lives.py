"""Lays out the batteries of a party with the most breaches in one picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from engine.runs.evidence import FILE as EVIDENCE
from reports.charts import Chart, Duty, Event, Life, lifelines
from reports.folder import Content
from reports.fonts import Marker
from reports.run import RunFolder
from reports.words import Words

MOST = 20
_CHOSEN = """
    WITH chosen AS (
        SELECT coalesce(battery_code, vin) AS life,
            count(*) FILTER (force = 'binding') AS binding, count(*) AS breaches,
            max(occurred_on) AS newest
        FROM read_parquet($file)
        WHERE verdict = 'breach' AND owed_by = $entity
            AND coalesce(battery_code, vin) IS NOT NULL
        GROUP BY 1 ORDER BY binding DESC, breaches DESC, newest DESC, life LIMIT $most
    )
    SELECT f.*, chosen.life FROM read_parquet($file) f
    JOIN chosen ON chosen.life = coalesce(f.battery_code, f.vin)
    WHERE f.owed_by = $entity AND f.verdict <> 'compliant'
    ORDER BY chosen.binding DESC, chosen.breaches DESC, chosen.newest DESC, life,
        f.occurred_on, f.finding_id
"""
_TOTAL = """
    SELECT count(DISTINCT coalesce(battery_code, vin)) AS lives FROM read_parquet($file)
    WHERE verdict = 'breach' AND owed_by = $entity
"""
_EVENTS = """
    SELECT record_id, occurred_on, event FROM read_parquet($file)
    WHERE rule_id IS NULL AND occurred_on IS NOT NULL
        AND list_contains($records, record_id)
    ORDER BY occurred_on, record_id
"""


def lives_of(folder: RunFolder, words: Words) -> tuple[Chart | None, str]:
    """Return the picture of the batteries with the most breaches, and a note on it.

    None where no breach is about a battery or a vehicle. The events are those that
    findings name.
    """
    marker = Marker()
    rows = marker(folder.query(_CHOSEN, most=MOST))
    if not rows:
        return None, ""
    total = folder.query(_TOTAL)[0]["lives"]
    events = _events(folder, rows, words)
    by_life: dict[str, list[Content]] = {}
    for row in rows:
        by_life.setdefault(row["life"], []).append(row)
    lives = [
        _life(life, found, events, folder, words) for life, found in by_life.items()
    ]
    chart = lifelines(
        words.say("违规最多的电池", "The batteries with the most breaches"),
        lives,
        words.language,
        as_of=date.fromisoformat(folder.run["as_of"]),
        limit=MOST,
    )
    return chart, _note(len(lives), total, words)


def _note(shown: int, total: int, words: Words) -> str:
    drawn = words.say(
        "共 {total:,} 块电池（或车辆）有违规，绘出 {shown:,} 块。",
        "{shown:,} of {total:,} batteries (or vehicles) with a breach are drawn. ",
        total=total, shown=shown,
    )  # fmt: skip
    return drawn + words.say(
        "只绘出发现所涉的事件，不是电池的全部经历。",
        "Only events that findings name are drawn, not all that happened to a battery.",
    )


def _events(
    folder: RunFolder, rows: Sequence[Content], words: Words
) -> dict[str, Event]:
    """Return the events of the records that findings name, by record."""
    records = {row["record_id"] for row in rows} | {row["witness_id"] for row in rows}
    if not (folder.folder.path / EVIDENCE).is_file():
        return {}
    found = folder.folder.rows(EVIDENCE, _EVENTS, records=sorted(records - {None}))
    return {
        row["record_id"]: Event(row["occurred_on"], words(folder.labels.event(row["event"])))
        for row in Marker()(found)
    }  # fmt: skip


def _life(
    life: str,
    rows: Sequence[Content],
    events: Mapping[str, Event],
    folder: RunFolder,
    words: Words,
) -> Life:
    named = dict.fromkeys(
        record for row in rows for record in (row["record_id"], row["witness_id"])
    )
    duties = [
        Duty(
            words(folder.rulebook.rule(row["rule_id"]).title), row["verdict"],
            row["occurred_on"], row["due_on"], row["done_on"],
        )
        for row in rows
    ]  # fmt: skip
    return Life(life, [events[one] for one in named if one in events], duties)
