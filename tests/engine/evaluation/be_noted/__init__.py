"""A form from outside the engine, `be_noted: {}`: the record's note is filled."""
