"""A log that was written of a dataset becomes that dataset again, by the shipped mapping."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from engine.dataset import Dataset, open_dataset
from engine.mapping import map_dataset, read_mapping
from engine.mapping.ocel import LogContents, write_log
from engine.rulebook import Vocabulary, load_rulebook
from engine.rulebook.columns import REGISTERS
from engine.runs import CheckRequest, check
from fixtures.fleet import write_fleet
from tests.house import ROOT, RULES, words

EVERY = "SELECT * RENAME (row AS number) FROM records"
# The conformance cases, where they are at hand.
CASES = Path(os.environ.get("PACKLAW_CASES", ROOT.parent / "shared" / "cases"))
SHIPPED = words("rules", "vocabulary", "mapping", "ocel-2.yaml")
FORMS = ("json", "xml", "sqlite")


def there_and_back(
    dataset: Path,
    form: str,
    vocabularies: Mapping[str, Vocabulary],
    out: Path,
    text: str = SHIPPED,
) -> Path:
    """Write a dataset as a log, and make a dataset of that; return its folder."""
    with open_dataset(dataset, vocabularies) as opened:
        contents = LogContents(opened, EVERY, with_corrects=True)
        write_log(contents, out / f"log.{form}")
    said = yaml.safe_load((dataset / "dataset.yaml").read_text("utf-8"))
    # What the sender says of the whole is in no log.
    complete = yaml.safe_dump(said["complete"], default_flow_style=True).strip()
    text = text.replace("  title: OCEL 2.0\n", f"  title: X\n  complete: {complete}\n")
    mapping = read_mapping(text, "ocel-2.yaml", vocabularies)
    mapped = map_dataset(out / f"log.{form}", mapping, vocabularies, out / "back")
    assert mapped.untranslated == ()
    return out / "back"


def tables(dataset: Path, vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """Return the accepted rows of every table, records in order and registers sorted."""
    with open_dataset(dataset, vocabularies) as opened:
        assert sum(counts["rejected"] for counts in opened.counts.values()) == 0
        found: dict[str, Any] = {"records": list(rows(opened, "records", "row"))}
        for register in REGISTERS:
            found[register] = list(rows(opened, register, "ALL"))
        return found


def rows(opened: Dataset, table: str, order: str) -> Iterator[tuple[Any, ...]]:
    columns = "* EXCLUDE (row)" if table == "records" else "*"
    query = f"SELECT {columns} FROM {table} ORDER BY {order}"
    yield from opened.connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fleet") / "fleet"
    # No row of it is rejected, and some records correct others.
    write_fleet(folder, 60, 11, fault_share=0)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_every_row_comes_back(
    fleet: Path, form: str, vocabularies: Mapping[str, Vocabulary], tmp_path: Path
) -> None:
    back = there_and_back(fleet, form, vocabularies, tmp_path)

    assert tables(back, vocabularies) == tables(fleet, vocabularies)


def test_what_a_dataset_lacks_stays_unknown(
    vocabularies: Mapping[str, Vocabulary], tmp_path: Path
) -> None:
    dataset = tmp_path / "dataset"
    dataset.mkdir()
    (dataset / "dataset.yaml").write_text(
        "title: X\nvocabulary: order-73\ncomplete: {until: 2026-09-30}\n", "utf-8"
    )
    (dataset / "records.csv").write_text(
        "record_id,event,occurred_on,actor_id\nR1,model.certified,2026-05-01,A\n",
        "utf-8",
    )
    (dataset / "credentials.csv").write_text("entity_id,kind,valid_from\n", "utf-8")

    back = there_and_back(dataset, "json", vocabularies, tmp_path)

    with open_dataset(back, vocabularies) as opened:
        # No register is made of parties that are only named, and none that is not there;
        # the empty register of credentials stays one that lists none.
        assert opened.present == {"credentials"}
        assert opened.counts["credentials"]["read"] == 0
        assert "reported_on" in opened.absent_columns["records"]
        assert "valid_until" in opened.absent_columns["credentials"]


@pytest.mark.slow
def test_verdicts_on_a_fleet_are_the_same(
    fleet: Path, vocabularies: Mapping[str, Vocabulary], tmp_path: Path
) -> None:
    back = there_and_back(fleet, "sqlite", vocabularies, tmp_path)

    assert_same_findings(fleet, back, tmp_path, RULES)


@pytest.mark.slow
@pytest.mark.skipif(not CASES.exists(), reason="the conformance cases are not here")
@pytest.mark.parametrize("form", FORMS)
def test_conformance_cases_come_back(
    form: str, vocabularies: Mapping[str, Vocabulary], tmp_path: Path
) -> None:
    dataset, rules = CASES / "dataset", CASES / "rules"
    theirs = load_rulebook(rules).vocabularies
    # The same mapping for another vocabulary, which has some fields and lacks others.
    told = yaml.safe_load(SHIPPED)
    told["vocabulary"] = "cases"
    columns = told["tables"]["records"]["columns"]
    for field in vocabularies["order-73"].fields:
        columns.pop(field)
    columns |= {field: field for field in theirs["cases"].fields}
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False)

    back = there_and_back(dataset, form, theirs, tmp_path, text)

    assert tables(back, theirs) == tables(dataset, theirs)
    if form == FORMS[0]:
        assert_same_findings(dataset, back, tmp_path, rules)


def assert_same_findings(one: Path, other: Path, out: Path, rules: Path) -> None:
    for name, dataset in (("one", one), ("other", other)):
        check(
            CheckRequest(
                dataset, out / name, as_of=date(2026, 9, 30), rules=rules,
                every_duty=True,
            )
        )  # fmt: skip
    files = [str(out / name / "findings.parquet") for name in ("one", "other")]
    found = duckdb.sql(
        f"(FROM '{files[0]}' EXCEPT ALL FROM '{files[1]}') UNION ALL "
        f"(FROM '{files[1]}' EXCEPT ALL FROM '{files[0]}')"
    ).fetchall()
    assert found == []
    assert duckdb.sql(f"SELECT count(*) FROM '{files[0]}'").fetchall() != [(0,)]
