"""The form `be_preceded_by`: another record comes before."""
