"""The list of slow tests names tests that there are, and is made from a report."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.house import ROOT
from tests.slow_list import listed, slow_tests

REPORT = """<testsuites><testsuite>
<testcase classname="tests.a.test_b" name="test_long[one]" time="1.0"/>
<testcase classname="tests.a.test_b" name="test_long[two]" time="0.9"/>
<testcase classname="tests.a.test_b" name="test_short" time="0.1"/>
<testcase classname="tests.a.test_c" name="test_alone" time="9.0"/>
</testsuite></testsuites>"""


@pytest.mark.parametrize("test", sorted(listed()))
def test_each_line_names_a_test(test: str) -> None:
    file, _, name = test.partition("::")

    assert name in _functions(ROOT / file)


def test_cases_count_together_and_each_file_keeps_one(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)

    assert slow_tests(report) == ["tests/a/test_b.py::test_long"]


@cache
def _functions(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
