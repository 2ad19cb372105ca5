"""Page 1 tells the result: of duties judged, what could not be, and how far the law is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.errors import Text
from engine.runs.notices import duties_of
from reports.front import front_of
from reports.run import read_run_folder
from tests.reports.samples import RUN

TITLE = Text("合规报告", "Compliance report")
PARTY = "91340102706300611W"
FOLDER = read_run_folder(RUN, 1, PARTY)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_four_figures_are_of_the_binding_duties_judged(language):
    front = front_of(FOLDER, language, TITLE, "1")
    binding = [rule for rule in FOLDER.summary["rules"] if rule["force"] == "binding"]
    judged = sum(map(duties_of, binding))

    assert [figure.verdict for figure in front.figures] == [
        "breach", "undetermined", "pending", "compliant",
    ]  # fmt: skip
    assert sum(int(figure.count.replace(",", "")) for figure in front.figures) == judged
    assert all(f"{judged:,}" in figure.share for figure in front.figures)
    assert front.result.startswith(
        {"zh": "评估日 2026-09-30：", "en": "As of 2026-09-30: "}[language]
    )


def test_party_is_called_by_name_with_roles_and_province():
    front = front_of(FOLDER, "zh", TITLE, "1")
    lines = {line.label: line.value for line in front.judged}

    assert PARTY in front.subject
    assert "虚构" in front.subject
    assert lines["所在地"] == "安徽省"
    assert lines["角色"]
    assert "审定 0 条" in front.known


def test_party_of_no_register_says_so():
    unknown = replace(FOLDER, entity=replace(FOLDER.entity, roles=(), region=""))
    lines = {
        line.label: line.value for line in front_of(unknown, "en", TITLE, "1").judged
    }

    assert lines["Roles"] == lines["Province"] == "not registered"


def test_nothing_judged_is_no_pass():
    rules = [
        {**rule, **dict.fromkeys(("compliant", "breach", "pending", "undetermined"), 0)}
        for rule in FOLDER.summary["rules"]
    ]
    nothing = replace(FOLDER, summary={**FOLDER.summary, "rules": rules})

    front = front_of(nothing, "en", TITLE, "1")

    assert front.nothing_judged
    assert {figure.share for figure in front.figures} == {"of 0"}
    assert "nothing was judged" in front.result
