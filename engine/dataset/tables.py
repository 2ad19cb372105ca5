"""One table of a dataset: from its file to accepted rows, with the counts adding up."""

from __future__ import annotations

from dataclasses import dataclass

from engine.dataset import settling, sql
from engine.dataset.forms import Form
from engine.dataset.reading import Desk, Rows
from engine.dataset.staging import stage, unstage


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


def create_empty(desk: Desk, form: Form) -> None:
    """Make the table of a register that the dataset lacks."""
    columns = ", ".join(f"{sql.name(c.name)} {c.sql_type}" for c in form.columns)
    place = "row BIGINT, " if form.table == "records" else ""
    desk.run(f"CREATE TABLE {form.table} (situation INTEGER, {place}{columns})")


def load(desk: Desk, rows: Rows, form: Form, words: str) -> Counts:
    """Read a table, set its bad rows aside and keep the others."""
    staged = stage(desk, rows, form, words)
    broken = rows.settle(staged) if rows.settle else 0
    settling.settle_repeated(desk, staged, form)
    if form.table == "records":
        settling.settle_corrections(desk, staged)
    settling.reject_rows(desk, staged, rows, form)
    _keep(desk, staged, form)
    read = broken + desk.count(f"SELECT count(*) FROM {staged}")
    repeated = desk.count("SELECT count(*) FROM repeated")
    accepted = desk.count(f"SELECT count(*) FROM {form.table}")
    rejected = read - repeated - accepted
    unstage(desk, form)
    if rejected and rows.find_lines:
        rows.find_lines()
    return Counts(read, accepted, rejected, repeated)


def _keep(desk: Desk, staged: str, form: Form) -> None:
    used = ""
    if desk.count("SELECT count(*) FROM unused"):
        used = "WHERE row NOT IN (SELECT row FROM unused)"
    columns = [sql.name(column.stored_as) for column in form.columns]
    if form.table != "records":
        order = "ORDER BY row" if used else ""
        desk.run(
            f"CREATE TABLE {form.table} AS SELECT CAST(0 AS INTEGER) AS situation, "
            f"{', '.join(columns)} FROM {staged} {used} {order}"
        )
        return
    settling.find_roots(desk, staged)
    fixed = columns.index(sql.name("recorded_on")) + 1
    root = "record_id AS first_record_id", ""
    if desk.count("SELECT count(*) FROM roots"):
        root = (
            "coalesce(root, record_id) AS first_record_id",
            "LEFT JOIN roots ON roots.id = record_id",
        )
    desk.run(
        f"CREATE TABLE records AS SELECT CAST(0 AS INTEGER) AS situation, row, "
        f"{', '.join([*columns[:fixed], root[0], *columns[fixed:]])} "
        f"FROM {staged} {root[1]} {used}"
    )
