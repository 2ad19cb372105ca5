"""The self-check: what a company puts right first, by when, with whom and in which row."""
