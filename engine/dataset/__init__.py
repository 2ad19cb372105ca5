"""The door of the dataset room: a folder or zip in, typed tables and rejects out."""

from engine.dataset.dataset import Dataset, open_dataset
from engine.dataset.loading import load
from engine.dataset.validation.notices import Warning

__all__ = ["Dataset", "Warning", "load", "open_dataset"]
