"""Which names are like a word that is none of them: told to a person, never taken instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Final

from greenshield.domain.codes import fold_word

_ALIKE: Final = 0.5  # of two letters of a name one may be another
_MOST: Final = 3
_BRACKETED: Final = re.compile(r"[(（][^()（）]*[)）]")


def names_like(word: str, names: Iterable[str]) -> list[str]:
    """The names that a word begins, or is a part of, else those that are most like it."""
    folded = {name: fold_word(name) for name in names if name}
    given = fold_word(word)
    begun = [name for name, its in folded.items() if given and its.startswith(given)]
    within = begun or [name for name, its in folded.items() if given and given in its]
    if within:
        return within[:_MOST]
    bare: dict[str, str] = {}
    for name in folded:
        bare.setdefault(fold_word(_BRACKETED.sub("", name)), name)
    plain = fold_word(_BRACKETED.sub("", word))
    near = difflib.get_close_matches(plain, bare, n=_MOST, cutoff=_ALIKE)
    return [bare[one] for one in near]
