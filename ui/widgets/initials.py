"""Initials by which a name is found: of its Chinese characters' pinyin, of its Latin words.

The level-1 characters of GB/T 2312-1980 stand in the order of their pinyin, so that the first
character of each letter is enough to tell the letter of the other 3,755. Rarer characters give
nothing. A character with several readings has the one it is filed under.
"""

from __future__ import annotations

import re
from bisect import bisect_right

# The first character of each letter's stretch, as the two bytes of its GB 2312 code.
_FIRST: tuple[tuple[int, str], ...] = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"),
    (0xB8C1, "g"), (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"),
    (0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"),
    (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_CODES = [code for code, _ in _FIRST]
_END = 0xD7FA  # after the last level-1 character
_PARTS = re.compile(r"[A-Za-z0-9]+|[\u4e00-\u9fff]")


def initials(name: str) -> str:
    """The initials of a name, lower case: "zoom to all" gives ``zta``."""
    return "".join(_initial(part) for part in _PARTS.findall(name))


def _initial(part: str) -> str:
    if part[0].isascii():
        return part[0].lower()
    try:
        high, low = part.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    code = high << 8 | low
    if not _CODES[0] <= code < _END:
        return ""
    return _FIRST[bisect_right(_CODES, code) - 1][1]
