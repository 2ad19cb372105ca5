"""The table of personal data names every column of the form of records."""

from __future__ import annotations

import pytest

from engine.dataset.schema import schemas_of
from portal.personal.masks import Masks
from portal.personal.people import is_person
from portal.personal.table import sort_of, table
from portal.settings import read_settings
from portal.storage.rulebooks import current_rulebook


def test_every_column_of_the_form_is_looked_at() -> None:
    rulebook = current_rulebook(read_settings({}))
    words = rulebook.vocabularies["order-73"]

    found = {
        f"{schema.table}.{column.name}"
        for schema in schemas_of(words).values()
        for column in schema.columns
        if not column.is_field
    }
    fields = {
        f"records.{name}" for name, field in words.types.items() if field == "text"
    }

    assert found | fields == set(table()["columns"])


def test_a_text_field_that_nobody_looked_at_is_free_text() -> None:
    assert sort_of("field.remark") == "text"
    assert sort_of("field.quantity_kg") == "text"


def test_who_may_be_a_natural_person() -> None:
    identity, company = "420106198703052417", "91340102900000030K"

    assert is_person(identity, {"utilization_enterprise"})
    assert is_person("OWNER-17", {"owner"})
    assert is_person("nobody registered", ())
    assert not is_person("W-17", {"repairer"})
    assert not is_person(company, {"owner"})
    assert not is_person(company[:-1] + "0", ())


@pytest.mark.parametrize(
    "told",
    [
        "13871234567", "138 7123 4567", "+86 13871234567", "鄂A8K3D2", "鄂A·D12345",
        "wang@mail.example", "420106198703052417", "LE102X5L7M0000001",
    ],
)  # fmt: skip
def test_what_has_a_telling_form_is_masked_in_a_sentence(told: str) -> None:
    masks = Masks("a key")

    masked = masks.within(f"见（{told}），记录R1，2026-05-01")

    assert told not in masked
    assert masked.endswith("，记录R1，2026-05-01")
    assert masked == masks.within(f"见（{told}），记录R1，2026-05-01")
    assert masked != Masks("another key").within(f"见（{told}），记录R1，2026-05-01")


@pytest.mark.parametrize(
    "innocent",
    ["F01PB0800006UXB5C0000001", "91340102900000030K", "R000001820340", "2026-05-01",
     "F00MA000016A2CF580000200"],
)  # fmt: skip
def test_what_is_about_no_person_is_left(innocent: str) -> None:
    assert Masks("a key").within(innocent) == innocent


def test_a_rejected_cell_is_masked_whatever_its_column() -> None:
    masks = Masks("a key")

    assert masks.rejected("occurred_on", "2026-13-45") == "2026-13-45"
    assert "司马" not in masks.rejected("occurred_on", "司马兰亭")
    assert masks.rejected("occurred_on", "13871234567").startswith("T*")
