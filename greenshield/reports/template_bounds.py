"""Bounds what a template may make and do: a few lines can ask for more than a computer has.

Jinja's sandbox keeps a template from the program and the computer, not from their memory and
time: it pads a word to two thousand million characters, doubles a text sixty times, runs a loop
inside a loop. Everything here is counted against one :class:`Budget` a document, and each text
is held to a length before it is made.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from jinja2 import Undefined
from jinja2.exceptions import SecurityError
from jinja2.utils import Namespace

LONGEST = 1_000_000
"""Characters that one value may have, all that it holds taken together."""

_MOST = 50_000_000  # characters that a document may be made of, and what is done for it
_A_STEP = 50  # what one turn of a loop, call or filter counts beside its characters
_WIDEST = 1000  # number in a format, of columns, of decimals
_BIG_NUMBER = re.compile(r"\d{4,}|\*")


@dataclass(slots=True)
class Budget:
    """What is left to make one document of."""

    left: int = _MOST

    def spend(self, amount: int = 0) -> None:
        """One step that makes or looks through that many characters.

        Raises:
            SecurityError: the template asks for more than a document may be.
        """
        self.left -= amount + _A_STEP
        if self.left < 0:
            raise SecurityError("the template makes too much or runs too long")

    def weighed(self, value: Any) -> Any:
        """A value that is going to be printed or compared, looked through to its last word.

        Raises:
            SecurityError: it is too long, or holds what has no end.
        """
        if isinstance(value, str):
            self.spend(fitting(len(value)))
        elif isinstance(value, Undefined) or value is None:
            return value
        else:
            self.spend(_weight(value))
        return value

    def counted(self, value: Any) -> Any:
        """Something that is going to be gone through: each turn is a step."""
        if isinstance(value, Undefined | Namespace):
            return value
        if isinstance(value, Collection):
            self.spend(len(value) * _A_STEP)
            return value
        return self._turns(value) if isinstance(value, Iterator) else value

    def _turns(self, values: Iterator[Any]) -> Iterator[Any]:
        for value in values:
            self.spend()
            yield value


def fitting(size: int) -> int:
    """A length that a value may have.

    Raises:
        SecurityError: it is too long.
    """
    if size > LONGEST:
        raise SecurityError(f"a text of {size} characters is too long")
    return size


def _weight(value: Any) -> int:
    """Characters and items of all that a value holds, each as often as it would be printed."""
    total, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        total = fitting(total + (len(one) if isinstance(one, str | bytes) else 1))
        if isinstance(one, Namespace):
            raise SecurityError("a namespace can't be printed or put in a list")
        if isinstance(one, Mapping):
            fitting(total + 2 * len(one))
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, Collection) and not isinstance(one, str | bytes):
            fitting(total + len(one))
            waiting += one
    return total


def check_replaced(text: Any, old: Any, new: Any) -> None:
    """Refuses a replacement whose result would be too long."""
    text, old, new = str(text), str(old), str(new)
    fitting(len(text) + text.count(old) * len(new))


def check_joined(parts: Iterable[Any], between: Any) -> list[Any]:
    """The parts of a text that will not be too long."""
    listed = list(parts)
    fitting(_weight(listed) + len(listed) * len(str(between)))
    return listed


def check_formatted(pattern: str, values: Collection[Any], marks: int) -> None:
    """Refuses a format that pads, or prints what it is given too often.

    Args:
        pattern: the format, of either kind.
        values: what it is given.
        marks: how many places it has to put them.
    """
    if _BIG_NUMBER.search(pattern):
        raise SecurityError("a width in a format is too large")
    fitting(len(pattern) + marks * (_weight(list(values)) + _WIDEST))


def check_braces(pattern: str, values: Collection[Any]) -> None:
    """As :func:`check_formatted`, of a format whose places stand in braces."""
    fields = list(Formatter().parse(pattern))
    if any("{" in (spec or "") for _, _, spec, _ in fields):
        raise SecurityError("a width in a format is taken from a value")
    check_formatted(pattern, values, len(fields))


def check_number(value: Any) -> None:
    """Refuses a number of columns or decimals that no document has."""
    if isinstance(value, int | float) and abs(value) > _WIDEST:
        raise SecurityError(f"{value} is too large here")
