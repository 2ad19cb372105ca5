"""Hostile dataset.yaml and rule files are refused, with the line and what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.conftest import RECORDS, RULES, run

Lay = Callable[..., Path]
Refusal = Callable[..., str]

REST = "\nvocabulary: library\n"
LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        (LAUGHS, "aliases (*name) are not read; write the value out."),
        ("title: " + "[" * 100_000, "line 1: more than 10 levels stand nested here."),
        ("- " * 50_000, "line 1: more than 10 levels stand nested here."),
        ("? " * 50_000, "line 1: more than 10 levels stand nested here."),
        ("".join(" " * n + "a:\n" for n in range(1_200)),
         "line 10: more than 10 levels stand nested here."),
        ("#" * 1_000_001,
         "larger than 1,000,000 bytes; it holds four short keys."),
        ("{" + ",".join(f"k{n}: 1" for n in range(10_000)) + "}",
         "unknown key k0.\n  Allowed: title, source, complete, vocabulary."),
        ("title: T\ntitle: U" + REST, "the key title stands twice; keep one of them."),
        ("title: T\n\tsource: s" + REST,
         "line 2: not YAML (found character '\\t' that cannot start any token)."),
        ("title: !!int ''" + REST,
         "line 1: the tag tag:yaml.org,2002:int is not read; write the value alone."),
        ("title: !!timestamp x" + REST,
         "line 1: the tag tag:yaml.org,2002:timestamp is not read; "
         "write the value alone."),
        ("<<: {title: T}" + REST,
         "<< is a merge key, which is not read; write the keys out."),
        ('title: "a\\0b"' + REST, "title holds the character U+0000; remove it."),
        ('title: "\\ud800"' + REST, "title holds the character U+D800; remove it."),
        ('title: "\\e[2J"' + REST, "title holds the character U+001B; remove it."),
        ("title: [x]" + REST, "title: found ['x']; write it as text, in quotes."),
        ("title: " + "9" * 400 + REST,
         "title: found " + "9" * 60 + "…; write it as text, in quotes."),
        ("title: T\ncomplete: {from: 45000}" + REST,
         "complete.from: found 45000; write a day as YYYY-MM-DD, 1900 to 2999."),
        ("title: T\ncomplete: {until: 1e400}" + REST,
         "complete.until: found 1e400; write a day as YYYY-MM-DD, 1900 to 2999."),
    ],
    ids=lambda text: text[:16],
)  # fmt: skip
def test_refused_when_dataset_yaml_is_hostile(
    manifest: str, message: str, lay: Lay, refusal: Refusal
) -> None:
    assert refusal(lay(manifest, records_csv=RECORDS)) == f"dataset.yaml: {message}"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RULES, tmp_path / "rules"))


def fault_text(rules: Path) -> str:
    """What `rules lint` says; `check` and `validate` say the same."""
    found = run("rules", "lint", "--rules", rules)

    assert found.exit_code in {1, 2}
    return found.stderr.removeprefix("packlaw: ") + found.stdout


RULE = "rules/loans/hostile.yaml, line"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (LAUGHS, f"{RULE} 2\n  *a is an alias.  Write the value out: rules are read "
         "without anchors and aliases.\n"),
        ("id: " + "[" * 100_000, f"{RULE} 1\n  More than 40 levels stand nested here.  "
         "Nest fewer.\n"),
        ("id: a\nid: b\n",
         f"{RULE} 2\n  id: this key stands on line 1 already.  Keep one of the two.\n"),
        ("id: !!int ''\n",
         f"{RULE} 1\n  tag:yaml.org,2002:int is a tag.  Remove it: values need no tag "
         "here.\n"),
        ("id: a\n\twho: b\n",
         f"{RULE} 2\n  This cannot be read as YAML (found a tab character that "
         "violates indentation).\n"),
        ("id: a\0b\n",
         f"{RULE} 1\n  The character U+0000 may not stand in YAML.\n  Remove it.\n"),
        ("#" * 4_000_001,
         f"{RULE} 1\n  More than 4,000,000 bytes, which no rule takes.  Divide it.\n"),
        ("id: " + "9" * 5_000,
         f"{RULE} 1\n  id: A text is needed, and other programs read {'9' * 5_000} as a "
         f'number.  Quote it: "{"9" * 5_000}".\n'),
        ("id: 0b12\n",
         f"{RULE} 1\n  id: 0b12 is not where the file stands.  Write loans/hostile.\n"),
        ("[a, b]\n", f"{RULE} 1\n  The file must be a mapping of keys to values.\n"),
    ],
    ids=lambda text: text[:16],
)  # fmt: skip
def test_refused_when_a_rule_file_is_hostile(
    content: str, message: str, rules: Path, lay: Lay, refusal: Refusal
) -> None:
    (rules / "loans" / "hostile.yaml").write_text(content)

    assert message in fault_text(rules)
    assert message in refusal(lay(records_csv=RECORDS), rules) + "\n"


@pytest.mark.parametrize(
    "make",
    [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/zero")],
    ids=["folder", "pipe", "device"],
)
def test_refused_when_a_rule_file_is_no_file(
    make: Callable[[Path], None], rules: Path
) -> None:
    make(rules / "loans" / "hostile.yaml")

    assert (
        f"{RULE} 1\n  This is not a file.  Put a file here or remove it.\n"
        in fault_text(rules)
    )


@pytest.mark.parametrize(
    ("calendar", "message"),
    [
        ("years: [{year: x, status: official}]", "This is not a table of working days."),
        ("years: 5", "This is not a table of working days."),
        ("- a\n", "This is not a table of working days."),
        (LAUGHS, "*a is an alias."),
        ("years: [{year: 2025, status: official, holidays: [{from: 2025-01-01}]}]",
         "This is not a table of working days."),
    ],
)  # fmt: skip
def test_check_refuses_a_calendar_that_is_none(
    calendar: str, message: str, rules: Path, lay: Lay, tmp_path: Path
) -> None:
    (rules / "calendar").mkdir()
    (rules / "calendar" / "days.yaml").write_text(calendar)

    words = ["--rules", rules, "--out", tmp_path / "out", "--as-of", "2025-06-01"]
    found = run("check", lay(records_csv=RECORDS), *words)

    assert found.exit_code == 2
    assert message in found.stderr
    assert not (tmp_path / "out").exists()
