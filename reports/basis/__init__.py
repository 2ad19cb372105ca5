"""What a report rests on: what was read, what was checked and what not.

`scope_of` lays out the dataset and its tables, `denominator_of` the duties by rule and the
articles by coverage. `shared/scope.html`, `shared/unchecked.html` and `shared/tally.html`
print them.
"""

from reports.basis.denominator import denominator_of
from reports.basis.order import article_order
from reports.basis.scope import scope_of
from reports.basis.values import Denominator, Scope, Section

__all__ = [
    "Denominator",
    "Scope",
    "Section",
    "article_order",
    "denominator_of",
    "scope_of",
]
