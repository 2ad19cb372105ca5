"""Writes one sheet as JSON Lines, in a process of its own with limits on its resources.

It loads nothing of the engine and imports its own modules by relative names, so that
the process, `python -m workbook_child`, starts at once and takes little memory.
"""
