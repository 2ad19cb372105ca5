"""What most forms answer: a part imports from here what its form does not change."""
