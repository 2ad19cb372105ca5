"""Writes a workbook to fill in with records, which is a dataset's tables once filled.

`layout` plans its sheets from the rules and their vocabulary, `heads` words the heads of
columns; `workbook` writes them, and `help_sheet` the page that explains them.
"""

from engine.authoring.template.help_sheet import manifest_of
from engine.authoring.template.layout import Template, plan
from engine.authoring.template.workbook import write

__all__ = ["Template", "manifest_of", "plan", "write"]
