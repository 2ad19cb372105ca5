"""The form `be_reported`: the record reaches the platform in time."""
