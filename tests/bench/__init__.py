"""Figures for speed and memory, printed by `make bench`; never part of the tests."""
