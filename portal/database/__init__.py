"""The tables, their sessions and their fence."""
