"""Tests of incremental runs."""
