"""Personal data in datasets: which columns can hold it, its masks, its erasure."""
