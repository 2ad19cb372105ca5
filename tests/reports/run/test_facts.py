"""A report says what it was made of, and carries all that it is about."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace

import duckdb
import pytest

from reports.run import Request, attachments_of, facts_of, number_of, read_run_folder
from tests.reports.samples import EARLIER, RUN

FOLDER = read_run_folder(RUN, 1)
PARTY = "91340102706300611W"
OWN = read_run_folder(RUN, 1, PARTY)


def test_number_has_the_day_and_depends_on_what_it_is_made_of_alone():
    one = facts_of(FOLDER, Request())["number"]
    assert one.startswith(f"{FOLDER.run['as_of'].replace('-', '')}-")

    in_english = facts_of(FOLDER, Request(language="en", cap=3))["number"]
    others = {
        facts_of(FOLDER, Request(kind="self-check"))["number"],
        facts_of(OWN, Request(entity=PARTY))["number"],
        facts_of(FOLDER, Request(), read_run_folder(EARLIER, 1))["number"],
    }
    assert in_english == one
    assert len({one, *others}) == 4


@pytest.mark.parametrize("language", ["zh", "both"])
def test_facts_name_run_and_options(language):
    facts = facts_of(OWN, Request("compliance", PARTY, None, language, 7))

    assert facts["entity"] == PARTY
    assert (facts["kind"], facts["language"], facts["cap"]) == (
        "compliance",
        language,
        7,
    )
    assert facts["findings"] == OWN.summary["findings"]
    assert facts["number"] == number_of(facts)


def test_attached_are_all_findings_of_the_party_and_no_others():
    files = {file.name: file for file in attachments_of(OWN, facts_of(OWN, Request()))}
    ids = {
        finding
        for (finding,) in duckdb.execute(
            f"SELECT finding_id FROM '{RUN}/findings.parquet' WHERE owed_by = ?",
            [PARTY],
        ).fetchall()
    }

    listed = json.loads(files["findings.json"].content)
    table = csv.DictReader(
        io.StringIO(files["findings.csv"].content.decode("utf-8-sig"))
    )

    assert {row["finding_id"] for row in listed} == ids
    assert {row["finding_id"] for row in table} == ids
    told = json.loads(files["report.json"].content)["attachments"]
    assert told == {
        name: hashlib.sha256(file.content).hexdigest()
        for name, file in files.items() if name != "report.json"
    }  # fmt: skip


def test_whole_run_attaches_what_its_hash_is_of():
    files = {
        file.name: file for file in attachments_of(FOLDER, facts_of(FOLDER, Request()))
    }

    assert (
        len(json.loads(files["findings.json"].content))
        == FOLDER.summary["findings"]["rows"]
    )


def test_attachments_are_the_same_bytes_each_time():
    facts = facts_of(FOLDER, Request())

    assert attachments_of(FOLDER, facts) == attachments_of(replace(FOLDER), facts)
