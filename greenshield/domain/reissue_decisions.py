"""What a person decided of a list that comes again, as an import is told it, sheet by sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

TAKE, KEEP, SAME, APART, ASIDE, SPLIT, MERGE = (
    "take", "keep", "same", "apart", "aside", "split", "merge",
)  # fmt: skip
WORDS: Final = (TAKE, KEEP, SPLIT, MERGE, SAME, APART, ASIDE)
"""What may be chosen of a line of a comparison: the list's value or ours, a split, a merge, the
same issue, one of its own, or not to take the row."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """Issues that a list has others in place of.

    Attributes:
        issues: that are replaced: one that was split, or several that were merged.
        rows: of the list, that replace them: several, or one.
    """

    issues: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions on the rows of one sheet.

    Attributes:
        same: row -> the issue that it is, under another number.
        aside: rows that are not taken: nobody has said what they are.
        fields: issue -> field -> True where the list's value counts, False where ours does.
    """

    same: Mapping[int, str] = field(default_factory=dict)
    aside: frozenset[int] = frozenset()
    fields: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)


NONE = Decisions()
