"""The view of custody against a naive twin, and on lives that people can read."""
