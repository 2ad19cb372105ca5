"""Reads a dataset: a folder or zip in, typed tables and rejected rows out.

Other rooms import from here, and from `loading` the names of the tables of records.
"""

from engine.dataset.dataset import Dataset, open_dataset
from engine.dataset.loading import load
from engine.dataset.validation.notices import DatasetWarning

__all__ = ["Dataset", "DatasetWarning", "load", "open_dataset"]
