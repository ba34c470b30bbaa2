"""What a name of a report's template stands for: words, a picture, rows, or a group of names.

A template is checked against these before any report is made (:mod:`template_walk`), and what
one issue lacks is put in its place by them (:func:`completed`), so that a template which passes
finds every name that it asks for, whatever the issue holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Leaf:
    """Something that is printed: ``text``, ``number``, ``flag`` or ``picture``.

    ``anything`` is what a sum, a filter or a method gives: nothing more is known of it.
    """

    of: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A list, to be gone through with ``for``."""

    item: Kind


@dataclass(frozen=True, slots=True)
class Group:
    """Names by a dot."""

    fields: Mapping[str, Kind]


Kind = Leaf | Rows | Group

TEXT, NUMBER, FLAG = Leaf("text"), Leaf("number"), Leaf("flag")
PICTURE, ANYTHING = Leaf("picture"), Leaf("anything")


def texts(names: str) -> Group:
    """A group of words alone; the names are parted by blanks."""
    return Group(dict.fromkeys(names.split(), TEXT))


def dotted(kind: Kind, path: str = "") -> Iterator[tuple[str, Kind]]:
    """Every name under a kind with its whole path, ``[]`` where rows are gone through."""
    if isinstance(kind, Rows):
        yield from dotted(kind.item, f"{path}[]")
    elif isinstance(kind, Group):
        for name, inner in kind.fields.items():
            below = f"{path}.{name}" if path else name
            yield below, inner
            yield from dotted(inner, below)


def merged(one: Kind, other: Kind) -> Kind:
    """What is sure of a value that is the one or the other.

    Of two groups the names that both have; a group or rows beside plain words count as what
    they are, so that what is asked of them is still checked.
    """
    if one == other:
        return one
    if isinstance(one, Group) and isinstance(other, Group):
        both = {n: merged(k, other.fields[n]) for n, k in one.fields.items() if n in other.fields}
        return Group(both)
    if isinstance(one, Rows) and isinstance(other, Rows):
        return Rows(merged(one.item, other.item))
    for kind in (one, other):
        if isinstance(kind, Group):
            return kind
    for kind in (one, other):
        if isinstance(kind, Rows):
            return kind
    return ANYTHING


class _Absent(dict[str, Any]):
    """A group that an issue does not have: false in a condition, empty in every name."""

    def __bool__(self) -> bool:
        return False


def completed(kind: Kind, value: Any) -> Any:
    """A value with everything in it that its kind names.

    Rows that are lacking are empty, words are empty words; a group that is lacking counts as
    false, and so do its names. What is there stays as it is.
    """
    if isinstance(kind, Rows):
        return [completed(kind.item, item) for item in value or ()]
    if isinstance(kind, Group):
        there = value if isinstance(value, Mapping) else {}
        filled = {name: completed(of, there.get(name)) for name, of in kind.fields.items()}
        return {**there, **filled} if there else _Absent(filled)
    return "" if value is None and kind == TEXT else value
