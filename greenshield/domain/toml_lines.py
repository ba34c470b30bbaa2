"""Finds the line on which a key of a TOML text stands, for faults that the parser can't place."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]#]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_.\"'-]+)\s*[=＝]")  # the latter is a fault, and told by its key
_AT_LINE = re.compile(r"at line (\d+)")


class TomlLines:
    """Lines of keys by dotted path; the nth ``[[table]]`` is ``table.n`` from 0.

    Attributes:
        end: the last line, where what is missing altogether would go.
    """

    def __init__(self, text: str) -> None:
        self.end = max(1, len(text.splitlines()))
        self._lines: dict[str, int] = {}
        self._paths: dict[int, str] = {}
        self._again: dict[int, tuple[str, int]] = {}
        counts: dict[str, int] = {}
        here = ""
        for number, line in enumerate(text.splitlines(), 1):
            header = _HEADER.match(line)
            key = _KEY.match(line)
            if header:
                here = header[2].replace('"', "")
                if header[1] == "[[":
                    counts[here] = counts.get(here, -1) + 1
                    here = f"{here}.{counts[here]}"
                self._stands(here, number)
            elif key:
                name = key[1].strip("\"'")
                self._stands(f"{here}.{name}" if here else name, number)

    def _stands(self, path: str, number: int) -> None:
        self._paths[number] = path
        first = self._lines.setdefault(path, number)
        if first != number:
            self._again[number] = (path, first)

    def at(self, number: int) -> str:
        """The path of what begins on a line, "" for none."""
        return self._paths.get(number, "")

    def twice(self, number: int) -> tuple[str, int] | None:
        """What a line says for the second time, and the line that said it first."""
        return self._again.get(number)

    def of(self, path: str) -> int | None:
        """The line of a dotted path, or of the nearest thing above it that can be found."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path.rpartition(".")[0]
        return None


def line_in_message(message: str) -> int | None:
    """The line that ``tomllib`` names in its message."""
    match = _AT_LINE.search(message)
    return int(match[1]) if match else None
