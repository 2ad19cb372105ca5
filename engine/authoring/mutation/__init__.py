"""Whether the examples of a rule hold it in place: each thing it says is changed, and
an example has to notice.

A rule whose examples still agree after such a change says something that nobody
has tested; a slip of the pen there would be found by no one.
"""

from engine.authoring.mutation.mutants import Mutant, mutants_of
from engine.authoring.mutation.text import render
from engine.authoring.mutation.trial import Trial, try_mutants

__all__ = ["Mutant", "Trial", "mutants_of", "render", "try_mutants"]
