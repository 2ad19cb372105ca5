"""English wordings agree with their counts: none says "1 duties" or "row(s)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.errors.catalogue import MESSAGES
from engine.wording.custody import WORDS
from portal.wording.language import catalogue_of

# A count, and behind it, at most two words later, a plural that does not depend on it.
FIXED_PLURAL = re.compile(r"\{(\w+):,\} (?!of the )(?:[a-z-]+ ){0,2}[a-z-]+(?<!s)s\b")
# No counts: places in a file, and the most that is read, unpacked or listed.
NO_COUNTS = {"line", "byte", "limit", "most", "entries", "cap"}


def wordings() -> Iterator[tuple[str, str]]:
    """Yield every wording that has placeholders, with its code."""
    yield from ((code, text.en) for code, text in MESSAGES.items())
    yield from ((f"custody {name}", text) for name, text in WORDS["en"].items())
    yield from ((f"portal {key}", text) for key, text in catalogue_of("en").items())


def test_plural_behind_a_count_is_chosen_by_it() -> None:
    fixed = [
        (code, found[0])
        for code, text in wordings()
        for found in FIXED_PLURAL.finditer(text)
        if found[1] not in NO_COUNTS
    ]

    assert fixed == []
    assert [code for code, text in wordings() if "(s)" in text] == []


def test_a_plural_that_is_not_chosen_is_found() -> None:
    assert FIXED_PLURAL.search("of {duties:,} binding duties, none")
    assert not FIXED_PLURAL.search("of {duties:,} binding {duties:duty|duties}, none")
    assert not FIXED_PLURAL.search("{rules:,} pass")
