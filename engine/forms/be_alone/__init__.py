"""The form `be_alone`: one at a time."""
