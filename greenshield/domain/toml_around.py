"""Reads a TOML text around its faults, so that what stands on its other lines is checked as well.

A parser stops at the first fault. Where that is a line of its own, ``key = value`` and nothing
that goes on below, the text is read again without it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any, Final

from greenshield.domain.toml_lines import TomlLines, line_in_message

_MOST: Final = 50  # faults of one file: each takes a reading of the whole
_OWN_LINE: Final = re.compile(r"^\s*[A-Za-z0-9_.\"'-]+\s*[=＝]")
_LONG: Final = re.compile("\"\"\"|'''")
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
        whole: the rest can be judged; not where a fault reaches over several lines.
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
            key, first = known.twice(number) or (known.at(number), 0)
            faults.append(
                Fault(number, key, f"stands twice, first in line {first}" if first else what)
            )
            if len(faults) >= _MOST or not _stands_alone(lines, number):
                return Around({}, sorted(faults, key=lambda one: one.line), whole=False)
            lines[number - 1] = ""
            if not first:  # of what stands twice the first is read
                left_out.append(key)
        else:
            return Around(raw, sorted(faults, key=lambda one: one.line), tuple(left_out))


def _stands_alone(lines: list[str], number: int) -> bool:
    """Whether a line is a key with its whole value, and no list of an earlier one goes on in it."""
    line = lines[number - 1]
    if _OWN_LINE.match(line) is None or any(_LONG.search(one) for one in lines[:number]):
        return False
    return sum(_opened(one) for one in lines[: number - 1]) <= 0 and _opened(line) <= 0


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
