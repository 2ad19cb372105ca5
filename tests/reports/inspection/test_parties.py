"""Parties go by name, role and province; what is not registered is said."""

from __future__ import annotations

import pytest

from reports.inspection.parties import Parties
from reports.words import Words

PARTY = "91340102706300611W"


@pytest.mark.parametrize(
    ("language", "name", "role", "province"),
    [
        ("zh", "虚构电池综合利用001号有限公司", "综合利用企业", "安徽省"),
        ("en", "Invented Battery Utilization No. 001", "utilization enterprise", "Anhui"),
    ],
)  # fmt: skip
def test_party_goes_by_name_role_and_province(sample, language, name, role, province):
    parties = Parties(sample, Words(language))

    assert parties.name(PARTY) == name
    assert role in parties.roles(PARTY).lower()
    assert parties.province(PARTY) == province


def test_party_of_no_register_goes_by_its_id(sample):
    parties = Parties(sample, Words("en"))

    assert parties.name("L1") == "L1"
    assert parties.roles("L1") == parties.province("L1") == "not registered"


def test_party_that_no_record_names_says_so(sample):
    parties = Parties(sample, Words("zh"))

    assert parties.of(None) is None
    assert parties.name(None) == parties.roles(None) == parties.province(None)
    assert parties.name(None) == "记录未写明主体"


def test_id_without_a_glyph_is_marked(sample):
    assert Parties(sample, Words("en")).name("\U00020bb7") == "[U+20BB7]"
