"""The form `be_recorded: {by}`: the record was written down by a day."""
