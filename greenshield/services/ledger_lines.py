"""A comparison line by line, as a person decides on it: what differs, and what may be chosen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from greenshield.domain.reissue import Regrouped, Unsure
from greenshield.domain.reissue_decisions import APART, ASIDE, KEEP, MERGE, SAME, SPLIT, TAKE
from greenshield.log import canonical
from greenshield.services.ledger_compare import Compared, FieldChange, RowChange

_CHOICES: Final = {
    "new": (APART, ASIDE),
    "split": (SPLIT, APART, ASIDE),
    "merged": (MERGE, APART, ASIDE),
    "renumbered": (SAME, APART, ASIDE),
}
_STRAYED: Final = ("swapped", "moved")
_AS_THEY_ARE: Final[tuple[str, ...]] = (APART, ASIDE)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to decide on, or to know.

    Attributes:
        marks: its rows by sheet and number, see ``ledger_rows.ListRow``.
        kind: ``field``, ``new``, ``gone``, ``split``, ``merged``, ``renumbered``, ``unsure``.
        note: code of what there is to say of it; ``reissue_…``.
        choices: of ``reissue_decisions.WORDS``; none where there is nothing to decide.
        change: of a field.
    """

    kind: str
    rows: tuple[int, ...]
    issues: tuple[str, ...]
    note: str
    choices: tuple[str, ...] = ()
    change: FieldChange | None = None
    marks: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Tells this line from any other, and from itself once the values have changed."""
        field = values = ""
        if self.change is not None:
            field = self.change.field
            plain = canonical.dumps([self.change.here, self.change.there])
            values = hashlib.sha256(plain).hexdigest()[:12]
        return "|".join((self.kind, "+".join(self.marks), "+".join(self.issues), field, values))


def lines(found: Compared) -> list[Line]:
    """The lines, the ones to look at first: what was regrouped, then what changed, is new, gone."""
    told, asked = found.verdicts, asked_rows(found)
    made = [
        *(_unsure(item) for item in told.unsure),
        *(_group(found, "split", group) for group in told.split),
        *(_group(found, "merged", group) for group in told.merged),
        *(_group(found, "renumbered", group) for group in told.renumbered),
        *(line for c in changed(found) for line in _fields(c, asked=c.row in asked)),
        *(Line("new", (row,), (), "reissue_note_new", _CHOICES["new"]) for row in told.new),
        *(Line("gone", (), (issue,), "reissue_note_gone") for issue in told.gone),
    ]
    return [replace(line, marks=tuple(found.rows[n].mark for n in line.rows)) for line in made]


def changed(found: Compared) -> list[RowChange]:
    """The changes field by field, with what an import takes of each without being asked.

    Nothing of a row whose patch is not that of the issue whose number it bears: an import refuses
    it until a person says whose it is.
    """
    asked = asked_rows(found)
    return [
        replace(c, fields=tuple(replace(one, taken=False) for one in c.fields))
        if c.row in asked
        else c
        for c in found.changed
    ]


def asked_rows(found: Compared) -> frozenset[int]:
    """The rows of which an import takes nothing before a person says whose they are."""
    return frozenset(
        row for one in found.verdicts.unsure if one.why in _STRAYED for row in one.rows
    )


def note_of(change: FieldChange, *, asked: bool = False) -> str:
    """The code of what becomes of a field without a decision.

    Args:
        change: the field.
        asked: nothing of its row is taken before a person says whose it is.
    """
    if asked and not change.locked:
        return "reissue_note_asked"
    if change.taken:
        return "reissue_note_taken"
    if change.locked:
        return "reissue_note_locked"
    if change.by:
        return "reissue_note_by"
    if change.later:
        return "reissue_note_later"
    return "reissue_note_left"


def _fields(change: RowChange, *, asked: bool) -> Iterator[Line]:
    for one in change.fields:
        choices = () if one.locked else (TAKE, KEEP)
        note = note_of(one, asked=asked)
        yield Line("field", (change.row,), (change.issue_id,), note, choices, one)


def _group(found: Compared, kind: str, group: Regrouped) -> Line:
    note, choices = f"reissue_note_{kind}", _CHOICES[kind]
    if kind == "merged" and len({found.issues[i].division for i in group.issues}) > 1:
        note, choices = "reissue_note_merged_counties", _AS_THEY_ARE
    elif kind != "renumbered" and any(found.met.get(row) in group.issues for row in group.rows):
        note = f"reissue_note_{kind}_kept"
    return Line(kind, group.rows, group.issues, note, choices)


def _unsure(item: Unsure) -> Line:
    choices = _AS_THEY_ARE
    if item.why in _STRAYED:
        choices = (SAME, ASIDE)
    elif len(item.issues) == 1:
        choices = (SAME if len(item.rows) == 1 else SPLIT, *choices)
    elif len(item.rows) == 1:
        choices = (MERGE, *choices)
    return Line("unsure", item.rows, item.issues, f"reissue_why_{item.why}", choices)


def plain_field(change: FieldChange) -> dict[str, Any]:
    """A changed field as JSON."""
    is_shape = change.field == "geom"
    return {
        "field": change.field,
        "here": _shape(change.here) if is_shape else change.here,
        "there": _shape(change.there) if is_shape else change.there,
        "by": change.by,
        "locked": change.locked,
        "taken": change.taken,
        "later": change.later,
    }


def _shape(value: Any) -> str | None:
    """A shape by the beginning of the hash of its value."""
    if value is None:
        return None
    return f"#{hashlib.sha256(canonical.dumps(value)).hexdigest()[:8]}"
