"""Words for what was decided: `sentences` for verdicts, `asking` for whole lives.

Nothing is imported here: findings are worded by `sentences`, and `asking`
stands on findings.
"""
