"""Mutation testing of rules: each thing a rule states is changed, one at a time.

Some example of the rule must then have another verdict. Where none has, no example
tests what was changed, and a mistake there would go unnoticed.
"""

from engine.authoring.mutation.mutants import Mutant, mutants_of
from engine.authoring.mutation.text import render
from engine.authoring.mutation.trial import Trial, try_mutants

__all__ = ["Mutant", "Trial", "mutants_of", "render", "try_mutants"]
