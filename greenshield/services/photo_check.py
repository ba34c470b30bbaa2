"""All that is doubtful about photos, for a person to look through: nothing here is a verdict."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain.errors import UsageError
from greenshield.domain.guards.photos import MEASURED_POSITIONS
from greenshield.project.project import Project
from greenshield.services import photo_late, photo_list, photo_proven
from greenshield.services.photo_trust import Doubts

SORTS: Final = ("most", "time", "name", "code")
MEASURED: Final = "measured"
CLAIMED: Final = "claimed"
UNKNOWN: Final = "none"


@dataclass(frozen=True, slots=True)
class Checked:
    """One photo about which something is odd.

    Attributes:
        item: as ``photos list`` has it.
        position: ``MEASURED`` by a device, ``CLAIMED`` by a person, or ``UNKNOWN``.
        time: likewise; a time that contradicts itself, or was to come, is claimed.
        warnings: what its file and place tell: codes and parameters.
        doubts: what follows from other photos and tracks.
    """

    item: dict[str, Any]
    position: str
    time: str
    warnings: Doubts
    doubts: Doubts


@dataclass(frozen=True, slots=True)
class Check:
    """What was found.

    Attributes:
        photos: how many were looked at.
        found: those about which something is odd, in the order that was asked for.
        counts: how many photos each code is told of, the most frequent first.
    """

    photos: int
    found: list[Checked]
    counts: dict[str, int]


def check(project: Project, *, issue: str = "", sort: str = "most") -> Check:
    """Looks at all photos, or those of an issue.

    Args:
        project: where they are.
        issue: only those tied to it.
        sort: ``most`` remarks and doubts first, by ``time``, by ``name``, or by ``code``: those
            of which the same is told together.

    Raises:
        UsageError: an unknown order, or an unknown or ambiguous issue.
    """
    if sort not in SORTS:
        raise UsageError("photo_sort_unknown", given=sort, known=", ".join(SORTS))
    listed = photo_list.photos(project, issue=issue, doubted=True)
    late = photo_late.by_photo(project, (item["sha256"] for item in listed.items))
    found = []
    for item in listed.items:
        warnings = listed.remarks[item["sha256"]]
        doubts = [*listed.doubts.get(item["sha256"], []), *late.get(item["sha256"], ())]
        if warnings or doubts:
            found.append(Checked(item, _position(item), _time(item), warnings, doubts))
    told = Counter(code for one in found for code in dict.fromkeys(_codes(one)))
    if sort == "most":
        found.sort(key=lambda one: -len(_codes(one)))
    elif sort == "name":
        found.sort(key=lambda one: str(one.item["file"] or "").casefold())
    elif sort == "code":
        found.sort(key=_codes)
    return Check(len(listed.items), found, dict(told.most_common()))


def _codes(one: Checked) -> list[str]:
    """Doubts stand first: they are what no look at the photo alone would tell."""
    return [code for code, _ in (*one.doubts, *one.warnings)]


def _position(item: dict[str, Any]) -> str:
    if item["lon"] is None or item["lat"] is None:
        return UNKNOWN
    return MEASURED if item["position_source"] in MEASURED_POSITIONS else CLAIMED


def _time(item: dict[str, Any]) -> str:
    if not item["taken_at"]:
        return UNKNOWN
    return (
        MEASURED if photo_proven.is_proven(item["taken_at_source"], item["warnings"]) else CLAIMED
    )
