"""Reads the tables of a source: files and sheets as programs export them.

`list_parts` finds them, `preview` shows the first rows of one, and `open_part` makes a
table of texts of it, with the number that each row has in a spreadsheet program.
`row_fault` and `cell_fault` turn what a reader found wrong with a row or a cell into a
fault with its reason. Every file is read by the readers of `dataset`.
"""

from engine.mapping.sources.flaws import cell_fault, row_fault
from engine.mapping.sources.opened import opened
from engine.mapping.sources.opening import open_part
from engine.mapping.sources.parts import Part, list_parts
from engine.mapping.sources.previews import Preview, preview
from engine.mapping.sources.source_table import SourceTable

__all__ = [
    "Part",
    "Preview",
    "SourceTable",
    "cell_fault",
    "list_parts",
    "open_part",
    "opened",
    "preview",
    "row_fault",
]
