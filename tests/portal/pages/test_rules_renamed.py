"""An address with an id of old leads to the rule, today's and that of a run."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engine.authoring.adoption import adopt
from engine.authoring.adoption.storage import plan
from engine.rulebook import load_rulebook, load_rulebook_from, shipped_rules
from portal.app import create_app
from portal.errors import MissingError
from portal.settings import read_settings
from portal.storage.rulebooks import rule_in
from portal.storage.run_folder import RunFolder, Wanted
from tests.portal.conftest import SAMPLE_RUN, Portal, open_portal

MAY = date(2026, 5, 1)
OLD, NEW = "order-73/coding", "order-73/7-coding"


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped rules with one rule under another id, and an invented text."""
    folder = tmp_path_factory.mktemp("renamed") / "rules"
    shutil.copytree(shipped_rules(), folder)
    (folder / f"{OLD}.yaml").rename(folder / f"{NEW}.yaml")
    for file in (folder / "order-73" / "instrument.yaml", folder / f"{NEW}.yaml"):
        text = file.read_text("utf-8").replace(f"{OLD}\n", f"{NEW}\n")
        text = text.replace(
            "\narticles:\n", f"\naliases: {{{OLD}: {NEW}}}\narticles:\n"
        )
        file.write_text(text, "utf-8")
    invented = folder.parent / "invented.txt"
    invented.write_text("第二十四条　虚构：\n" + "".join(
        f"（{n}）虚构的{n}；\n" for n in "一二三四五六七"), "utf-8")  # fmt: skip
    adopt(folder, "order-73", invented, MAY)
    return folder


@pytest.fixture
def portal_of(renamed: Path, tmp_path: Path) -> Portal:
    settings = read_settings({"PACKLAW_RULES": str(renamed)}, data=tmp_path / "state")
    return Portal(settings, create_app(settings), None, "")  # type: ignore[arg-type]


def test_an_id_of_old_leads_to_todays_address(portal_of: Portal) -> None:
    answer = portal_of.client().get(f"/rules/{OLD}")

    assert (answer.status_code, answer.headers["Location"]) == (301, f"/rules/{NEW}")


def test_rule_page_reads_the_rule_aloud_and_quotes_the_adopted_text(
    portal_of: Portal,
) -> None:
    page = portal_of.client().get("/rules/order-73/24-7-inbound-report").text

    assert (
        "综合利用企业有“电池接收入库”记录，且电池状态为“废旧”的，应当自次日起三十日内报送。"
        in page
    )
    assert "第二十四条　虚构：\n（七）虚构的七；</blockquote>" in page


def test_an_unknown_id_is_not_there(portal_of: Portal) -> None:
    assert portal_of.client().get("/rules/order-73/none").status_code == 404


def test_a_run_is_found_by_the_id_a_rule_was_given_since(renamed: Path) -> None:
    run = json.loads((SAMPLE_RUN / "run.json").read_text("utf-8"))
    before, today = load_rulebook_from(run["rulebook"]["files"]), load_rulebook(renamed)

    assert rule_in(before, NEW, today).id == OLD
    assert rule_in(today, OLD, today).id == NEW
    with pytest.raises(MissingError):
        rule_in(before, "order-73/none", today)


@pytest.fixture
def signed_in(tmp_path: Path, renamed: Path, password_hash: str) -> Iterator[Portal]:
    yield from open_portal(tmp_path, password_hash, rules=renamed)


def test_findings_of_an_earlier_run_are_found_by_the_id_given_since(
    signed_in: Portal,
) -> None:
    run = signed_in.finished_run(member := signed_in.member())
    client = signed_in.client(member)

    old, new = (
        client.get(f"/runs/{run.key}/findings?rule={i}").text for i in (OLD, NEW)
    )
    page = client.get(f"/runs/{run.key}/rules/{NEW}").text

    counts = [re.findall(r"共 (\d+) 项", page) for page in (old, new)]
    assert counts[0] == counts[1] != ["40"]
    assert f"<code>{OLD}</code>" in page


def test_finding_quotes_the_text_its_run_carries(portal: Portal) -> None:
    run = portal.finished_run(member := portal.member())
    file = portal.settings.data / run.folder / "run.json"
    record = json.loads(file.read_text("utf-8"))
    book = load_rulebook_from(record["rulebook"]["files"])
    carried, _ = plan(book, book.instruments["order-73"], "第十八条　虚构。\n", MAY)
    record["rulebook"]["files"] = carried.files
    file.write_text(json.dumps(record), "utf-8")
    rows, _ = RunFolder(SAMPLE_RUN).findings(Wanted(rule_id="order-73/18-permits"), 1)

    page = portal.client(member).get(
        f"/runs/{run.key}/findings/{rows[0]['finding_id']}"
    )

    assert (
        '<blockquote class="law" lang="zh-CN">第十八条　虚构。</blockquote>'
        in page.text
    )
