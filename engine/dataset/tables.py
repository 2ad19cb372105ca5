"""One table of a dataset: from its file to accepted rows, with the counts adding up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.dataset import settling, sql
from engine.dataset.forms import Form
from engine.dataset.reading import Desk, Rows
from engine.dataset.staging import Staged, stage, unstage

# Beyond so many rows set aside, asking past them each time costs more than a copy.
_FEW = 10_000_000


# The records without the first of each chain of corrections, where that is a join.
BARE_RECORDS = "bare_records"
# Of the records that correct others or are corrected: what tells which one is seen.
CHAINED_RECORDS = "chained_records"


@dataclass(frozen=True)
class Counts:
    """What became of the rows: read = accepted + rejected + repeated."""

    read: int = 0
    accepted: int = 0
    rejected: int = 0
    repeated: int = 0

    def as_dict(self) -> dict[str, int]:
        return {
            "read": self.read,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "repeated": self.repeated,
        }


# Makes the rows of a file, read by a form in the words of a vocabulary, a table.
Load = Callable[[Desk, Rows, Form, str], Counts]


def create_empty(desk: Desk, form: Form) -> None:
    """Make the table of a register that the dataset lacks."""
    columns = ", ".join(f"{sql.name(c.name)} {c.sql_type}" for c in form.columns)
    place = "row BIGINT, " if form.table == "records" else ""
    desk.run(f"CREATE TABLE {form.table} (situation INTEGER, {place}{columns})")


def load(desk: Desk, rows: Rows, form: Form, words: str) -> Counts:
    """Read a table, set its bad rows aside and keep the others."""
    staged = stage(desk, rows, form, words)
    broken = rows.settle(staged.name) if rows.settle else 0
    settle(desk, staged, rows, form)
    read = broken + desk.count(f"SELECT count(*) FROM {staged.name}")
    repeated = desk.count("SELECT count(*) FROM repeated")
    unused = desk.count("SELECT count(*) FROM unused")
    _keep(desk, staged, form)
    rejected = unused - repeated
    if rejected and rows.find_lines:
        rows.find_lines()
    return Counts(read, read - unused, rejected, repeated)


def settle(desk: Desk, staged: Staged, rows: Rows, form: Form) -> None:
    """Keep `unused`, the rows set aside, and `repeated` among them; tell why in `rejected`."""
    if form.table == "records":
        settling.keep_corrections(desk, staged.name)
    settling.keep_alike(desk, staged, form)
    settling.settle_repeated(desk, staged, form)
    if form.table == "records":
        settling.settle_corrections(desk)
    settling.reject_rows(desk, staged, rows, form)


def _keep(desk: Desk, staged: Staged, form: Form) -> None:
    """Keep the used rows as the table of the form, uncopied where few are left out."""
    sizes = {"unused": desk.count("SELECT count(*) FROM unused")}
    if form.table == "records":
        settling.keep_chained(desk, staged, CHAINED_RECORDS)
        settling.find_roots(desk)
        sizes["roots"] = desk.count("SELECT count(*) FROM roots")
    is_view = staged.is_view and sum(sizes.values()) <= _FEW
    asides = {}
    for aside, size in sizes.items():
        if size:
            asides[aside] = _outlast(desk, form, aside) if is_view else aside
    kind = "VIEW" if is_view else "TABLE"
    desk.run(f"CREATE {kind} {form.table} AS {_used(staged, form, asides)}")
    if is_view and "roots" in asides:
        # The chains cost a join: who does not ask for them need not pay for it.
        bare = _used(staged, form, {k: v for k, v in asides.items() if k != "roots"})
        desk.run(
            f"CREATE VIEW {BARE_RECORDS} AS SELECT * EXCLUDE (first_record_id) FROM ({bare})"
        )
    if not is_view:
        unstage(desk, form)


def _outlast(desk: Desk, form: Form, aside: str) -> str:
    """Put aside under a name that stays, what a view will ask for."""
    name = f"{form.table}_{aside}"
    desk.run(f"CREATE TABLE {name} AS FROM {aside}")
    return name


def _used(staged: Staged, form: Form, asides: dict[str, str]) -> str:
    columns = [sql.name(column.stored_as) for column in form.columns]
    source, order = staged.sound, ""
    if "unused" in asides:
        source += f" WHERE row NOT IN (SELECT row FROM {asides['unused']})"
        order = "" if staged.is_view else " ORDER BY row"
    if form.table != "records":
        listed = ", ".join(columns)
        return f"SELECT CAST(0 AS INTEGER) AS situation, {listed} FROM {source}{order}"
    root = "record_id"
    if "roots" in asides:
        source = f"(FROM {source}) LEFT JOIN {asides['roots']} r ON r.id = record_id"
        root = "coalesce(root, record_id)"
    fixed = columns.index(sql.name("recorded_on")) + 1
    listed = ", ".join(
        [*columns[:fixed], f"{root} AS first_record_id", *columns[fixed:]]
    )
    return f"SELECT CAST(0 AS INTEGER) AS situation, row, {listed} FROM {source}"
