"""The draft order holds binding breaches against a party, and nothing else."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pikepdf
import pytest
from pypdf import PdfReader

from engine.errors import ReportError
from engine.wording.citations import UNKNOWN
from reports import render
from reports.notice.contents import DRAFT, lay_out
from reports.notice.facts import breached_rules
from reports.notice.values import Contents
from reports.run import Request, read_run_folder
from reports.words import Words
from tests.reports.kinds import every_language
from tests.reports.samples import OF_UNKNOWN_ROLES, PARTY, RUN


def squeezed(text: str) -> str:
    return "".join(text.split())


def laid_out(
    run: Path = RUN, party: str = PARTY, language: Any = "zh", cap: int = 20
) -> Contents:
    folder = read_run_folder(run, cap, party)
    return lay_out(folder, Request("notice", party), language, None)


def breaches(party: str = PARTY) -> dict[str, int]:
    """Count the binding breaches of a party by rule, from the file itself."""
    rows = duckdb.sql(
        f"SELECT rule_id, count(*) FROM '{RUN}/findings.parquet' WHERE force = 'binding' "
        f"AND verdict = 'breach' AND owed_by = '{party}' GROUP BY rule_id"
    ).fetchall()
    return dict(rows)


@every_language
def test_facts_are_the_binding_breaches_of_the_party(language):
    contents = laid_out(language=language, cap=3)

    assert {fact.rule.id: fact.rule.total for fact in contents.facts} == breaches()
    assert contents.total == sum(breaches().values())
    for fact in contents.facts:
        assert {group.verdict for group in fact.rule.groups} == {"breach"}
        assert fact.rule.force == "binding"
        assert fact.rule.printed == min(fact.rule.total, 3)


def test_every_fact_has_a_provision_and_a_correction():
    contents = laid_out()

    numbers = "".join(fact.number for fact in contents.facts)
    assert numbers == "（一）（二）（三）"
    for lines in (contents.provisions, contents.corrections):
        assert sorted("".join(line.facts for line in lines)) == sorted(numbers)


def test_basis_of_an_order_is_known_or_left_to_the_authority():
    contents = laid_out()

    known = "".join(basis.facts for basis in contents.bases)
    numbers = "".join(fact.number for fact in contents.facts)
    assert sorted(known + contents.without_basis) == sorted(numbers)
    for basis in contents.bases:
        assert basis.authority == ""
        assert UNKNOWN.zh in basis.cited


def test_article_and_authority_that_are_known_are_named():
    contents = laid_out(party="91310115510500697H")

    named = {basis.cited: basis.authority for basis in contents.bases}
    code = "《中华人民共和国生态环境法典》（2026-03-12）第一千一百零二条"
    assert named[code] == "生态环境主管部门"


def test_sanctions_of_an_instrument_not_in_force_are_no_basis(copy):
    copy.change_table("findings", "UPDATE findings SET occurred_on = DATE '2026-08-14'")

    contents = laid_out(copy.folder, "91310115510500697H")

    assert not [basis for basis in contents.bases if "生态环境法典" in basis.cited]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "（913401024035006082）：该次核查没有发现其违反约束性规则，"
               "没有需要责令改正的事项。"),
        ("en", " (913401024035006082): this run found no breach of a binding rule by it; "
               "there is nothing to order."),
    ],
)  # fmt: skip
def test_without_a_binding_breach_there_is_nothing_to_order(
    tmp_path, language, message
):
    with pytest.raises(ReportError) as raised:
        render(RUN, tmp_path / "x.pdf", kind="notice", entity=OF_UNKNOWN_ROLES)

    assert raised.value.in_language(language).endswith(message)
    assert not (tmp_path / "x.pdf").exists()


def test_a_breach_that_does_not_bind_is_nothing_to_order(copy):
    copy.change_table("findings", "UPDATE findings SET force = 'advisory'")

    with pytest.raises(ReportError, match="nothing to order"):
        laid_out(copy.folder)


def test_party_has_to_be_named(tmp_path):
    with pytest.raises(ReportError) as raised:
        render(RUN, tmp_path / "x.pdf", kind="notice")

    assert raised.value.in_language("en") == (
        "A report of the kind notice is about one party: name it by --entity, or make one "
        "for each by --all-entities."
    )


def test_gravest_come_first_and_rules_of_an_article_stand_together():
    folder = read_run_folder(RUN, 1, "91310115510500697H")

    rules = [each.rule for each in breached_rules(folder, Words("en"))]

    gravities = [["critical", "major", "minor"].index(rule.severity) for rule in rules]
    assert gravities == sorted(gravities)
    assert len(rules) == len(breaches("91310115510500697H"))


@pytest.mark.slow
@every_language
def test_draft_stands_across_every_page_and_is_no_part_of_the_text(printed, language):
    pdf = printed(language)

    pages = PdfReader(pdf).pages
    assert all(DRAFT in page.extract_text() for page in pages)
    assert not any("DRAFT" in text for text in texts_of_the_tags(pdf))


@pytest.mark.slow
@every_language
def test_parts_follow_the_customary_form(printed, words_of, language):
    words = words_of(printed(language))

    parts = {
        "zh": ("案号：", "法定代表人（负责人）", "一、事实和证据", "二、违反的规定",
               "三、责令改正的依据和职权", "四、责令改正的内容和期限", "限于",
               "五、不服本通知的救济途径", "申请行政复议", "提起行政诉讼",
               "作出机关（印章）", "沿此线撕下", "受送达人签收"),
        "en": ("Case No.", "Representative", "1 Facts and evidence",
               "2 Provisions breached", "3 Basis of the order", "4 What to correct",
               "5 How to object", "Administrative review", "Administrative suit",
               "Authority (seal)", "Tear off here", "Received by"),
    }  # fmt: skip
    start = 0
    for part in parts[language]:
        start = words.index(squeezed(part), start)


@pytest.mark.slow
@every_language
def test_no_record_of_another_finding_is_in_the_order_or_attached(printed, language):
    attached = PdfReader(printed(language)).attachments
    listed = json.loads(attached["findings.json"][0])

    assert len(listed) == sum(breaches().values())
    assert {(one["verdict"], one["force"]) for one in listed} == {("breach", "binding")}
    assert {one["owed_by"] for one in listed} == {PARTY}


@pytest.mark.slow
@every_language
def test_no_period_of_review_is_supposed(printed, language):
    words = squeezed("".join(texts_of_the_tags(printed(language))))

    start = {"zh": "五、不服本通知", "en": "5Howtoobject"}[language]
    end = {"zh": "作出机关（印章）", "en": "Authority(seal)"}[language]
    objecting = words[words.index(start) + len(start) : words.index(end)]
    # The numbers of a list come behind the text of its page.
    objecting = re.sub(r"\d\.", "", objecting)
    assert not [digit for digit in "0123456789" if digit in objecting]


def texts_of_the_tags(pdf: Path) -> list[str]:
    """Return the text of each page as the tags have it, without what they leave out."""
    with pikepdf.open(pdf) as document:
        tagged = set(marks(document.Root.StructTreeRoot, None))
        for page in document.pages:
            stream = without_others(page, tagged)
            page.Contents = document.make_stream(pikepdf.unparse_content_stream(stream))
        kept = io.BytesIO()
        document.save(kept)
    return [page.extract_text() for page in PdfReader(kept).pages]


def marks(node: Any, page: Any) -> Iterator[tuple[Any, int]]:
    """Yield page and number of all marked content below a node of the tree of tags."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from marks(child, page)
    elif isinstance(node, pikepdf.Dictionary):
        page = node.Pg.objgen if "/Pg" in node else page
        if "/MCID" in node:
            yield page, int(node.MCID)
        yield from marks(node.get("/K"), page)
    elif node is not None:
        yield page, int(node)


def without_others(page: Any, tagged: set[tuple[Any, int]]) -> list[Any]:
    """Return the instructions of a page but for text that no tag has."""
    kept, open_marks = [], list[bool]()
    for one in pikepdf.parse_content_stream(page):
        name = str(one.operator)
        if name == "BDC" and "/MCID" in one.operands[1]:
            open_marks.append((page.objgen, int(one.operands[1].MCID)) in tagged)
        elif name in ("BMC", "BDC"):
            open_marks.append(False)
        if name not in ("Tj", "TJ") or (open_marks and all(open_marks)):
            kept.append(one)
        if name == "EMC":
            open_marks.pop()
    return kept
