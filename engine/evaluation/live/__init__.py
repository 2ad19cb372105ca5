"""The live evaluator; `judging.judge` is its door.

Nothing is imported here: the child process that runs durable-rules starts from this
package, and starts sooner without pyarrow and Ibis.
"""
