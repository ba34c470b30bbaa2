"""Words for characters that no font of the machine has.

A PDF carries its fonts, so what they lack would be a box or a gap on every reader's screen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from greenshield.domain.errors import Problem
from greenshield.reports.font_coverage import blanks, coverage
from greenshield.reports.fonts import INSTALL_RARE, FontFile

_NOTHING_TO_SEE = frozenset(("Cc", "Cf", "Cs"))


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What some faces can draw together.

    Attributes:
        fonts: faces, the first that has a character draws it.
        rare: further faces of the machine, taken only for what ``fonts`` lack.
        taken: those of ``rare`` that were needed so far.
        missing: characters that no face has, each told once, in the order met.
        borrowed: characters drawn by another face than the first, or that one of ``fonts`` would
            leave blank, in the order met.
    """

    fonts: tuple[FontFile, ...]
    rare: tuple[FontFile, ...] = ()
    taken: dict[FontFile, None] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)
    borrowed: dict[str, None] = field(default_factory=dict)

    def drawn(self, text: str) -> str:
        """The text with ``[U+9F98]`` for a character that no face has.

        Marks that show nothing (joiners, direction marks, variation selectors) are left out, a
        space that no face has becomes a plain one.
        """
        if all(self._plain(char) for char in set(text)):
            return text
        return "".join(self._one(char) for char in text)

    def _plain(self, char: str) -> bool:
        return char == "\n" or (
            bool(coverage(self.fonts[0])[ord(char)])
            and unicodedata.category(char) not in _NOTHING_TO_SEE
            and not any(char in blanks(font) for font in self.fonts)
        )

    def _one(self, char: str) -> str:
        if char == "\n":
            return char
        category = unicodedata.category(char)
        if category in _NOTHING_TO_SEE or _is_selector(char):
            return ""
        face = first_with(char, (*self.fonts, *self.taken, *self.rare))
        if face is None:
            if category == "Zs":
                return " "
            self.missing[char] = None
            return f"[{code_point(char)}]"
        if face in self.rare:
            self.taken[face] = None
        if not self._plain(char):
            self.borrowed[char] = None
        return char


def first_with(char: str, fonts: Iterable[FontFile]) -> FontFile | None:
    """The first face that has the character."""
    return next((font for font in fonts if coverage(font)[ord(char)]), None)


def code_point(char: str) -> str:
    """A character as its number, ``U+9F98``."""
    return f"U+{ord(char):04X}"


def missing_characters(missing: Iterable[str]) -> tuple[Problem, ...]:
    """That characters stand as their numbers, and what to install."""
    told = ", ".join(code_point(char) for char in missing)
    if not told:
        return ()
    params = {"characters": told, "package": INSTALL_RARE}
    return (Problem("report_character_missing", params=params, fatal=False),)


def _is_selector(char: str) -> bool:
    return 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF
