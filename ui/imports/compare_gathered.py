"""What a table of a comparison has to know of its lines, gathered while they come in parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from greenshield.domain.reissue_shown import ShownLine
from ui.imports.compare_words import LATER


def asks(line: ShownLine) -> bool:
    """Whether a line asks which issue its rows are."""
    return bool(line.choices) and not line.field and line.kind != "new"


@dataclass(slots=True)
class Gathered:
    """Of the lines so far.

    Attributes:
        lines: all of them.
        said: what is decided, by key.
        later: those of which nothing is.
        beside: of each row the lines that ask what it is.
        settled: by row, how many of these are decided on.
        kinds: how many lines each kind has.
        empty: of the names of values those that no line has.
    """

    empty: set[str]
    lines: list[ShownLine] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    later: dict[str, ShownLine] = field(default_factory=dict)
    beside: defaultdict[int, list[ShownLine]] = field(default_factory=lambda: defaultdict(list))
    settled: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, lines: Iterable[ShownLine], former: Mapping[str, str]) -> None:
        """Takes more lines; what was decided of one that is the same still counts."""
        for line in lines:
            self.lines.append(line)
            self.kinds[line.kind] += 1
            if self.empty:
                self.empty -= {name for name in self.empty if getattr(line, name)}
            if not line.choices:
                continue
            word = former.get(line.key, line.proposed)
            self.said[line.key] = word
            if word == LATER:
                self.later[line.key] = line
            for row in line.rows if asks(line) else ():
                self.beside[row].append(line)
                self.settled[row] += word != LATER
