"""A list that comes again beside the project, in words: values that a face shows."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One thing to decide on, or to know, in words.

    Attributes:
        key: as ``ledger_decisions.chosen`` takes it.
        kind: as of ``ledger_lines.Line``.
        rows: of the list, numbered through all sheets.
        places: where they stand: the row, before it the sheet where there are several.
        numbers: what the rows call themselves.
        issues: their numbers here.
        issue_ids: their ids.
        name: what it is called.
        field: id of the field that differs, "" for none.
        here, there: its values in words, "" where there is none; of a shape a mark.
        by: who entered the project's value, "" where an import did.
        note: code of what there is to say of it.
        choices: of ``reissue_decisions.WORDS``; none where there is nothing to decide.
        proposed: what an import does where nobody decides; "" where it leaves all as it is.
    """

    key: str
    kind: str
    rows: tuple[int, ...]
    places: str
    numbers: str
    issues: str
    issue_ids: tuple[str, ...]
    name: str
    field: str
    here: str
    there: str
    by: str
    note: str
    choices: tuple[str, ...]
    proposed: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A comparison.

    Attributes:
        file: the list's name.
        sha256: hash of its bytes.
        of: names of the files that count as its earlier editions.
        left: sheets that look like tables and were not read.
        campaign: in which it was compared without being told so, "" for none.
        counts: by kind; ``unchanged`` and ``refused`` beside.
        lines: those to look at first before the others.
        old: outlines of issues by id, each ring ``lon, lat, lon, lat …``; of those that a line
            other than of a plain field names.
        new: the same of rows of the list.
    """

    file: str
    sha256: str
    of: tuple[str, ...]
    left: tuple[str, ...]
    campaign: str
    counts: dict[str, int]
    lines: tuple[ShownLine, ...]
    old: dict[str, tuple[array[float], ...]] = field(default_factory=dict)
    new: dict[int, tuple[array[float], ...]] = field(default_factory=dict)
