"""Brings a company's own tables into the form of a dataset, by a mapping file.

`load_mapping` reads and checks the file, `map_dataset` applies it to a source;
`engine/mapping/README.md` documents it.
"""

from engine.mapping.accounts import Account, Untranslated
from engine.mapping.apply import MappedDataset, map_dataset, mapped_aside
from engine.mapping.model import DatasetMapping
from engine.mapping.reading import load_mapping, read_mapping

__all__ = [
    "Account",
    "DatasetMapping",
    "MappedDataset",
    "Untranslated",
    "load_mapping",
    "map_dataset",
    "mapped_aside",
    "read_mapping",
]
