"""Tests of the live evaluator and of the fence around durable-rules."""
