"""The door to Spark: where a dataset is read and judged that one machine cannot hold.

Nothing of PySpark is loaded before a cluster is entered.
"""

from engine.dataset.spark.cluster import Cluster, open_cluster

__all__ = ["Cluster", "open_cluster"]
