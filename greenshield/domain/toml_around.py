"""Reads a TOML text around its faults, so that what stands on its other lines is checked as well.

A parser stops at the first fault. Where that lies in one entry, ``key = value`` with the lines on
which its list goes on, the text is read again without that entry. A heading that can't be read,
or a text over several lines, leaves open to what the entries below belong: they are not judged.
"""

from __future__ import annotations

import bisect
import re
import tomllib
from dataclasses import dataclass, field
from typing import Any, Final

from greenshield.domain.toml_lines import TomlLines, line_in_message

_MOST: Final = 50  # faults of one file: each takes a reading of the whole
_OWN_LINE: Final = re.compile(r"^\s*[A-Za-z0-9_.\"'-]+\s*[=＝]")
# An entry or a heading; within a list that goes on neither is any TOML.
_BEGINS: Final = re.compile(
    r"^\s*[A-Za-z0-9_.\"'-]+\s*[=＝]|^\[|^\s+\[\[?[^\[\],\"']+\]\]?\s*(?:#.*)?$"
)
_NOT_ENDED: Final = "its list has no closing bracket"
_LONG: Final = re.compile("\"\"\"|'''")
_COLUMN: Final = re.compile(r"at line \d+, column (\d+)\)$")
_WORD: Final = re.compile(r"true|false", re.IGNORECASE)
_TEXTS: Final = re.compile(r"\"[^\"]*\"|'[^']*'")


@dataclass(frozen=True, slots=True)
class Fault:
    """What the parser can't read.

    Attributes:
        line: from 1.
        key: dotted path of what stands there, where that is known; else "".
        what: in the parser's words, or with the line that says the same first.
    """

    line: int
    key: str
    what: str


@dataclass(frozen=True, slots=True)
class Around:
    """A text as far as it can be read.

    Attributes:
        raw: what was read, without the lines that were left out.
        faults: as the lines of the text follow each other.
        left_out: the keys that stand there and nowhere else.
        whole: the rest can be judged; not where a heading or a text over several lines is faulty.
    """

    raw: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    left_out: tuple[str, ...] = ()
    whole: bool = True

    def hides(self, path: str) -> bool:
        """Whether what stands on a line that was left out may be why a key is faulty."""
        return any(
            path == key or path.startswith(f"{key}.") or key.startswith(f"{path}.")
            for key in self.left_out
        )


def read(text: str) -> Around:
    """Reads a text, telling every fault that can be told."""
    lines, known = text.splitlines(), TomlLines(text)
    faults: list[Fault] = []
    left_out: list[str] = []
    while True:
        try:
            raw = tomllib.loads("\n".join(lines))
        except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
            what = str(error)[:200] or type(error).__name__
            number = line_in_message(what) or _unended(lines) or known.end
            entry = _entry(lines, number)
            if entry is not None and number != entry.start and _is_open(lines, entry):
                number, what = entry.start, _NOT_ENDED
            elif number <= len(lines):
                what = _slip(lines[number - 1], what) or what
            key, first = known.twice(number) or (known.at(entry.start if entry else number), 0)
            faults.append(
                Fault(number, key, f"stands twice, first in line {first}" if first else what)
            )
            if len(faults) >= _MOST or entry is None:
                return Around({}, sorted(faults, key=lambda one: one.line), whole=False)
            for line in entry:
                lines[line - 1] = ""
            if not first:  # of what stands twice the first is read
                left_out.append(key)
        else:
            return Around(raw, sorted(faults, key=lambda one: one.line), tuple(left_out))


def _slip(line: str, what: str) -> str:
    """The parser's words for two slips of the keyboard, "" for all else."""
    found = _COLUMN.search(what)
    if found is None:
        return ""
    rest = line[int(found[1]) - 1 :]
    word = _WORD.match(rest)
    if word:
        return f"write {word[0].lower()} in small letters, not {word[0]}"
    if what.startswith("Expected newline") and rest:
        return (
            f"nothing may stand behind a value but # and a remark: {rest[0]} in column {found[1]}"
        )
    return ""


def _entry(lines: list[str], number: int) -> range | None:
    """The lines of the entry that a fault lies in, or whose list was still open there.

    None where it is no entry, or one with a text over several lines.
    """
    if any(_LONG.search(one) for one in lines[:number]):
        return None
    begins = [n for n, line in enumerate(lines, 1) if _BEGINS.match(line)]
    at = bisect.bisect_right(begins, number) - 1
    if at > 0 and begins[at] == number and _is_open(lines, range(begins[at - 1], number)):
        at -= 1
    if at < 0 or _OWN_LINE.match(lines[begins[at] - 1]) is None:
        return None
    if begins[at] != number and not _is_open(lines, range(begins[at], number)):
        return None  # a line that begins nothing and belongs to nothing
    return range(begins[at], begins[at + 1] if at + 1 < len(begins) else len(lines) + 1)


def _is_open(lines: list[str], some: range) -> bool:
    """Whether a list that begins on one of some lines is not closed on them."""
    return sum(_opened(lines[number - 1]) for number in some) > 0


def _opened(line: str) -> int:
    """How many brackets a line opens and does not close, beside its texts and remarks."""
    bare = _TEXTS.sub("", line).partition("#")[0]
    return bare.count("[") - bare.count("]")


def _unended(lines: list[str]) -> int | None:
    """The line of a text in single quotes that does not end, which the parser doesn't name."""
    for number, line in enumerate(lines, 1):
        if "'" in _TEXTS.sub("", line).partition("#")[0]:
            return number
    return None
