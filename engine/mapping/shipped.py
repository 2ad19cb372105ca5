"""The mappings that are part of packlaw, which go by a name in place of a file."""

from __future__ import annotations

from pathlib import Path

from engine.errors import Fault, MappingError, Text
from engine.rulebook import shipped_rules
from engine.rulebook.allowed_values import AllowedValues

# Beside the mappings lie words that help to propose one.
_NO_MAPPING = "synonyms-"


def file_of(path: Path) -> Path:
    """Return the file that is meant: the path itself, or the shipped mapping so named.

    MappingError where there is no file, and no shipped mapping has the name.
    """
    if path.exists() or path.suffix or path.name != str(path):
        return path
    files = {
        file.stem: file
        for file in sorted((shipped_rules() / "vocabulary" / "mapping").glob("*.yaml"))
        if not file.name.startswith(_NO_MAPPING)
    }
    if path.name in files:
        return files[path.name]
    known = AllowedValues(
        Text("文件，也不是随附的映射", "a file, nor a mapping that is shipped"),
        Text("随附的映射", "Shipped mappings"),
        tuple(files),
    )
    raise MappingError([Fault(path.name, 1, known.refusal(path.name))])
