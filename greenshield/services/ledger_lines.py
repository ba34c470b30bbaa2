"""A comparison line by line, as a person decides on it: what differs, and what may be chosen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain.reissue import Regrouped, Unsure
from greenshield.log import canonical
from greenshield.services.ledger_compare import Compared, FieldChange, RowChange

TAKE, KEEP, SAME, APART, ASIDE, SPLIT, MERGE = (
    "take", "keep", "same", "apart", "aside", "split", "merge",
)  # fmt: skip
WORDS: Final = (TAKE, KEEP, SPLIT, MERGE, SAME, APART, ASIDE)
_CHOICES: Final = {
    "new": (APART, ASIDE),
    "split": (SPLIT, APART, ASIDE),
    "merged": (MERGE, APART, ASIDE),
    "renumbered": (SAME, APART, ASIDE),
}
_AS_THEY_ARE: Final[tuple[str, ...]] = (APART, ASIDE)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to decide on, or to know.

    Attributes:
        kind: ``field``, ``new``, ``gone``, ``split``, ``merged``, ``renumbered``, ``unsure``.
        note: code of what there is to say of it; ``reissue_…``.
        choices: of ``WORDS``; none where there is nothing to decide.
        change: of a field.
    """

    kind: str
    rows: tuple[int, ...]
    issues: tuple[str, ...]
    note: str
    choices: tuple[str, ...] = ()
    change: FieldChange | None = None

    @property
    def key(self) -> str:
        """Tells this line from any other, and from itself once the values have changed."""
        field = values = ""
        if self.change is not None:
            field = self.change.field
            plain = canonical.dumps([self.change.here, self.change.there])
            values = hashlib.sha256(plain).hexdigest()[:12]
        rows = "+".join(str(row) for row in self.rows)
        return "|".join((self.kind, rows, "+".join(self.issues), field, values))


def lines(found: Compared) -> list[Line]:
    """The lines, the ones to look at first: what was regrouped, then what changed, is new, gone."""
    told = found.verdicts
    return [
        *(_unsure(found, item) for item in told.unsure),
        *(_group(found, "split", group) for group in told.split),
        *(_group(found, "merged", group) for group in told.merged),
        *(_group(found, "renumbered", group) for group in told.renumbered),
        *(line for change in found.changed for line in _fields(change)),
        *(Line("new", (row,), (), "reissue_note_new", _CHOICES["new"]) for row in told.new),
        *(Line("gone", (), (issue,), "reissue_note_gone") for issue in told.gone),
    ]


def note_of(change: FieldChange) -> str:
    """The code of what becomes of a field without a decision."""
    if change.taken:
        return "reissue_note_taken"
    if change.locked:
        return "reissue_note_locked"
    if change.by:
        return "reissue_note_by"
    return "reissue_note_left"


def _fields(change: RowChange) -> Iterator[Line]:
    for one in change.fields:
        choices = () if one.locked else (TAKE, KEEP)
        yield Line("field", (change.row,), (change.issue_id,), note_of(one), choices, one)


def _group(found: Compared, kind: str, group: Regrouped) -> Line:
    note, choices = f"reissue_note_{kind}", _CHOICES[kind]
    if kind != "renumbered" and _keeps_number(found, group):
        note, choices = f"reissue_note_{kind}_kept", _AS_THEY_ARE
    elif kind == "merged" and len({found.issues[i].division for i in group.issues}) > 1:
        note, choices = "reissue_note_merged_counties", _AS_THEY_ARE
    return Line(kind, group.rows, group.issues, note, choices)


def _keeps_number(found: Compared, group: Regrouped | Unsure) -> bool:
    """Whether a row bears the number of an issue that would be replaced: no other may take it."""
    return any(found.met.get(row) in group.issues for row in group.rows)


def _unsure(found: Compared, item: Unsure) -> Line:
    choices = _AS_THEY_ARE
    if item.why in ("swapped", "moved"):
        choices = (SAME, ASIDE)
    elif _keeps_number(found, item):
        pass
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
    }


def _shape(value: Any) -> str | None:
    """A shape by the beginning of the hash of its value."""
    if value is None:
        return None
    return f"#{hashlib.sha256(canonical.dumps(value)).hexdigest()[:8]}"
