"""Words errors for pages: in the reader's language, without places on the server."""

from __future__ import annotations

import json
import re
from pathlib import Path

from engine.errors import PacklawError
from portal.wording.language import LANGUAGES, current_language

# An absolute path of two names or more, which is none within a rule id or an address.
_ABSOLUTE = re.compile(r"(?<![\w.:/])(?:/[\w.@+~-]+)+/([\w.@+~-]+)/?")


def error_text(error: PacklawError, data: Path) -> str:
    """Word an error in the language of the page; `data` is the state folder."""
    return _worded(error, current_language(), data)


def store_error(error: PacklawError, data: Path) -> str:
    """Word an error in both languages, as JSON to keep in the database."""
    return json.dumps(
        {language: _worded(error, language, data) for language in LANGUAGES},
        ensure_ascii=False,
    )


def stored_error(kept: str) -> str:
    """Return an error that `store_error` kept, in the language of the page.

    What an earlier version kept is one plain text, and is returned as it is.
    """
    try:
        texts = json.loads(kept)
    except ValueError:
        return kept
    return str(texts[current_language()]) if isinstance(texts, dict) else kept


def _worded(error: PacklawError, language: str, data: Path) -> str:
    text = error.in_language("zh" if language == "zh" else "en", short_paths=True)
    # A path that the error holds as text, or that the system's own message names.
    within = re.escape(str(data)) + r"(?:/[\w.@+~-]+)*/([\w.@+~-]+)"
    return _ABSOLUTE.sub(r"\1", re.sub(within, r"\1", text).replace(str(data), ""))
