"""Rules and records in, findings out. The engine knows no clock, no web and no law."""

VERSION = "0.1.0"
