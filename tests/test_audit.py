"""An audit tells what is known apart from what nobody could be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit import Audit, ask, main, read, verdict

HOLE = {
    "id": "PYSEC-2019-217",
    "aliases": ["CVE-2019-10906"],
    "fix_versions": ["2.10.1"],
}
SOUND = {"name": "flask", "version": "3.1.3", "vulns": []}
HOLED = {"name": "jinja2", "version": "2.10", "vulns": [HOLE]}
SKIPPED = {"name": "x", "skip_reason": "Dependency not found on PyPI"}
CONTROL = Audit(1, 0, ("jinja2 2.10",))


def test_hole_is_told_with_the_release_that_mends_it() -> None:
    audit = read({"dependencies": [SOUND, HOLED, SKIPPED]})

    said, status = verdict(audit, CONTROL)

    assert status == 1
    assert said == [
        "jinja2 2.10: PYSEC-2019-217, CVE-2019-10906; mended in 2.10.1",
        "Packages looked up: 2; known vulnerabilities: 1.",
        "No source of known vulnerabilities could be asked: nothing is known of 1 more.",
    ]


def test_none_known_ends_well() -> None:
    said, status = verdict(read({"dependencies": [SOUND]}), CONTROL)

    assert (said, status) == (["Packages looked up: 1; known vulnerabilities: 0."], 0)


@pytest.mark.parametrize("control", [None, Audit(0, 1, ()), Audit(1, 0, ())])
def test_source_that_does_not_know_an_old_hole_is_none(control: Audit | None) -> None:
    (said,), status = verdict(read({"dependencies": [SOUND]}), control)

    assert said.startswith("No source of known vulnerabilities could be asked")
    assert status == 0


@pytest.mark.parametrize("tool", ["false", "/nowhere/pip-audit"])
def test_tool_that_fails_is_no_answer(
    tool: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.txt").write_text("flask==3.1.3")

    assert ask(tool, tmp_path / "r.txt") is None
    assert main(tool, "r.txt") == 0
    assert "nothing is known" in capsys.readouterr().out
