"""Mappings on pages: what is proposed, what a person corrects, and what is kept."""
