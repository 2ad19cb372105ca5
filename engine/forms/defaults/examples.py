"""The defaults of the part `examples`: a demand without a due day or a bound."""

from __future__ import annotations

from collections.abc import Iterable

from engine.errors import Message
from engine.rulebook import Form, Rule


def boundaries(form: Form, rule: Rule, /) -> Iterable[Message]:
    """Return no message: the demand has no boundary."""
    return ()
