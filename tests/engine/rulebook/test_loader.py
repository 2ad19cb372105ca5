"""A folder, or the texts of its files, gives one rulebook or the faults of all files."""

import shutil
from pathlib import Path

import pytest

from engine.errors import RuleFileError
from engine.rulebook import load_rulebook, load_rulebook_from, shipped_rules
from engine.rulebook.official import OFFICIAL_FOLDER

PACK = Path(__file__).parent / "pack"
REPORT = "order-1/report.yaml"


def fails(files: dict[str, str]) -> str:
    with pytest.raises(RuleFileError) as caught:
        load_rulebook_from(files)
    return str(caught.value)


def test_folder_and_texts_give_the_same_rulebook(pack) -> None:
    loaded = load_rulebook(PACK)

    assert loaded == load_rulebook_from(pack)
    assert loaded.files == pack
    assert [rule.id for rule in loaded.rules] == ["order-1/report"]
    assert loaded.rules[0].text == pack[loaded.rules[0].file]


def test_same_texts_are_read_once_and_changed_ones_anew(pack) -> None:
    loaded = load_rulebook_from(pack)
    changed = pack | {REPORT: pack[REPORT] + "# a remark\n"}

    assert load_rulebook_from(dict(pack)) is loaded
    assert load_rulebook_from(changed).files == changed


def test_words_for_mappings_are_no_part_of_a_rulebook(tmp_path, pack) -> None:
    shutil.copytree(PACK, tmp_path / "rules")
    (tmp_path / "rules" / "vocabulary" / "mapping").mkdir()
    (tmp_path / "rules" / "vocabulary" / "mapping" / "words.yaml").write_text(
        "[", "utf-8"
    )

    loaded = load_rulebook(tmp_path / "rules")

    assert loaded.files == pack
    assert loaded.fingerprint == load_rulebook(PACK).fingerprint


def test_faults_of_all_files_come_at_once(pack) -> None:
    pack[REPORT] = pack[REPORT].replace("who: recycler", "who: recylcer")
    pack["order-1/instrument.yaml"] += "  - {id: order-1/fine}\n"

    message = fails(pack)

    assert "rules/order-1/report.yaml, line 8" in message
    assert "sanctions: order-1/fine stands here twice.  Keep it once." in message


def test_faults_name_the_folder_as_it_is_called(tmp_path, pack) -> None:
    folder = tmp_path / "ours"
    (folder / "vocabulary").mkdir(parents=True)
    (folder / "vocabulary" / "small.yaml").write_text("name: tiny", "utf-8")

    with pytest.raises(RuleFileError) as caught:
        load_rulebook(folder)

    assert caught.value.faults[0].file == "ours/vocabulary/small.yaml"


def test_other_encodings_are_refused(tmp_path) -> None:
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "small.yaml").write_bytes(
        "name: x\na: 词".encode("gb18030")
    )

    with pytest.raises(RuleFileError) as caught:
        load_rulebook(tmp_path)

    assert str(caught.value) == (
        f"{tmp_path.name}/vocabulary/small.yaml, line 2\n"
        "  This is not UTF-8.  Save the file in UTF-8."
    )


@pytest.mark.parametrize(
    ("place", "to"),
    [
        ("order-1/secret.yaml", "secret"),
        (f"order-1/{OFFICIAL_FOLDER}/secret.txt", "secret"),
        ("linked", "folder"),
    ],
)
def test_link_that_leads_out_is_not_read(tmp_path, place, to) -> None:
    folder, outside = tmp_path / "rules", tmp_path / "outside"
    shutil.copytree(PACK, folder)
    within = outside / "folder" / OFFICIAL_FOLDER / "secret.txt"
    within.parent.mkdir(parents=True)
    for file in (outside / "secret", within):
        file.write_text("password: hunter2", "utf-8")
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / place).symlink_to(outside / to)

    with pytest.raises(RuleFileError) as caught:
        load_rulebook(folder)

    (fault,) = caught.value.faults
    assert fault.message.code == "rulebook.link-out"
    assert "hunter2" not in str(caught.value)


def test_link_within_the_folder_is_read(tmp_path, pack) -> None:
    shutil.copytree(PACK, tmp_path / "rules")
    report = tmp_path / "rules" / REPORT
    (tmp_path / "rules" / ".kept").mkdir()
    report.rename(tmp_path / "rules" / ".kept" / "report")
    report.symlink_to("../.kept/report")
    (tmp_path / "link").symlink_to(tmp_path / "rules")

    assert load_rulebook(tmp_path / "link").files == pack


def test_missing_folder_is_refused(tmp_path) -> None:
    with pytest.raises(RuleFileError, match="There is no such folder"):
        load_rulebook(tmp_path / "none")


def test_empty_folder_is_refused(tmp_path) -> None:
    with pytest.raises(RuleFileError, match="No rule files stand here"):
        load_rulebook(tmp_path)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path, pack) -> None:
    for name, text in pack.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))

    assert load_rulebook(tmp_path) == load_rulebook_from(pack)


def test_a_rule_without_its_instrument_is_a_fault(pack) -> None:
    del pack["order-1/instrument.yaml"]

    assert fails(pack) == (
        "rules/order-1/report.yaml, line 1\n"
        "  rules/order-1/instrument.yaml is missing.  Every rule needs one."
    )


def test_keys_are_checked_even_where_words_cannot_be(pack) -> None:
    del pack["vocabulary/small.yaml"]
    pack[REPORT] = pack[REPORT].replace("remedy:", "remedies:")

    message = fails(pack)

    assert "vocabulary: small is not a vocabulary." in message
    assert "remedies is not a key of a rule.  Did you mean remedy?" in message
    assert "recycler" not in message


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("stray.yaml", "Rules stand in rules/<instrument>/<name>.yaml.  Move it."),
        ("order-1/deep/rule.yaml",
         "Rules stand in rules/<instrument>/<name>.yaml.  Move it."),
        ("order-1/rule.yml", "Rule files end in .yaml.  Rename it."),
    ],
)  # fmt: skip
def test_misplaced_file_is_a_fault(pack, name: str, message: str) -> None:
    assert f"rules/{name}, line 1\n  {message}" in fails(pack | {name: "id: x"})


def test_shipped_rules_load() -> None:
    assert load_rulebook(shipped_rules()).rules


def test_conformance_rules_load_where_present() -> None:
    folder = Path(__file__).resolve().parents[4] / "shared" / "cases" / "rules"
    if not folder.is_dir():
        pytest.skip("the conformance cases are not beside the project")

    assert len(load_rulebook(folder).rules) == 9
