"""Reads back the sheet in which a person decided on a comparison.

Every decision is held against the comparison as it is now: one whose issue, row or values have
changed since is told, and not taken. Nothing at all is taken of a row with a decision that can't
be taken: what an import does without being asked may be just what the person forbade.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from greenshield import messages
from greenshield.domain.errors import Problem, UnreadableError, UsageError
from greenshield.domain.reissue import Regrouped
from greenshield.domain.reissue_decisions import (
    APART,
    ASIDE,
    MERGE,
    SAME,
    SPLIT,
    TAKE,
    WORDS,
    Decisions,
)
from greenshield.formats.sheet_grid import Grid, Workbook
from greenshield.formats.sheets import read_sheets
from greenshield.services import ledger_rows
from greenshield.services.ledger_compare import Compared
from greenshield.services.ledger_existing import POSITION
from greenshield.services.ledger_lines import Line, lines

_LANGS = ("zh", "en")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LOOKED_AT = 10  # rows in which the head is looked for
_STRAYED = ("reissue_why_swapped", "reissue_why_moved")


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided.

    Attributes:
        rows: for the import, by sheet.
        splits: issues that are to become several, with the rows that they become.
        merges: issues that are to become one.
        problems: decisions that were not taken, and rows that nobody decided on.
    """

    rows: Mapping[str, Decisions]
    splits: tuple[Regrouped, ...]
    merges: tuple[Regrouped, ...]
    problems: tuple[Problem, ...]


def read(found: Compared, sheet: Path) -> Decided:
    """Reads the decisions on a comparison.

    Args:
        found: the comparison of the list that is to be imported, as it is now.
        sheet: what ``ledger_compare_out.write`` wrote and a person filled in.

    Raises:
        UsageError: ``reissue_other_list``: the sheet is about another list.
        UnreadableError: ``reissue_sheet_unknown``: it is no such sheet; it can't be read.
        SurroundingsError: no permission.
    """
    book = read_sheets(sheet)
    grid, head, columns = _table(book)
    told = {text for each in book.grids for row in each.rows for text in row if _is_hash(text)}
    if found.sha256 not in told:
        raise UsageError("reissue_other_list", file=sheet.name, list=found.file)
    return _Reader(found, sheet.name).run(_given(grid, head, columns))


def chosen(found: Compared, choices: Mapping[str, str]) -> Decided:
    """Decisions that a face was given.

    Args:
        found: the comparison of the list that is to be imported, as it is now.
        choices: key of a line -> one of ``reissue_decisions.WORDS``.
    """
    words = {word: messages.text(f"reissue_{word}", {}, _LANGS[0]) for word in WORDS}
    given = ((None, words.get(word, word), key) for key, word in choices.items())
    return _Reader(found, found.file).run(given)


def _table(book: Workbook) -> tuple[Grid, int, tuple[int, int]]:
    """The table, the row of its head, and the columns of choice and key."""
    for lang in _LANGS:
        names = messages.text("reissue_heads", {}, lang).split("|")
        for grid in book.grids:
            for at, row in enumerate(grid.rows[:_LOOKED_AT]):
                if names[0] in row and names[-1] in row:
                    return grid, at, (row.index(names[0]), row.index(names[-1]))
    raise UnreadableError("reissue_sheet_unknown", file=book.file)


def _given(
    grid: Grid, head: int, columns: tuple[int, int]
) -> Iterator[tuple[int | None, str, str]]:
    """Of each line its row in the sheet, what was chosen, and its key."""
    for at in range(head + 1, len(grid.rows)):
        chosen, key = (grid.cell(at, column) for column in columns)
        word = "" if chosen is None else str(chosen).strip()
        if isinstance(key, str) and key and word:
            yield at + 1, word, key


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def _place(key: str) -> str:
    """What a line is about, whatever its values: its key without their hash."""
    return key.rpartition("|")[0]


def _told(key: str) -> tuple[str, list[str], list[str]]:
    """What a line is about: its kind, the marks of its rows, its issues."""
    kind, marks, issues = (*key.split("|"), "", "", "")[:3]
    return kind, [m for m in marks.split("+") if m], [i for i in issues.split("+") if i]


