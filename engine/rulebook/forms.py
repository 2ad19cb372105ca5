"""The registry of demand forms: the package of each form, and its parts by name.

A form is a package with a module, called a part, for each room that needs to know it:
`demand` (its keys and their meaning), `examples`, `facts`, `dependencies`, `live`,
`sweep`, `wording` and `mutations` (see `engine/forms/README.md`). A room loads a part
by name when it needs it, so that no room imports a form, and reading rules loads no
evaluator.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from engine.errors import Message
from engine.rulebook.keys import MUST_MEANING, MUST_NOT_MEANING, Key, Shape
from engine.rulebook.model import Form, Rule, Verdict
from engine.rulebook.tree import Node

if TYPE_CHECKING:
    from engine.rulebook.demand import DemandReader

# One line for each form, in the order of the rule language.
_PACKAGES: dict[str, str] = {
    "be_reported": "engine.forms.be_reported",
    "hold": "engine.forms.hold",
    "be_followed_by": "engine.forms.be_followed_by",
    "be_preceded_by": "engine.forms.be_preceded_by",
    "be_alone": "engine.forms.be_alone",
    "reach": "engine.forms.reach",
    "be_covered_by": "engine.forms.be_covered_by",
}


class DemandPart(Protocol):
    """The part `demand` of a form: how it is written in a rule file."""

    @property
    def MUST(self) -> Key:  # noqa: N802 - a constant of the module
        """The key under `must`, with its meaning."""

    @property
    def MUST_NOT(self) -> Key | None:  # noqa: N802
        """The key under `must_not`; None where the form cannot be forbidden."""

    @property
    def SHAPES(self) -> tuple[Shape, ...]:  # noqa: N802
        """The mappings below the key, the inner ones first."""

    @property
    def OUTCOMES(self) -> Mapping[str, Verdict]:  # noqa: N802
        """The ways a duty can end that only this form has, with their verdicts."""

    def read(self, node: Node, reader: DemandReader) -> Form:
        """Read the value under the key; the reader records its faults."""


FormType = TypeVar("FormType", bound=Form, contravariant=True)


class ExamplesPart(Protocol[FormType]):
    """The part `examples` of a form: the examples that a rule of it needs.

    `form` is the form of the rule's demand.
    """

    def verdicts(self, form: FormType, rule: Rule, /) -> Iterable[Verdict]:
        """Yield the verdicts that the demand can give; one may come twice."""

    def boundaries(self, form: FormType, rule: Rule, /) -> Iterable[Message]:
        """Yield a message for each boundary of the demand that lacks an example."""


def register(key: str, package: str) -> None:
    """Add a form that another package implements; ValueError where the key is taken."""
    if key in _PACKAGES:
        raise ValueError(f"a form {key} is registered already")
    _PACKAGES[key] = package


def unregister(key: str) -> None:
    """Remove a form that `register` added."""
    del _PACKAGES[key]


def form_keys() -> tuple[str, ...]:
    """Return the keys of all forms, in the order of the language."""
    return tuple(_PACKAGES)


def part_of(form: Form | str, part: str) -> ModuleType:
    """Return a part of a form; `form` is a value of the form or its key."""
    key = form if isinstance(form, str) else form.key
    return import_module(f"{_PACKAGES[key]}.{part}")


def demand_part(form: Form | str) -> DemandPart:
    """Return how a form is written in rule files."""
    return cast(DemandPart, part_of(form, "demand"))


def examples_part(form: Form) -> ExamplesPart[Form]:
    """Return which examples a rule of the form needs."""
    return cast("ExamplesPart[Form]", part_of(form, "examples"))


def must() -> Shape:
    """Return the mapping under `must`: a key for each form."""
    keys = tuple(demand_part(key).MUST for key in form_keys())
    return _exactly_one("must", MUST_MEANING, keys)


def must_not() -> Shape:
    """Return the mapping under `must_not`: a key for each form that can be forbidden."""
    found = (demand_part(key).MUST_NOT for key in form_keys())
    return _exactly_one(
        "must_not", MUST_NOT_MEANING, tuple(key for key in found if key)
    )


def form_shapes() -> tuple[Shape, ...]:
    """Return the mappings below the keys of the forms."""
    return tuple(shape for key in form_keys() for shape in demand_part(key).SHAPES)


def _exactly_one(name: str, meaning: str, keys: tuple[Key, ...]) -> Shape:
    return Shape(name, meaning, keys, exclusive=tuple(key.name for key in keys))
