"""The sweep on Spark: what holds without one, and, marked `spark`, what needs one."""
