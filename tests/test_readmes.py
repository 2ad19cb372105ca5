"""What is written for readers is complete and true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pyarrow.parquet as pq
import yaml

import portal.command
import reports  # noqa: F401  its errors join the tree
from engine.errors import PacklawError
from engine.runs import CheckRequest, check
from portal.settings import DECLARED
from tests.house import ROOMS, ROOT, files, name, words

ADDRESS = re.compile(
    r"(?<![\w.~)}])/(work|tmp|home|root|opt|Users)/\w"
    r"|\bpypi\.|pythonhosted|registry\.npm"
)


def test_nothing_names_a_place_on_one_machine_or_a_registry() -> None:
    named = [
        f"{name(file)}: {found[0]}"
        for file in files()
        for found in ADDRESS.finditer(file.read_text("utf-8", errors="ignore"))
        if file != Path(__file__)
    ]

    assert named == []


def test_every_setting_is_described() -> None:
    readme = words("portal", "README.md")

    assert [s.variable for s in DECLARED if s.variable not in readme] == []


def test_every_command_is_described() -> None:
    packlaw = portal.command.packlaw()

    code = re.findall(r"`(.+?)`", words("engine", "README.md"))

    assert set(_names(packlaw)) - set(" ".join(code).split()) == set()


def test_every_error_is_described() -> None:
    undescribed = [
        error.__name__
        for error in _descendants(PacklawError)
        if f"`{error.__name__}`"
        not in words(error.__module__.split(".")[0], "README.md")
    ]

    assert undescribed == []


def test_every_room_has_a_readme_and_every_link_leads_somewhere() -> None:
    readmes = [ROOT / room / "README.md" for room in ("", "rules", *ROOMS)]

    broken = [
        f"{name(readme)}: {target}"
        for readme in readmes
        for target in re.findall(r"\]\(([^)#]+)", readme.read_text("utf-8"))
        if "://" not in target and not (readme.parent / target).exists()
    ]

    assert broken == []


def test_first_page_quotes_the_rule_as_it_is() -> None:
    quoted = words("README.md").split("```yaml")[1].split("```")[0]
    whole = words("rules", "order-73", "24-7-inbound-report.yaml")

    assert yaml.safe_load(quoted).items() <= yaml.safe_load(whole).items()


def test_first_page_quotes_the_finding_as_it_is(tmp_path: Path) -> None:
    life = ROOT / "fixtures" / "lives" / "one-day-late"

    run = check(CheckRequest(life, tmp_path / "out", as_of=date(2026, 6, 30)))
    (finding,) = pq.read_table(run.folder / "findings.parquet").to_pylist()

    assert finding["rule_id"] == "order-73/24-7-inbound-report"
    assert finding["reason_zh"] in words("README.md")
    assert finding["reason_en"] in words("README.md")


def _names(group: click.Group) -> Iterator[str]:
    for command_name, command in group.commands.items():
        yield command_name
        if isinstance(command, click.Group):
            yield from _names(command)


def _descendants(error: type[Exception]) -> Iterator[type[Exception]]:
    for child in error.__subclasses__():
        yield child
        yield from _descendants(child)
