"""Reads objects of a PDF by the type that they must have; TypeError where they have not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyhanko.pdf_utils import generic

Key = tuple[int, int]
# Entries of a name tree that are followed; ours have a few.
_NAMES = 1000
# What a page takes from the nodes above it.
_INHERITED = ("/CropBox", "/MediaBox", "/Resources", "/Rotate")


@dataclass(frozen=True)
class PageObject:
    """A page: its reference, and its entries with those that it inherits, unresolved."""

    key: Key
    entries: Mapping[str, generic.PdfObject]


def entry(holder: generic.DictionaryObject, key: str) -> object:
    """Return what a dictionary holds, references resolved; None where it lacks it."""
    try:
        return holder[key]
    except KeyError:
        return None


def dictionary(
    holder: generic.DictionaryObject, key: str
) -> generic.DictionaryObject | None:
    """Return the dictionary that a dictionary holds; None where it lacks it."""
    found = entry(holder, key)
    return None if found is None else _dictionary(found)


def array(holder: generic.DictionaryObject, key: str) -> list[object]:
    """Return the items of an array, references resolved; nothing where it lacks it."""
    found = entry(holder, key)
    if found is None:
        return []
    if not isinstance(found, generic.ArrayObject):
        raise TypeError(f"{type(found).__name__} instead of an array")
    return [found[n] for n in range(len(found))]


def dictionaries(
    holder: generic.DictionaryObject, key: str
) -> list[generic.DictionaryObject]:
    """Return the items of an array of dictionaries; nothing where it lacks it."""
    return [_dictionary(one) for one in array(holder, key)]


def raw_entries(
    holder: generic.DictionaryObject,
) -> list[tuple[str, generic.PdfObject]]:
    """Return the entries of a dictionary in order of their keys, unresolved."""
    return [(key, holder.raw_get(key)) for key in sorted(holder)]


def key_of(reference: generic.IndirectObject) -> Key:
    """Return number and generation of the object that is referred to."""
    return reference.idnum, reference.generation


def name_tree(
    root: generic.DictionaryObject | None,
) -> Iterator[tuple[str, generic.DictionaryObject]]:
    """Yield the entries of a name tree, in order; ValueError where it has too many."""
    nodes = [root] if root is not None else []
    visited = 0
    while nodes:
        node = nodes.pop()
        entries = array(node, "/Names")
        nodes += reversed(dictionaries(node, "/Kids"))
        visited += 1 + len(entries)
        if visited > _NAMES:
            raise ValueError(f"a name tree of more than {_NAMES} entries")
        for name, spec in zip(entries[::2], entries[1::2], strict=True):
            yield str(name), _dictionary(spec)


def pages_of(root: generic.DictionaryObject) -> Iterator[PageObject]:
    """Yield the pages of a catalog, in order; ValueError where one stands twice."""
    seen: set[Key] = set()
    nodes: list[tuple[generic.PdfObject, dict[str, generic.PdfObject]]] = [
        (root.raw_get("/Pages"), {})
    ]
    while nodes:
        reference, above = nodes.pop()
        if not isinstance(reference, generic.IndirectObject):
            raise TypeError("a page that is no object of its own")
        if (key := key_of(reference)) in seen:
            raise ValueError("a page that stands twice in the tree of pages")
        seen.add(key)
        node = _dictionary(reference.get_object())
        own = dict(raw_entries(node))
        if "/Kids" in node:
            kids = node["/Kids"]
            passed = above | {name: own[name] for name in _INHERITED if name in own}
            nodes += [(kids.raw_get(n), passed) for n in reversed(range(len(kids)))]
        else:
            yield PageObject(key, above | own)


def _dictionary(found: object) -> generic.DictionaryObject:
    if not isinstance(found, generic.DictionaryObject):
        raise TypeError(f"{type(found).__name__} instead of a dictionary")
    return found