class _Reader:
    def __init__(self, found: Compared, file: str) -> None:
        self._found = found
        self._file = file
        self._words = {
            messages.text(f"reissue_{word}", {}, lang).casefold(): word
            for word in WORDS
            for lang in _LANGS
        }
        self._by_mark = {row.mark: n for n, row in found.rows.items()}
        self._problems: list[Problem] = []
        self._refused: set[int] = set()  # rows of which nothing is taken

    def run(self, given: Iterator[tuple[int | None, str, str]]) -> Decided:
        known = {line.key: line for line in lines(self._found)}
        its_rows = {_place(line.key): line.rows for line in known.values()}
        chosen: dict[str, str] = {}
        for at, word, key in given:
            choice, line = self._words.get(word.casefold()), known.get(key)
            if choice is None:
                self._tell("reissue_word_unknown", at, given=word[:40], known=self._accepted(line))
            elif line is None and _place(key) not in its_rows and self._is_done(choice, key):
                continue
            elif line is None:
                code = "reissue_line_stale" if self._has_rows(key) else "reissue_row_not_taken"
                number = self._called(key)
                self._tell(code, at, given=word, number=number, rows=self._named(key))
            elif choice not in line.choices:
                self._tell("reissue_choice_unfit", at, given=word, known=self._accepted(line))
            else:
                chosen[key] = choice
                continue
            self._refused.update(its_rows.get(_place(key)) or self._rows(key))
        return self._decided(known, chosen)

    def _rows(self, key: str) -> tuple[int, ...]:
        """The rows that a line names which is there no more; none of one about a single value.

        That value differs no more, so that nothing is left to take of it.
        """
        kind, marks, _ = _told(key)
        return () if kind == "field" else self._numbers(marks)

    def _has_rows(self, key: str) -> bool:
        """Whether all rows of a line that is there no more were read and can be taken."""
        return all(mark in self._by_mark for mark in _told(key)[1])

    def _named(self, key: str) -> str:
        """The rows of a line as they stand in the list: sheet and number of each."""
        return "、".join(ledger_rows.named(mark) for mark in _told(key)[1]) or "—"

    def _called(self, key: str) -> str:
        """The numbers of what a line is about: of its issues, else of its rows."""
        _, marks, ids = _told(key)
        issues = [self._found.issues[one].number for one in ids if one in self._found.issues]
        rows = [self._found.rows[n].number for n in self._numbers(marks)]
        return "、".join(dict.fromkeys(issues or rows)) or "—"

    def _numbers(self, marks: Iterable[str]) -> tuple[int, ...]:
        return tuple(self._by_mark[mark] for mark in marks if mark in self._by_mark)

    def _is_done(self, choice: str, key: str) -> bool:
        """Whether a line is there no more because what was chosen has been done already."""
        _, marks, issues = _told(key)
        met = [self._found.met.get(row) for row in self._numbers(marks)]
        if not met or None in met or len(met) != len(marks):
            return False
        if choice in (TAKE, SAME):
            return met == list(issues)
        if choice in (SPLIT, MERGE):
            made_of = self._found.made_of
            return all(set(made_of.get(str(one), ())) == set(issues) for one in met)
        return choice == APART and not set(issues).intersection(map(str, met))

    def _decided(self, known: Mapping[str, Line], chosen: Mapping[str, str]) -> Decided:
        fields: dict[str, dict[str, bool]] = defaultdict(dict)
        by_row: dict[int, set[tuple[str, tuple[str, ...]]]] = defaultdict(set)
        for key, choice in chosen.items():
            line = known[key]
            if line.change is not None:
                fields[line.issues[0]][line.change.field] = choice == TAKE
                continue
            for row in line.rows:
                by_row[row].add((choice, line.issues if choice in (SAME, SPLIT, MERGE) else ()))
        aside = {row for row, choices in by_row.items() if len(choices) > 1}
        for row in sorted(aside):
            self._tell("reissue_decided_twice", None, number=self._found.rows[row].row)
        aside |= self._refused
        groups: dict[str, list[Regrouped]] = {SPLIT: [], MERGE: []}
        same: dict[int, str] = {}
        for key, choice in chosen.items():
            line = known[key]
            if choice == ASIDE:
                aside.update(line.rows)
            elif choice in groups and not aside & set(line.rows):
                groups[choice].append(Regrouped(line.issues, line.rows))
            elif choice == SAME and not aside & set(line.rows):
                same[line.rows[0]] = line.issues[0]
        aside |= self._undecided(known, by_row.keys() | self._refused, fields)
        rows = {sheet: self._of_sheet(sheet, same, aside, fields) for sheet in self._found.sheets}
        return Decided(rows, tuple(groups[SPLIT]), tuple(groups[MERGE]), tuple(self._problems))

    def _of_sheet(
        self,
        sheet: str,
        same: Mapping[int, str],
        aside: Collection[int],
        fields: Mapping[str, Mapping[str, bool]],
    ) -> Decisions:
        its = {n: row.row for n, row in self._found.rows.items() if row.sheet == sheet}
        return Decisions(
            {its[n]: issue for n, issue in same.items() if n in its},
            frozenset(its[n] for n in aside if n in its),
            dict(fields),
        )

    def _undecided(
        self,
        known: Mapping[str, Line],
        decided: Collection[int],
        fields: Mapping[str, Mapping[str, bool]],
    ) -> set[int]:
        """Rows that may be a known issue, and of which nobody said what they are.

        Who decided on the place of a row that lies elsewhere has said that it is the issue.
        """
        out: set[int] = set()
        for line in known.values():
            if line.kind in ("field", "new", "gone"):
                continue
            if line.note in _STRAYED and not fields.get(line.issues[0], {}).keys().isdisjoint(
                POSITION
            ):
                continue
            rows = [row for row in line.rows if row not in decided]
            for row in rows:
                if row not in out:
                    number = self._found.rows[row].number
                    self._tell("reissue_undecided", None, fatal=False, number=number)
            out.update(rows)
        return out

    def _accepted(self, line: Line | None) -> str:
        choices = WORDS if line is None else line.choices
        return "、".join(messages.text(f"reissue_{word}", {}, "zh") for word in choices) or "—"

    def _tell(self, code: str, at: int | None, *, fatal: bool = True, **params: object) -> None:
        self._problems.append(Problem(code, self._file, at, "", params, fatal))
