"""Reads a dataset on Spark that is too large for one machine.

PySpark is not loaded before a cluster is opened.
"""

from engine.dataset.spark.cluster import Cluster, open_cluster

__all__ = ["Cluster", "open_cluster"]
