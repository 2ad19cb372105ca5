"""The form `reach`: a ratio over a calendar year."""
