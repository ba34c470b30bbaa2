"""What a table of a comparison has to know of its lines, gathered while they come in parts.

By line, in columns, so that a filter or a decision over four hundred thousand lines is a few
steps over whole columns, and no stop of the window.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import compress, repeat
from operator import contains
from typing import Final, overload

import numpy as np
import numpy.typing as npt

from greenshield.domain.reissue_decisions import APART, ASIDE, KEEP, WORDS
from greenshield.domain.reissue_shown import ShownLine
from ui.imports.compare_words import KINDS, LATER

Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]  # of lines among all of them
_WORDS: Final = (LATER, *WORDS)
_CODE: Final = {word: n for n, word in enumerate(_WORDS)}
_PLAIN: Final = (APART, ASIDE, LATER)  # they name no issue: said in one line, they count in all
_ASKS: Final = 1 << 7  # beside the bits of the seven words, each at its code less one


class Picked(Sequence[ShownLine]):
    """Some of many lines, in their order.

    Attributes:
        places: of each its place among all of them.
    """

    def __init__(self, lines: Sequence[ShownLine], places: Places) -> None:
        self._lines = lines
        self.places = places

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> ShownLine: ...
    @overload
    def __getitem__(self, at: slice) -> Picked: ...
    def __getitem__(self, at: int | slice) -> ShownLine | Picked:
        if isinstance(at, slice):
            return Picked(self._lines, self.places[at])
        return self._lines[int(self.places[at])]


class Gathered:
    """The lines so far, and what is decided of them.

    Args:
        names: of values; those that no line has are told.

    Attributes:
        lines: all of them.
        kinds: how many lines each kind has.
        empty: of the names those that no line has a value for.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.lines: list[ShownLine] = []
        self.kinds: Counter[str] = Counter()
        self.empty = set(names)
        self._at: dict[str, int] = {}  # key -> place
        self._keys: list[str] = []
        self._texts: list[str] = []  # what is searched, folded
        self._kind = bytearray()
        self._may = bytearray()  # a bit for each word that fits, and for asking what a row is
        self._said = bytearray()  # codes of words
        self._chosen = bytearray()  # whether a person said it
        self._unsaid = bytearray()  # what an import is told where a person lets a line wait
        self._open = bytearray()  # whether it waits, and no other line of its rows says what it is
        self._beside: defaultdict[int, list[int]] = defaultdict(list)  # row -> lines that ask
        self._settled: Counter[int] = Counter()  # row -> how many of these are decided on

    def add(self, lines: Iterable[ShownLine], former: Gathered) -> None:
        """Takes more lines; what a person said of one that was among the former still counts."""
        for line in lines:
            at = len(self.lines)
            self.lines.append(line)
            self._at[line.key] = at
            self._keys.append(line.key)
            self._texts.append(_searched(line))
            self._kind.append(KINDS.index(line.kind))
            self.kinds[line.kind] += 1
            if self.empty:
                self.empty -= {name for name in self.empty if getattr(line, name)}
            asks = bool(line.choices) and not line.field and line.kind != "new"
            before = former.place(line.key) if line.choices else None
            is_chosen = before is not None and bool(former._chosen[before])
            word = former.said(line) if is_chosen else line.proposed or LATER
            fits = sum(1 << _CODE[one] - 1 for one in line.choices)
            self._may.append(fits | (_ASKS if asks else 0))
            self._said.append(_CODE[word])
            self._chosen.append(is_chosen)
            kept = (KEEP if line.field else ASIDE) if line.choices and line.proposed else LATER
            self._unsaid.append(_CODE[kept])
            self._open.append(bool(line.choices) and word == LATER)
            for row in line.rows if asks else ():
                self._beside[row].append(at)
                self._settled[row] += word != LATER
                for other in self._beside[row]:
                    self._weigh(other)

    def said(self, line: ShownLine) -> str:
        """What is decided of a line, ``LATER`` for nothing or one that is not there."""
        at = self._at.get(line.key)
        return LATER if at is None else _WORDS[self._said[at]]

    def is_open(self, line: ShownLine) -> bool:
        """Whether a line waits for a decision."""
        return bool(self._open[self._at[line.key]])

    def is_settled(self, line: ShownLine) -> bool:
        """Whether another line of its rows says what they are."""
        return self._is_settled(self._at[line.key])

    def open(self) -> int:
        """How many lines wait."""
        return sum(self._open)

    def place(self, key: str) -> int | None:
        """Where the line of a key stands among all."""
        return self._at.get(key)

    def find(self, kind: str, text: str, *, undecided: bool) -> Picked:
        """Those of a kind ("" for any) that hold a text; of these perhaps the open ones."""
        of_kind = _column(self._kind) == KINDS.index(kind) if kind else None
        found = np.ones(len(self.lines), bool) if of_kind is None else of_kind
        if undecided:
            found &= _column(self._open).view(bool)
        folded = text.strip().casefold()
        if folded:
            texts = compress(self._texts, found.tolist())
            found[found] = np.fromiter(map(contains, texts, repeat(folded)), bool)
        return Picked(self.lines, np.flatnonzero(found))

    def words(self, places: Places) -> list[str]:
        """What may be chosen for any of some lines."""
        fits = int(np.bitwise_or.reduce(_column(self._may)[places], initial=0))
        return [word for word in WORDS if fits & _bit(word)]

    def decide(self, places: Places, word: str) -> int:
        """Decides on lines, those that leave the choice; how many.

        A row is one thing alone: what was chosen in another line of it gives way, and of several
        lines of it at once the first one counts.
        """
        places = places[_column(self._may)[places] & _bit(word) != 0]
        is_asking = _column(self._may)[places] & _ASKS != 0
        plain = places[~is_asking]
        _column(self._said)[plain] = _CODE[word]
        _column(self._chosen)[plain] = True
        _column(self._open)[plain] = word == LATER
        count = len(plain)
        done: set[int] = set()
        for at in places[is_asking].tolist():
            rows = self.lines[at].rows
            if word not in _PLAIN and not done.isdisjoint(rows):
                continue
            self._say(at, word)
            count += 1
            if word != LATER:
                done.update(rows)
                self._give_way(at, word)
        return count

    def choices(self) -> dict[str, str]:
        """Key -> what an import is to be told of it: nothing is written of what waits.

        What is proposed it does by itself; told as a decision, a proposal would say that a row
        which lies elsewhere is the issue.
        """
        said = _column(self._said)
        told = np.where(said, said, _column(self._unsaid)) * _column(self._chosen)
        words = map(_WORDS.__getitem__, told[told != 0].tolist())
        return dict(zip(compress(self._keys, told.tolist()), words, strict=True))

    def _say(self, at: int, word: str) -> None:
        more = (word != LATER) - (self._said[at] != _CODE[LATER])
        self._said[at], self._chosen[at] = _CODE[word], True
        self._weigh(at)
        for row in self.lines[at].rows if more else ():
            self._settled[row] += more
            for other in self._beside[row]:
                self._weigh(other)

    def _give_way(self, at: int, word: str) -> None:
        others = {n for row in self.lines[at].rows for n in self._beside[row] if n != at}
        for other in sorted(others):
            follows = word in _PLAIN and word in self.lines[other].choices
            self._say(other, word if follows else LATER)

    def _weigh(self, at: int) -> None:
        self._open[at] = self._said[at] == _CODE[LATER] and not self._is_settled(at)

    def _is_settled(self, at: int) -> bool:
        if not self._may[at] & _ASKS:
            return False
        return all(self._settled[row] for row in self.lines[at].rows)


def _column(values: bytearray) -> npt.NDArray[np.uint8]:
    """A column to work on as a whole; no line may be added while it is held."""
    return np.frombuffer(values, np.uint8)


def _bit(word: str) -> int:
    """Of the word; of ``LATER`` that of any."""
    return 1 << _CODE[word] - 1 if word != LATER else ~_ASKS & 0xFF


def _searched(line: ShownLine) -> str:
    parts = (line.places, line.numbers, line.issues, line.name, line.here, line.there, line.by)
    return "\n".join(parts).casefold()
