"""The company's own code above the heads of a sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.mapping.suggest import Sample
from engine.mapping.suggest.own_company import OwnCompany
from engine.mapping.suggest.proposal import Proposal
from engine.mapping.suggest.synonyms import Synonyms
from tests.engine.mapping.suggest.conftest import CODES, PARTIES, sheet

OWN, OTHER = PARTIES
Propose = Callable[..., Proposal]


@pytest.mark.parametrize(
    ("titles", "code"),
    [
        ([f"企业名称：甲公司 统一社会信用代码：{OWN}"], OWN),
        (["台账", "统一社会信用代码", OWN], OWN),
        ([f"代码：{OWN}", f"打印：{OWN}"], OWN),
        ([f"客户：乙公司 {OWN}"], None),
        (["供应商代码", OWN], None),
        ([f"甲 {OWN}", f"乙 {OTHER}"], None),
        ([f"代码：{OWN[:-1]}A"], None),
        ([f"单号{OWN}99"], None),
        ([], None),
    ],
)
def test_one_code_that_is_nobody_elses(
    synonyms: Synonyms, titles: list[str], code: str | None
) -> None:
    found = OwnCompany(titles, synonyms).found

    assert (found and found[0]) == code


def _ledger(title: str, name: str = "入库") -> Sample:
    return sheet(
        title,
        "入库单号|入库日期|电池编码",
        f"{name}-001|2026-05-01|{CODES[0]}",
        f"{name}-002|2026-05-02|{CODES[1]}",
        name=name,
    )


def test_it_is_proposed_as_likely_with_its_place(proposal_of: Propose) -> None:
    title = f"企业名称：甲公司 统一社会信用代码：{OWN}"

    proposal = proposal_of(_ledger(title))

    [records] = proposal.of("records")
    actor = records.rows[0].column("actor_id")
    assert actor is not None
    assert (actor.cell.text, actor.sure, actor.is_open) == (OWN, "likely", False)
    assert [why.in_language("zh") for why in actor.why] == [f"表头上方写有“{title}”"]
    assert [why.in_language("en") for why in actor.why] == [
        f'above the heads stands "{title}"'
    ]


def test_the_company_is_registered_once_by_the_sheet_that_names_it(
    proposal_of: Propose,
) -> None:
    proposal = proposal_of(
        _ledger("入库台账"), _ledger(f"信用代码：{OWN}", name="出库")
    )

    [company] = [s for s in proposal.of("entities") if s.rows[0].column("roles")]
    key = company.rows[0].column("entity_id")
    assert key is not None
    assert key.cell.text == OWN
