"""What a layer of a vector file holds, and the texts in it, whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem
from greenshield.formats import encodings
from greenshield.formats.vectors_sketch import Sketch

_MOST_PROBLEMS = 1000  # of one kind, in one file


@dataclass(slots=True)
class Rows:
    """What a layer holds, in its order: three lists of one length, and the row problems.

    Attributes:
        numbers: of the features in the file, from 1.
        declared: the coordinate system, as the file has it.
        sketch: of all coordinates, where the reader had them at hand; None where the geometries
            are to be asked for them.
    """

    numbers: list[int] = field(default_factory=list)
    attributes: list[dict[str, Any]] = field(default_factory=list)
    geometries: list[BaseGeometry | None] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    declared: str = ""
    sketch: Sketch | None = None

    def add(self, more: Rows) -> None:
        """Takes on another layer's rows, numbered on from what is there."""
        before = self.last
        self.sketch = None if self.geometries else more.sketch
        self.numbers += [before + number for number in more.numbers]
        self.attributes += more.attributes
        self.geometries += more.geometries
        self.problems += [
            problem if problem.row is None or not before
            else Problem(problem.code, problem.file, before + problem.row, problem.column,
                         problem.params, problem.fatal)
            for problem in more.problems
        ]  # fmt: skip
        self.declared = self.declared or more.declared

    @property
    def last(self) -> int:
        """The number of the last feature."""
        return self.numbers[-1] if self.numbers else 0


def problem(code: str, shown: str, number: int, reason: str = "") -> Problem:
    """What is wrong with one feature; fatal where nothing of it could be read."""
    params = {"reason": reason[:200]} if reason else {}
    return Problem(code, shown, number, params=params, fatal=code == "vector_feature_unreadable")


class Decoder:
    """Decodes a file's texts, and remarks on those that can't be.

    Args:
        codec: Python's.
        shown: the file's name as the user gave it.
        problems: where the remarks go.
    """

    def __init__(self, codec: str, shown: str, problems: list[Problem]) -> None:
        self._codec = codec
        self._shown = shown
        self._problems = problems
        self._flaws = 0

    def names(self, raw: Iterable[bytes]) -> list[str]:
        """The columns' names, each another: those cut within a character may meet."""
        out: list[str] = []
        for one in raw:
            name = self.text(one, "", None)
            unique, suffix = name, 1
            while unique in out:
                unique, suffix = f"{name}_{suffix}", suffix + 1
            out.append(unique)
        return out

    def text(self, data: bytes, column: str, number: int | None) -> str:
        """A text in a column of a feature; without a number it is the column's own name."""
        if data.isascii():
            return data.decode("ascii")
        text, flaw = encodings.decode(data, self._codec)
        if flaw and self._flaws < _MOST_PROBLEMS:
            self._flaws += 1
            code = "vector_text_cut" if flaw == "cut" else "vector_text_undecodable"
            params = {"encoding": encodings.label_of(self._codec), "text": text[:50]}
            where = column if number is not None else text
            self._problems.append(Problem(code, self._shown, number, where, params, fatal=False))
        return text
