"""Explains the duties of one battery, or one finding: what was decided, and why.

`source.explain` opens a dataset or a run folder, `judging` evaluates the records that
the duties depend on, `text` writes the explanation as lines, and `records` words the
records of one finding for reports and pages.
"""
