"""Vocabularies: every word has both names, every code field its words."""

import pytest

from engine.rulebook import Text

SMALL = "vocabulary/small.yaml"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("name: small", "name: tiny",
         "line 1\n  name: The file is called small.  Use that name."),
        ("type: code", "type: text",
         "line 17\n  codes: condition is not a field of type code."),
        ("type: flag", "type: code",
         "line 17\n  codes: The code field present has no words here."),
        ("type: flag", "type: flags",
         "line 12\n  fields.present.type: flags is not a type.  Did you mean flag?\n"
         "  Types: text, number, date, flag, code"),
        ("{zh: 回收企业, en: Recycler}", "{zh: 回收企业}",
         "line 4\n  roles.recycler: en is missing.  The English wording."),
        ("  weight:", "  vin:",
         "line 13\n  fields: vin is a column of every dataset already."),
        ("  weight:", "  any_of:",
         "line 13\n  fields: any_of is a word of the rule language itself."),
        ("  weight:", "  actor.age:",
         "line 13\n  fields: actor.age would read as a path into a register.  "
         "Write it without the dot."),
        ("  maker:", "  anyone:",
         "line 5\n  roles: anyone is a word of the rule language itself."),
        ("  vin:", "  vinn:",
         "line 24\n  formats: vinn is not a format the engine knows."
         "  Did you mean vin?\n  Formats: gbt34014, vin, uscc"),
    ],
)  # fmt: skip
def test_fault_of_a_vocabulary(faults_after, old, new, message) -> None:
    assert faults_after(old, new, SMALL) == f"rules/{SMALL}, {message}"


def test_words_have_both_names(changed) -> None:
    vocabulary = changed("", "").vocabularies["small"]

    assert vocabulary.roles["maker"] == Text("生产企业", "Maker")
    assert vocabulary.types["weight"] == "number"
    assert list(vocabulary.codes["condition"]) == ["new", "waste"]
