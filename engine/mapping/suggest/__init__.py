"""Proposes a mapping from the first rows of a source, for a person to correct.

`suggest_mapping` reads a source and returns the text of a mapping; `propose` is the part
that needs nothing but values.
"""

from engine.mapping.suggest.propose import propose
from engine.mapping.suggest.samples import Sample
from engine.mapping.suggest.suggestion import suggest_mapping

__all__ = ["Sample", "propose", "suggest_mapping"]
