"""Three-valued logic: True, False, and None for unknown."""

from collections.abc import Iterable

Kleene = bool | None


def all_of(values: Iterable[Kleene]) -> Kleene:
    """Hold when every value holds; one false value outweighs any unknown one."""
    found = list(values)
    if False in found:
        return False
    return None if None in found else True


def any_of(values: Iterable[Kleene]) -> Kleene:
    """Hold when one value holds; one true value outweighs any unknown one."""
    found = list(values)
    if True in found:
        return True
    return None if None in found else False


def negate(value: Kleene) -> Kleene:
    """Turn true into false and back; unknown stays unknown."""
    return None if value is None else not value
