"""Rules drawn at random, in every form of the language: each reads as what it is."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from engine.rulebook.version import canonical_keys
from engine.wording.rules import Reader
from tests.engine.agreement.judges import rulebook_of
from tests.engine.agreement.rules import rulebooks

# The labels under which a rule's meaning stands; a key of the model by its label.
MEANT = {"who": "who", "owed_by": "owed_by", "when": "when", "where": "where",
         "must": "demand", "effective": "effective"}  # fmt: skip

# What each sentence was found to mean, in all draws together.
READ: dict[tuple[str, str, str], str] = {}


@settings(
    max_examples=30,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(rules=rulebooks())
def test_rules_that_differ_read_differently(rules: list[dict[str, Any]]) -> None:
    book = rulebook_of(rules)
    for rule in book.rules:
        instrument = book.instrument_of(rule)
        reader = Reader(book.vocabularies[instrument.vocabulary])
        assert reader.paragraph(rule, instrument).zh.endswith("。")
        means = canonical_keys(rule)
        for label in MEANT:
            text = reader.key(rule, instrument, label)
            for language in ("zh", "en"):
                said = label, language, getattr(text, language)
                meant = json.dumps(settled(json.loads(means[MEANT[label]])))
                known = READ.setdefault(said, meant)
                assert known == meant, f"{said}\n{known}\n{meant}"


def settled(node: Any) -> Any:
    """What a condition means, however written: one alternative is no alternative."""
    if isinstance(node, list):
        return [settled(item) for item in node]
    if not isinstance(node, dict):
        return node
    inside = {key: settled(value) for key, value in node.items()}
    if inside.get("operator") == "holds_any" and len(inside["values"]) == 1:
        inside["operator"] = "holds"
    if "parts" in inside:
        parts = [part for found in inside["parts"] for part in _opened(found)]
        inside["parts"] = sorted(parts, key=json.dumps)
    return inside


def _opened(part: dict[str, Any]) -> list[Any]:
    alternatives = part.get("AnyOf", {}).get("alternatives", ())
    if len(alternatives) != 1:
        return [part]
    return list(alternatives[0]["Condition"]["parts"])
