"""Keeps of each run a second folder with masks, for those who may not see personal data.

Everything that such people read comes out of it: pages, their filters, downloads. It is
made when the first of them asks and can be made again at any time. Reports are not in it:
a report is one document under one number, and a masked one would be another.
"""

from __future__ import annotations

from pathlib import Path

from engine.files.scratch import scratch_folder
from engine.runs.evidence import PARTIES
from engine.tables.duckdb.session import query_files
from portal.personal.masks import Masks, people_of
from portal.personal.rewriting import rewrite_file
from portal.storage.custody_folder import view_path
from portal.storage.secret_key import secret_key
from portal.storage.store import Store

# Another number where masks change: folders made before are made anew.
_MASKS = 1
_RUN = "run"
# Where the ids of vehicles and of parties stand, by file of the run or of its view.
_VEHICLES = ("findings", "evidence", "batteries")
_NAMED = {
    "enterprises": "SELECT entity_id, name, name_en FROM read_parquet($file)",
    "gaps": """SELECT from_id AS entity_id, from_name AS name, from_name_en AS name_en
        FROM read_parquet($file) UNION
        SELECT to_id, to_name, to_name_en FROM read_parquet($file)""",
    "batteries": """SELECT last_holder_id AS entity_id, NULL AS name, NULL AS name_en
        FROM read_parquet($file) UNION SELECT to_id, NULL, NULL
        FROM read_parquet($file)""",
}


def masked_run(store: Store, run: Path) -> Path:
    """Return the masked folder of a run's folder, which is made where there is none."""
    place = store.masked_folder(run) / str(_MASKS)
    if not (place / _RUN).is_dir():
        _make(store, run, place)
    return place / _RUN


def masks(data: Path) -> Masks:
    """Return the masks for what is of no run."""
    return Masks(secret_key(data))


def _make(store: Store, run: Path, place: Path) -> None:
    store.scratch.mkdir(exist_ok=True)
    made_for = _masks_for(store, run)
    with scratch_folder(store.scratch) as room:
        for source, name in ((run, _RUN), (view_path(run), f"{_RUN}-custody")):
            if not source.is_dir():
                continue
            out = room / name
            out.mkdir()
            for file in sorted(source.iterdir()):
                rewrite_file(file, out / file.name, made_for.cell, made_for.rejected)
        place.mkdir(parents=True, exist_ok=True)
        for made in (f"{_RUN}-custody", _RUN):
            if (room / made).is_dir() and not (place / made).exists():
                _move(room / made, place / made)


def _move(made: Path, place: Path) -> None:
    try:
        made.rename(place)
    except OSError:
        # Another request has made the same meanwhile.
        if not place.is_dir():
            raise


def _masks_for(store: Store, run: Path) -> Masks:
    """Return masks that know the vehicles and the people of a run."""
    view = view_path(run)
    files = {file.stem: file for file in (*_parquet(run), *_parquet(view))}
    vehicles = {
        row["vin"]
        for name in _VEHICLES
        if name in files
        for row in query_files(
            "SELECT DISTINCT vin FROM read_parquet($file) WHERE vin IS NOT NULL",
            {},
            file=files[name],
        )
    }
    parties = {}
    for name, sql in _NAMED.items():
        for row in query_files(sql, {}, file=files[name]) if name in files else ():
            known = parties.get(row["entity_id"])
            if row["entity_id"] and (known is None or not known["name"]):
                parties[row["entity_id"]] = row
    if (file := files.get(Path(PARTIES).stem)) is not None:
        found = query_files("FROM read_parquet($file)", {}, file=file)
        parties |= {row["entity_id"]: row for row in found}
    return Masks(secret_key(store.root), vehicles, people_of(parties.values()))


def _parquet(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet")) if folder.is_dir() else []
