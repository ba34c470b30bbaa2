"""A sheet as plain cells: what every reader of workbooks, text tables and web pages gives."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from greenshield.domain.errors import Problem

NOT_COUNTED = "#=?"  # a formula of which the file holds no result: its writer never worked it out


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell whose formula failed, with the text that the sheet shows, such as ``#REF!``."""

    text: str


@dataclass(frozen=True, slots=True)
class Percent:
    """A number in a cell that is shown as a percentage.

    Attributes:
        fraction: the stored number, 0.5 for what the sheet shows as 50 %.
    """

    fraction: float


class Formatted(float):
    """A number whose format writes more than the number: zeros before it, a text around it.

    Attributes:
        text: what the sheet shows, with all digits of the number.
        said: the number with the texts around it, as one would write it; "" without texts.
        rounded: whether the sheet shows fewer of its digits.
        split: whether texts stand between its digits, so that ``text`` is no number.
        unlike: whether the sheet shows something else, which is not known; ``text`` is the number.
        code: of the format; "" where the file has none.
    """

    __slots__ = ("code", "rounded", "said", "split", "text", "unlike")
    text: str
    said: str
    rounded: bool
    split: bool
    unlike: bool
    code: str

    def __new__(
        cls, number: float, text: str = "", said: str = "", *,
        rounded: bool = False, split: bool = False, unlike: bool = False,
    ) -> Formatted:  # fmt: skip
        """Makes one of a number."""
        made = super().__new__(cls, number)
        made.text, made.said = text, said
        made.rounded, made.split, made.unlike, made.code = rounded, split, unlike, ""
        return made


class BriefDay(dt.date):
    """A day of which the sheet shows a part: ``3月5日``, ``2024年3月``, ``2024``.

    Programs make such a day of what is typed as ``3-5`` or ``2024-3``, and add what was not typed.

    Attributes:
        shows: ``md`` without the year, ``ym`` without the day, ``y`` the year alone.
    """

    __slots__ = ("shows",)
    shows: str

    def __new__(cls, year: int, month: int, day: int, shows: str) -> BriefDay:
        """Makes one of a day."""
        made = super().__new__(cls, year, month, day)
        made.shows = shows
        return made

    @classmethod
    def of(cls, day: dt.date, shows: str) -> BriefDay:
        """The same day with what is shown of it."""
        return cls(day.year, day.month, day.day, shows)

    @property
    def known(self) -> int:
        """How many letters of the ISO day the sheet gives: the first of a month may be that month.

        Programs make such a first of ``2024-3``; another day is one that somebody gave.
        """
        if self.shows == "ym" and self.day == 1:
            return 7
        return 4 if self.shows == "y" and (self.month, self.day) == (1, 1) else 10

    def __reduce__(self) -> tuple[type[BriefDay], tuple[int, int, int, str]]:
        return BriefDay, (self.year, self.month, self.day, self.shows)


Cell = (
    None
    | str
    | int
    | float
    | bool
    | dt.date
    | dt.datetime
    | dt.time
    | dt.timedelta
    | CellError
    | Percent
)
Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, 0-based rows and columns, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet.

    Attributes:
        name: the sheet's name; for text tables the file's stem.
        rows: cells, ``rows[0]`` is the sheet's row 1 and ``rows[n][0]`` its column A. Empty
            cells are None, a row's trailing empty cells and trailing empty rows are left off.
        merges: merged ranges; the top left cell of one holds what is shown, others may hide more.
        hidden: True where the workbook hides the sheet.
        problems: what is to be said of the sheet, never fatal.
        hidden_rows: 0-based rows that nobody sees, such as those that a filter leaves out.
        struck: 0-based row and column of cells that are struck through.
    """

    name: str
    rows: list[Row]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    problems: tuple[Problem, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a 0-based row and column; None outside of the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets of one file.

    Attributes:
        file: the file's name.
        kind: ``xlsx``, ``xlsb``, ``xls``, ``ods``, ``xml``, ``html`` or ``text``.
        grids: the sheets in their order; sheets without cells (charts, macros) are left out.
        encoding: of the text, "" for binary kinds.
        delimiter: of a text table, else "".
        problems: what was repaired while reading, never fatal.
        date1904: the workbook counts days from 1904 (dates are already right, bare numbers not).
    """

    file: str
    kind: str
    grids: tuple[Grid, ...]
    encoding: str = ""
    delimiter: str = ""
    problems: tuple[Problem, ...] = ()
    date1904: bool = False


def trimmed(rows: list[Row]) -> list[Row]:
    """The rows without trailing empty cells and trailing empty rows; changes ``rows``."""
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def letter(column: int) -> str:
    """The column's letters as sheets show them: 0 -> A, 25 -> Z, 26 -> AA."""
    out = ""
    column += 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


@lru_cache(maxsize=1024)
def column_index(letters: str) -> int:
    """The 0-based column of letters such as ``AB``; the reverse of :func:`letter`."""
    out = 0
    for char in letters.upper():
        out = out * 26 + ord(char) - 64
    return out - 1


def shown(value: Cell) -> str:
    """A cell as text: as a person would read it, without a trailing ``.0`` on whole numbers."""
    if type(value) is float:  # most that are asked for
        return _number_text(value)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if type(value) is Formatted:
        return value.text
    if isinstance(value, Percent):
        return _number_text(round(value.fraction * 100, 10)) + "%"
    if isinstance(value, CellError):
        return value.text
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    if isinstance(value, dt.timedelta):
        return str(value)
    if type(value) is BriefDay:
        return value.isoformat()[: value.known]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _number_text(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
