"""What people read: runs, findings, rules, in the order the house has fixed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from markupsafe import escape

import portal as room
from engine.rulebook import Rule, load_rulebook, shipped_rules
from engine.wording.labels import Labels
from engine.wording.remedies import remedy_words
from engine.wording.terms import VERDICTS
from portal.app import create_app
from portal.database.models import AuditEntry
from portal.pages.findings import LISTED
from portal.settings import read_settings
from portal.storage.run_folder import RunFolder, Wanted
from tests.portal.conftest import SAMPLE_RUN, Portal
from tests.portal.walking import FINDING

RULEBOOK = load_rulebook(shipped_rules())


def headings(page: str) -> list[str]:
    return re.findall(r"<h2[^>]*>([^<]+)</h2>", page)


def test_run_page_counts_binding_obligations_apart(portal: Portal) -> None:
    run = portal.finished_run(member := portal.member())

    page = portal.client(member).get(f"/runs/{run.key}").text

    names = re.findall(r'<h3 id="force-\w+">([^<]+)</h3>', page)
    assert names == ["约束性义务", "提示性规则", "自愿性条件"]


def test_run_page_says_that_nothing_was_judged(portal: Portal) -> None:
    run = portal.finished_run(member := portal.member())
    folder = portal.settings.data / str(run.folder)
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    for rule in summary["rules"]:
        rule |= dict.fromkeys(("breach", "undetermined", "pending", "compliant"), 0)
    summary["findings"]["rows"] = 0
    (folder / "summary.json").write_text(json.dumps(summary), "utf-8")
    run.totals = {"binding": summary["rules"][0], "nothing_judged": True}
    portal.db.commit()

    page = portal.client(member).get(f"/runs/{run.key}").text
    listed = portal.client(member).get("/runs").text

    assert "没有任何义务得到检查" in page
    assert "查看 0 项核查发现" not in page
    assert "没有任何义务得到检查" in listed
    assert "无约束性发现" not in listed


def test_run_page_tells_every_count_of_the_records(portal: Portal) -> None:
    run = portal.finished_run(member := portal.member())

    page = portal.client(member).get(f"/runs/{run.key}").text

    records = RunFolder(SAMPLE_RUN).summary["records"]
    assert all(f"<b>{count:,}</b>" in page for count in records.values())
    assert "1014, 2814" in page


def test_finding_shows_five_things_in_order(portal: Portal) -> None:
    run = portal.finished_run(member := portal.member())

    page = portal.client(member).get(f"/runs/{run.key}/findings/{FINDING}").text

    assert headings(page) == ["条款", "记录显示", "结论", "证据", "整改措施"]
    assert "条号未知" in page
    assert "我们的归纳" in page
    assert "156.081÷162.024" in page


@pytest.mark.parametrize("verdict", ["undetermined", "pending"])
def test_finding_that_is_no_breach_says_what_to_do_and_lists_no_sanction(
    portal: Portal, verdict: str
) -> None:
    run = portal.finished_run(member := portal.member())
    wanted = Wanted(verdict=verdict)
    (row, *_), _ = RunFolder(SAMPLE_RUN).findings(wanted, 1)
    rule = RULEBOOK.rule(row["rule_id"])
    labels = Labels(RULEBOOK.vocabularies["order-73"], {})

    page = portal.client(member).get(f"/runs/{run.key}/findings/{row['finding_id']}")

    assert escape(remedy_words(row, rule, labels).zh) in page.text
    assert rule.remedy.zh not in page.text
    assert "法律后果" not in page.text


@pytest.mark.parametrize("verdict", ["breach", "undetermined"])
def test_officer_is_asked_under_a_breach_alone(portal: Portal, verdict: str) -> None:
    run = portal.finished_run(member := portal.member())
    path = portal.settings.data / run.folder
    _ask_about_limitation(path / "run.json")
    order = [
        row
        for row in RunFolder(path).findings(Wanted(verdict=verdict), 1)[0]
        if row["rule_id"].startswith("order-73/")
    ]

    page = (
        portal.client(member)
        .get(f"/runs/{run.key}/findings/{order[0]['finding_id']}")
        .text
    )

    assert ("违法行为是否在二年内被发现" in page) == (verdict == "breach")
    assert ("第三十六条" in page) == (verdict == "breach")


def _ask_about_limitation(file: Path) -> None:
    """Let the rules of a run ask what article 36 of the general law asks."""
    law, order = "administrative-penalty-law", "order-73/instrument.yaml"
    content = json.loads(file.read_text("utf-8"))
    files = content["rulebook"]["files"]
    general = shipped_rules() / law / "instrument.yaml"
    files[f"{law}/instrument.yaml"] = general.read_text("utf-8")
    rest = re.sub(r"^questions:\n(  - .*\n)+", "", files[order], flags=re.M)
    asks = f"questions: [{law}/36]\narticles:"
    files[order] = re.sub(r"^articles:", asks, rest, flags=re.M)
    file.write_text(json.dumps(content), "utf-8")


def test_finding_leads_to_the_rule_as_it_was_then(portal: Portal) -> None:
    run = portal.finished_run(member := portal.member())
    client = portal.client(member)

    page = client.get(f"/runs/{run.key}/findings/{FINDING}").text

    address = f"/runs/{run.key}/rules/conditions-2024/recovery-cobalt"
    assert address in page
    assert client.get(address).status_code == 200


def test_unknown_finding_is_not_there(portal: Portal) -> None:
    run = portal.finished_run(member := portal.member())

    answer = portal.client(member).get(f"/runs/{run.key}/findings/' OR true --")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("asked", "count"),
    [("", 74), ("verdict=breach", 46), ("verdict=pending", 20), ("force=voluntary", 5),
     ("rule=order-73/takeback-uploaded&verdict=undetermined", 1),
     ("text=R000000266360", 1), ("text=r000000266360", 1),
     ("text=f08pa4600bfnkcc3s0001934", 2), ("text=网点005号", 3),
     ("text=battery outlet no. 005", 3),
     ("text=%25", 0), ("verdict=nonsense", 74)],
)  # fmt: skip
def test_filter_keeps_what_fits(portal: Portal, asked: str, count: int) -> None:
    run = portal.finished_run(member := portal.member())

    page = portal.client(member).get(f"/runs/{run.key}/findings?{asked}").text

    assert f"共 {count} 项" in page


def test_empty_filter_says_so(portal: Portal) -> None:
    run = portal.finished_run(member := portal.member())

    page = portal.client(member).get(f"/runs/{run.key}/findings?text=nobody").text

    assert "没有符合条件的发现" in page


def test_pages_of_a_list_are_disjoint_and_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("portal.storage.parquet.PER_PAGE", 15)
    folder = RunFolder(SAMPLE_RUN)

    pages = [folder.findings(Wanted(), page)[0] for page in range(1, 6)]

    ids = [row["finding_id"] for rows in pages for row in rows]
    assert [len(rows) for rows in pages] == [15, 15, 15, 15, 14]
    assert len(set(ids)) == 74
    assert folder.findings(Wanted(), 9999) == (pages[-1], 74)


def test_binding_breaches_come_first() -> None:
    rows, _ = RunFolder(SAMPLE_RUN).findings(Wanted(), 1)

    order = [(row["force"], LISTED.index(row["verdict"])) for row in rows]
    forces = [force for force, _ in order]
    assert forces == sorted(forces, key=["binding", "advisory", "voluntary"].index)
    assert order[0] == ("binding", 0)


def test_download_of_a_dataset_with_a_hostile_title_has_a_plain_name(
    portal: Portal,
) -> None:
    member = portal.member()
    run = portal.finished_run(member)
    run.dataset.title = "a/b\r\nSet-Cookie: x=\u202egpj.exe"
    portal.db.commit()

    with portal.client(member).get(f"/runs/{run.key}/files/findings") as answer:
        assert answer.status_code == 200
        name = unquote(answer.headers["Content-Disposition"])

    assert name == (
        f'attachment; filename="a_b__Set-Cookie_ x=_gpj.exe {run.as_of} findings.csv"'
    )
    assert "Set-Cookie" not in answer.headers


def test_download_has_a_name_people_can_file(portal: Portal) -> None:
    run = portal.finished_run(member := portal.member())

    with portal.client(member).get(f"/runs/{run.key}/files/findings") as answer:
        disposition = answer.headers["Content-Disposition"]

    assert disposition.startswith("attachment;")
    assert "filename*=UTF-8''%E6%B9%96" in disposition
    assert disposition.endswith("findings.csv")


def test_downloads_are_in_the_trail(portal: Portal) -> None:
    run = portal.finished_run(member := portal.member())

    portal.client(member).get(f"/runs/{run.key}/files/run").close()

    entry = portal.db.query(AuditEntry).one()
    assert (entry.action, entry.user_id) == ("downloaded", member.user_id)
    assert entry.subject == f"{run.key} run.json"


@pytest.mark.parametrize("rule", RULEBOOK.rules, ids=lambda rule: rule.id)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_rule_page_has_both_languages_and_every_example(
    rule_portal: Portal, rule: Rule, language: str
) -> None:
    wanted = {"Accept-Language": language}

    page = rule_portal.client().get(f"/rules/{rule.id}", headers=wanted).text

    sides = re.findall(r'<article class="card" lang="([^"]+)">', page)
    assert sides == ["zh-CN", "en"]
    examples = re.findall(r'<th scope="row"><span class="verdict (\w+)">', page)
    assert examples == [example.expect for example in rule.examples]
    assert "examples:" in page


@pytest.fixture(scope="module")
def rule_portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """Only reads rules, so one for all of them will do."""
    settings = read_settings({}, data=tmp_path_factory.mktemp("rules"))
    return Portal(settings, create_app(settings), None, "")  # type: ignore[arg-type]


@pytest.mark.parametrize("instrument", RULEBOOK.instruments)
def test_instrument_page_lists_every_article(
    rule_portal: Portal, instrument: str
) -> None:
    page = rule_portal.client().get(f"/rules/{instrument}").text

    articles = RULEBOOK.instruments[instrument].articles
    assert page.count('class="coverage ') == len(articles)


def test_every_verdict_has_a_shape_and_a_colour_of_its_own() -> None:
    style = (Path(room.__file__).parent / "static" / "style.css").read_text()

    for verdict in VERDICTS.keys() - {"no_duty"}:
        assert f".verdict.{verdict} {{" in style
        assert f".verdict.{verdict}::before" in style
