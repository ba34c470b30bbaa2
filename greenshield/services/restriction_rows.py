"""Reads the rows of a negative list: measures, spaces and level of each, or why it is refused."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any, Final

from greenshield import reference, resources
from greenshield.domain.codes import CodeTables
from greenshield.domain.errors import Problem, UsageError
from greenshield.formats.ledger_words import Words
from greenshield.formats.listed import Listed
from greenshield.formats.listed_cells import Cells
from greenshield.services import ledger_reading, restriction_measures

KNOWN: Final = (
    "measure", "space", "level", "wording", "source_doc", "issued_by", "valid_from", "valid_to",
    "remark",
)  # fmt: skip
_PLAIN: Final = frozenset(("measure", "space", "level"))
_SPACES: Final = re.compile(r"[、,，;；/\s]+|和|及|与")


@cache
def words() -> Words:
    """The words by which negative lists name their columns."""
    shipped = ledger_reading.synonyms({})
    own = tomllib.loads(resources.path("restriction_columns.toml").read_text("utf-8"))["fields"]
    return Words.of(shipped | {"fields": own, "states": {}})


class Reader:
    """Types the rows of a list; what can't be judged by later is refused.

    ``space`` and ``level`` speak for rows that say none, in codes or words.

    Attributes:
        refused: rows.
        problems: why, and remarks on cells.
    """

    def __init__(self, listed: Listed, space: str, level: str) -> None:
        self.refused = 0
        self.problems: list[Problem] = []
        self._listed = listed
        self._tables = reference.code_tables()
        self._space = spaces_of(self._tables, space, "--space") if space else []
        self._level = level_of(self._tables, level) if level else ""

    def rows(self) -> list[tuple[int, dict[str, Any]]]:
        """Row -> typed values of each that is taken."""
        listed = self._listed
        cells = Cells(
            "restriction", listed.file, listed.columns, words(), self._tables, _PLAIN,
            listed.typed, listed.date1904,
        )  # fmt: skip
        out = []
        for number, row in listed.records:
            values = cells.read(number, row)
            if self._complete(number, values):
                out.append((number, values))
        self.problems = [*cells.problems, *self.problems]
        return out

    def _complete(self, number: int, values: dict[str, Any]) -> bool:
        """Reads the measure, the spaces and the level of a row; False where one is missing."""
        measure, space = values.pop("measure", ""), values.pop("space", "")
        level = values.get("level", "") or self._level
        if not measure:
            return self._refuse(number, "restriction_no_measure")
        try:
            spaces = spaces_of(self._tables, space, "space") if space else self._space
            values["level"] = level_of(self._tables, level) if level else ""
        except UsageError as error:
            return self._refuse(number, "restriction_word_unknown", **error.params)
        if not spaces or not values["level"]:
            lacks = "restriction_no_space" if not spaces else "restriction_no_level"
            return self._refuse(number, lacks)
        values["space_codes"] = spaces
        found = restriction_measures.read(self._tables, measure)
        values |= found.values()
        for code, params in found.remarks():
            self._tell(code, number, params, fatal=False)
        return True

    def _refuse(self, number: int, code: str, **params: object) -> bool:
        self.refused += 1
        self._tell(code, number, params)
        return False

    def _tell(self, code: str, row: int, params: dict[str, Any], *, fatal: bool = True) -> None:
        self.problems.append(Problem(code, self._listed.file, row, "", params, fatal=fatal))


def spaces_of(tables: CodeTables, text: str, where: str) -> list[str]:
    """The codes of one or several spaces.

    Raises:
        UsageError: ``code_unknown``.
    """
    table = tables.table("restricted_space")
    whole = table.find(text.strip())
    if whole is not None:
        return [whole.code]
    out = []
    for part in filter(None, _SPACES.split(text.strip())):
        found = table.find(part)
        if found is None:
            raise UsageError("code_unknown", given=part, known=table.accepted(), field=where)
        out.append(found.code)
    return list(dict.fromkeys(out))


def level_of(tables: CodeTables, text: str) -> str:
    """The code for barred or limited.

    Raises:
        UsageError: ``code_unknown``.
    """
    table = tables.table("restriction_level")
    found = table.find(text.strip())
    if found is None:
        raise UsageError("code_unknown", given=text, known=table.accepted(), field="level")
    return found.code
