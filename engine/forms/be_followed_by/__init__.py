"""The form `be_followed_by`: another record comes after, or must not."""
