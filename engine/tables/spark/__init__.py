"""Tables on Spark: the session, and the store that keeps them as Parquet."""
