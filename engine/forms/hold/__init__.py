"""The form `hold`: conditions on the record itself."""
