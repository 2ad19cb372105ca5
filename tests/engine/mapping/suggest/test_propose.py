"""What is proposed for a source as a whole, however odd its sheets."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.mapping.suggest import Sample, propose
from engine.mapping.suggest.proposal import Proposal
from engine.mapping.suggest.synonyms import Synonyms
from engine.rulebook import Vocabulary
from tests.engine.mapping.suggest.conftest import CODES, sheet

WORDS = (
    "", "单号", "入库日期", "出库日期", "电池编码", "重量(t)", "类型", "供应商", "合计",
    "2026-05-01", "入库", "出库", "kg", CODES[0], "12", "虚构公司", "制表人：甲", "企业类型",
    "有效期至", "VIN", "证照类别", "网点编码", "0" * 40, "\n", "/", "（）", "\u3000",
)  # fmt: skip
ROWS = st.lists(
    st.lists(st.sampled_from(WORDS), max_size=7).map(tuple), max_size=8
).map(tuple)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=3))
def test_no_sheet_is_too_odd(
    vocabulary: Vocabulary,
    synonyms: Synonyms,
    sheets: list[tuple[tuple[str, ...], ...]],
) -> None:
    samples = [
        Sample("a.xlsx", f"{number}", rows) for number, rows in enumerate(sheets)
    ]

    proposal = propose(samples, vocabulary, synonyms)

    read = {name for source in proposal.sources for name in source.place.sheets}
    assert len(read) + len(proposal.not_read) >= len(samples)


def test_nothing_sampled_proposes_nothing(
    proposal_of: Callable[..., Proposal],
) -> None:
    proposal = proposal_of()

    assert (proposal.sources, proposal.title) == ((), "")


def test_sheet_of_too_many_columns_is_not_read(
    proposal_of: Callable[..., Proposal],
) -> None:
    wide = sheet("单号|入库日期|电池编码" + "|x" * 2000, "A1|2026-05-01|B")

    assert proposal_of(wide).not_read == ("a.csv",)


def test_heads_of_every_part_are_used_or_named(
    proposal_of: Callable[..., Proposal],
) -> None:
    proposal = proposal_of(
        sheet("单号|入库日期|电池编码|备注|库位", f"A1|2026-05-01|{CODES[0]}|x|1")
    )

    (source,) = proposal.of("records")
    assert source.not_used == ("备注", "库位")
    assert source.heads == {"单号", "入库日期", "电池编码"}
