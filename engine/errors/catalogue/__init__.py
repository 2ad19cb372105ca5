"""Every message that packlaw can show, in Chinese and in English, by its code.

A code is `<room>.<what>`; each room has a module here. `{…}` are placeholders, the
same in both languages; `{count:,}` formats as in `str.format`, and
`{count:row|rows}` chooses a word (see `fill`). A message says where, what was found,
what is allowed and the way out.
"""

from __future__ import annotations

from engine.errors.catalogue import (
    admin,
    authoring,
    authoring_template,
    cli,
    cli_mapping,
    custody,
    dataset,
    evaluation,
    explanation,
    files,
    mapping,
    mapping_documents,
    mapping_suggest,
    portal,
    reports,
    rulebook,
    runs,
    sealing,
    sealing_results,
    sealing_sources,
    tables,
)
from engine.errors.text import Text

_MODULES = (
    admin, authoring, authoring_template, cli, cli_mapping, custody, dataset, evaluation,
    explanation, files, mapping, mapping_documents, mapping_suggest, portal, reports,
    rulebook, runs, sealing, sealing_results, sealing_sources, tables,
)  # fmt: skip
MESSAGES: dict[str, Text] = {
    code: text for module in _MODULES for code, text in module.MESSAGES.items()
}
