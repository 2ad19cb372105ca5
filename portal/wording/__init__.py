"""The texts of the pages in zh and en, and the labels of what they show."""
