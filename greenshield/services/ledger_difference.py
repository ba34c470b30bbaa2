"""What a row of a ledger says otherwise than its issue, and what of it an import writes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from greenshield.domain.errors import Problem
from greenshield.domain.state import IssueState, Write
from greenshield.services import ledger_worded
from greenshield.services.ledger_before import Before
from greenshield.services.ledger_existing import POINT, POSITION, Existing, same
from greenshield.services.ledger_returned import is_returned

_WKB = re.compile(r"01[0-9a-f]{40,}")  # a shape, shown by the beginning of its hash
_SHOWN: Final = 60  # characters of a value in a message
# Why a value stays, the strongest reason first -> what is told where a place stays for it.
_OF_A_PLACE: Final = {
    "ledger_value_locked": "ledger_place_locked",
    "ledger_value_differs": "ledger_place_differs",
    "ledger_value_later": "ledger_place_later",
}


@dataclass(slots=True)
class Difference:
    """What a row says otherwise than the issue.

    Attributes:
        values: what the import will write.
        left: field -> (code of the reason, value in the project, value in the row).
        there: field -> the write that the issue shows, for each field of the two that has one.
        later: field -> name of the later list that wrote what stays of it.
    """

    values: dict[str, Any] = field(default_factory=dict)
    left: dict[str, tuple[str, Any, Any]] = field(default_factory=dict)
    there: dict[str, Write] = field(default_factory=dict)
    later: dict[str, str] = field(default_factory=dict)

    def problems(
        self, file: str, row: int, columns: Mapping[str, str], word: Callable[[Any], Any],
        units: Mapping[str, str],
    ) -> list[Problem]:  # fmt: skip
        """A remark for each value that was left alone.

        Args:
            file: where it stands.
            row: likewise.
            columns: what the sheet calls each field.
            word: gives ids their names.
            units: in which the sheet has numbers.
        """
        out = []
        for name, (code, *pair) in self.left.items():
            told = [word(value) for value in pair]
            if all(isinstance(value, int | float) for value in pair):
                told = ledger_worded.beside(name, pair, units.get(name, ""), "zh", {})
            here, there = map(_short, told)
            params = {"field": name, "here": here, "there": there}
            if name in self.later:
                params["later"] = self.later[name]
            out.append(Problem(code, file, row, columns.get(name, ""), params, fatal=False))
        return out


def difference(
    there: Existing,
    values: Mapping[str, Any],
    asked: Mapping[str, bool] | None = None,
    seen: Callable[[str], str] | None = None,
    before: Before | None = None,
) -> Difference:
    """Compares a row's values with the issue's; what the row doesn't say is left alone.

    Args:
        there: the issue.
        values: of the row.
        asked: field -> what a person decided of it: True takes the row's value also where
            somebody entered another, False leaves it. What a move relied on stays either way.
        seen: gives a field's cell as it stands in the list, "" where there is none.
        before: the list's own earlier imports: what a later list wrote since then stays, unless
            a person decided otherwise. None where that is not asked.
    """
    out = Difference()
    values = there.untold(values, seen or (lambda _: ""))
    open_ = there.unlike(values)
    if not open_:
        return out
    state, asked = there.state, _whole(asked or {})
    for name, value in values.items():
        old = state.fields.get(name)
        if old is None:
            out.values[name] = value
            continue
        if name == "external_nos" and isinstance(old.value, list):
            value = [*old.value, *_new_numbers(old.value, value)]
        if same(old.value, value):
            continue
        if seen is not None and is_returned(name, old.value, value, seen(name)):
            continue
        out.there[name] = old.shown
        is_persons = bool(old.rivals) or old.shown.event_id not in there.by_import
        if name in state.locked.get("issue", {}):
            out.left[name] = ("ledger_value_locked", old.value, value)
        elif is_persons and not asked.get(name):
            out.left[name] = ("ledger_value_differs", old.value, value)
        elif before and not asked.get(name) and (by := before.overwritten_by(there, old.shown)):
            out.left[name], out.later[name] = ("ledger_value_later", old.value, value), by
        else:
            out.values[name] = value
    _leave(out, {name for name, take in asked.items() if not take})
    _whole_places(out, state)
    return out


def _whole(asked: Mapping[str, bool]) -> Mapping[str, bool]:
    """A position is decided on as a whole, by whichever part of it was shown."""
    told = [asked[name] for name in POSITION if name in asked]
    return {**asked, **dict.fromkeys(POSITION, all(told))} if told else asked


def _new_numbers(held: Sequence[Any], given: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The outside numbers of a row that an issue has not; an export names several in one cell."""
    known = {str(pair[1]) for pair in held if len(pair) == 2}
    out: list[Sequence[str]] = []
    for source, number in (pair for pair in given if pair not in held):
        parts = str(number).split(ledger_worded.BETWEEN_NUMBERS)
        if len(parts) > 1 and known.intersection(parts):
            out += [[source, part] for part in parts if part not in known]
        else:
            out.append([source, number])
    return out


def _leave(found: Difference, names: Collection[str]) -> None:
    """What a person decided to leave is neither written nor remarked."""
    for name in names:
        found.values.pop(name, None)
        found.left.pop(name, None)


def _whole_places(found: Difference, state: IssueState) -> None:
    first_patch = "geom" in found.values and "geom" not in state.fields
    if first_patch and "source_crs" not in state.locked.get("issue", {}):
        _take_first_patch(found)
    else:
        _keep_place_whole(found)


def _take_first_patch(found: Difference) -> None:
    """A first patch comes with its own coordinate system; the point before it stays as it is."""
    if "source_crs" in found.left:
        _, _, found.values["source_crs"] = found.left.pop("source_crs")
    stays = [name for name in POINT if name in found.left]
    for name in POINT if stays else ():
        found.values.pop(name, None)
    for name in stays[1:]:  # told once
        del found.left[name]


def _keep_place_whole(found: Difference) -> None:
    """A position is one thing: where a part of it has to stay, all of it does, told once."""
    parts = [name for name in POSITION if name in found.left]
    others = [name for name in POSITION if name in found.values]
    if not parts or not others:
        return
    reason = min((found.left[name][0] for name in parts), key=list(_OF_A_PLACE).index)
    first = next(name for name in parts if found.left[name][0] == reason)
    _, here, there = found.left[first]
    for name in parts:
        del found.left[name]
    for name in others:
        del found.values[name]
    found.left[first] = (_OF_A_PLACE[reason], here, there)


def _short(value: Any) -> str:
    if isinstance(value, list):  # of a number and its source the number alone
        value = ", ".join(str(one[-1] if isinstance(one, list) and one else one) for one in value)
    text = "" if value is None else str(value)
    if _WKB.fullmatch(text) or isinstance(value, dict):
        return f"#{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
