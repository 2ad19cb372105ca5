"""Tests of custody: against a naive implementation, and on curated lives."""
