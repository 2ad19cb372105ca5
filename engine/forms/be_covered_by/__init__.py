"""The form `be_covered_by`: an outlet in the region."""
