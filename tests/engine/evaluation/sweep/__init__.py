"""Tests of the evaluator that judges in columns."""
