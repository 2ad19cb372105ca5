"""Adoption stores the text and its entry, and changes nothing else of the rules."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from engine.authoring.adoption import adopt
from engine.errors import RuleFileError, UsageError
from engine.rulebook import lint_rulebook, load_rulebook
from engine.wording.citations import article_name

MAY = date(2026, 5, 1)
STORED = "tea-order/text/2026-05-01.txt"
INSTRUMENT = "tea-order/instrument.yaml"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_only_the_text_and_its_entry_are_written(rules: Path, order: Path) -> None:
    before = contents(rules)

    adopted = adopt(rules, "tea-order", order, MAY)

    after = contents(rules)
    digest = hashlib.sha256(after[STORED]).hexdigest()
    entry = f'text: {{on: 2026-05-01, sha256: "{digest}"}}\n'.encode()
    assert [file.name for file in adopted.written] == [STORED, INSTRUMENT]
    assert after.pop(STORED) == order.read_bytes()
    assert after.pop(INSTRUMENT).replace(entry, b"") == before.pop(INSTRUMENT)
    assert after == before


def test_rules_with_an_adopted_text_have_no_fault(rules: Path, order: Path) -> None:
    adopt(rules, "tea-order", order, MAY)

    assert lint_rulebook(load_rulebook(rules), article_name) == ()


def test_a_preview_writes_nothing(rules: Path, order: Path) -> None:
    before = contents(rules)

    adopted = adopt(rules, "tea-order", order, MAY, preview=True)

    assert contents(rules) == before
    assert "A preview: nothing was written." in adopted.report("en")


def test_the_same_text_again_writes_nothing(rules: Path, order: Path) -> None:
    adopt(rules, "tea-order", order, MAY)
    before = contents(rules)

    again = adopt(rules, "tea-order", order, MAY)

    assert (again.written, contents(rules)) == ((), before)
    assert "条文此前已取得，未写入任何文件。" in again.report("zh")


def test_a_later_text_takes_the_entry_and_the_earlier_stays(
    rules: Path, order: Path, tmp_path: Path
) -> None:
    adopt(rules, "tea-order", order, MAY)
    amended = tmp_path / "amended.txt"
    amended.write_text(order.read_text("utf-8") + "第七条　补。\n", "utf-8")

    adopt(rules, "tea-order", amended, date(2027, 1, 1))

    instrument = (rules / INSTRUMENT).read_text("utf-8")
    assert instrument.count("text: {on:") == 1
    assert "text: {on: 2027-01-01" in instrument
    assert (rules / STORED).exists()


def test_windows_line_ends_and_a_mark_are_read_and_kept_where_they_stood(
    rules: Path, order: Path, tmp_path: Path
) -> None:
    instrument = rules / INSTRUMENT
    instrument.write_bytes(instrument.read_bytes().replace(b"\n", b"\r\n"))
    pasted = tmp_path / "pasted.txt"
    pasted.write_bytes(
        order.read_text("utf-8").replace("\n", "\r\n").encode("utf-8-sig")
    )

    adopt(rules, "tea-order", pasted, MAY)

    assert (rules / STORED).read_bytes() == order.read_bytes()
    assert b"\n" not in instrument.read_bytes().replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("第一条 甲".encode("gb18030"),
         "line 1: this is not UTF-8. Save the text as plain text in UTF-8 and adopt it "
         "again."),
        (b"\xe7\xac\xac\n\x00", "line 2: the character U+0000 is no text. Open the "
         "document, copy its words and paste them into a plain-text file."),
        ("没有条文".encode(), "no article was found. An article opens a line: 第一条 … "
         "or Article 1 …; paste the text with its line ends."),
        ("第一条 甲\n第二条 乙\n第一条 丙\n".encode(),
         "article 1 opens on line 1 and again on line 3. Keep the one of the text "
         "itself; a table of contents, an annex or a second text does not belong in "
         "this file."),
    ],
)  # fmt: skip
def test_what_is_no_text_of_law_is_refused_and_nothing_is_written(
    rules: Path, tmp_path: Path, content: bytes, message: str
) -> None:
    file, before = tmp_path / "pasted.txt", contents(rules)
    file.write_bytes(content)

    with pytest.raises(UsageError) as caught:
        adopt(rules, "tea-order", file, MAY)

    assert str(caught.value) in (f"{file}, {message}", f"{file}: {message}")
    assert contents(rules) == before


def test_a_missing_file_is_refused(rules: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        adopt(rules, "tea-order", tmp_path / "none.txt", MAY)

    assert str(caught.value) == (
        f"{tmp_path / 'none.txt'}: the text cannot be read (No such file or directory). "
        "Paste the official text into a plain-text file and name that file."
    )


def test_another_text_on_the_same_day_is_refused(
    rules: Path, order: Path, tmp_path: Path
) -> None:
    adopt(rules, "tea-order", order, MAY)
    other = tmp_path / "other.txt"
    other.write_text("第一条 甲\n", "utf-8")

    with pytest.raises(UsageError) as caught:
        adopt(rules, "tea-order", other, MAY)

    assert str(caught.value) == (
        f"{STORED} holds another text already. Give the day on which this one was taken "
        "with --on, or delete that file if it was adopted by mistake."
    )


def test_an_unknown_instrument_is_refused(rules: Path, order: Path) -> None:
    with pytest.raises(UsageError) as caught:
        adopt(rules, "tea", order, MAY)

    assert str(caught.value) == "No instrument tea. Instruments: tea-order."


def test_rules_with_faults_are_refused_before_anything_is_written(
    rules: Path, order: Path
) -> None:
    (rules / "tea-order" / "labelled.yaml").write_text("id: x\n", "utf-8")

    with pytest.raises(RuleFileError):
        adopt(rules, "tea-order", order, MAY)

    assert not (rules / STORED).exists()


def test_a_folder_that_cannot_be_written_is_refused(rules: Path, order: Path) -> None:
    (rules / "tea-order" / "text").write_text("a file where a folder should be")

    with pytest.raises(UsageError) as caught:
        adopt(rules, "tea-order", order, MAY)

    assert str(caught.value) == (
        f"{rules / STORED}: it cannot be written (File exists). Adopt the text in a copy "
        "of the rules that is yours: --rules FOLDER."
    )
