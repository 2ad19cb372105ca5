"""The queue, the workers, and the processes in which a check or a report is made."""
