"""By what the features of a map's layers differ in look: state, kind, zone, tie."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from greenshield.domain import workflow
from greenshield.domain.deadlines import CHECKING, is_check_overdue, is_overdue

Styles = npt.NDArray[np.uint8]

OVERDUE: Final = "+overdue"
OTHER: Final = "other"
_MAY_BE_LATE: Final = (CHECKING, *workflow.UNDONE)
ISSUE: Final = (*workflow.STATES, *(state + OVERDUE for state in _MAY_BE_LATE), OTHER)
ZONE: Final = (
    "core_protect", "general_control", "core", "buffer", "experimental", "outside", "unzoned",
    OTHER,
)  # fmt: skip
HAND: Final = "+hand"
_TIES: Final = ("tagged", "choice", "untagged")
DOUBT: Final = "+doubt"
PHOTO: Final = (*(tie + HAND for tie in _TIES), *(tie + DOUBT for tie in _TIES), *_TIES)
"""How a photo is tied; with ``HAND`` where a person placed it, which is no measured position, and
with ``DOUBT`` where its own file casts doubt on the position that it gives."""
MARKER_KINDS: Final = ("post", "signboard", "stele", "notice", OTHER)
CONDITIONS: Final = (
    "intact", "damaged", "leaning", "illegible", "covered", "moved", "missing", "unknown",
)  # fmt: skip
MARKER: Final = tuple(f"{kind}:{found}" for kind in MARKER_KINDS for found in CONDITIONS)
"""A marker's look tells what it is and how it was found: ``post:leaning``."""
_LEVELS: Final = ("national", "provincial", OTHER)
BY_LAYER: Final[dict[str, tuple[str, ...]]] = {
    "area": _LEVELS,
    "redline": ("redline",),
    "control": ("control",),
    "zone": ZONE,
    "patch": ISSUE,
    "spot": ISSUE,
    "photo": PHOTO,
    "track": ("track",),
    "marker": MARKER,
}


def keys(layer: str, names: Iterable[str | None]) -> Styles:
    """The place of each style name in its layer's list; what is unknown counts as the last."""
    known = {name: index for index, name in enumerate(BY_LAYER[layer])}
    last = len(known) - 1
    return np.array([known.get(name or "", last) for name in names], dtype=np.uint8)


def marker_style(kind: str | None, condition: str | None) -> str:
    """The style of a marker; what has no code that is known is another kind, not known how."""
    shown = kind if kind in MARKER_KINDS else OTHER
    return f"{shown}:{condition if condition in CONDITIONS else CONDITIONS[-1]}"


def issue_styles(
    issues: Iterable[tuple[str, str | None, str | None, str | None]], day: str
) -> list[str]:
    """The styles of issues: the state, marked where check or rectification is overdue on a day.

    Args:
        issues: state, the one it came from, deadline, and by when to check, of each.
        day: ISO.
    """
    overdue = {state: state + OVERDUE for state in _MAY_BE_LATE}
    return [
        overdue[state]
        if is_overdue(state, came_from, deadline, day)
        or is_check_overdue(state, came_from, check_due, day)
        else state
        for state, came_from, deadline, check_due in issues
    ]
