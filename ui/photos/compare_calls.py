"""What runs in the worker for comparing two photos; it composes services, and decides nothing.

Services are imported inside the functions: the window imports this file too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ui.tasks.work import Work

if TYPE_CHECKING:
    from greenshield.services.photo_sets import Pair


def told(work: Work, issue: str, besides: Sequence[str] = ()) -> dict[str, Any]:
    """An issue's before/after pairs, and the photos that can be put side by side.

    Args:
        work: the worker.
        issue: its id.
        besides: photos of the project that are offered although the issue has them not.
    """
    from greenshield.services import issue_search, photo_pages, photo_pair, photo_sets

    shown = issue_search.by_id(work.project, issue)
    own = photo_pair.photos_of(work.project, issue)
    offered = list(dict.fromkeys([*own, *besides]))
    return {
        "issue": issue if shown is None else shown.number,
        "issue_id": issue,
        "pairs": [_plain(p) for p in photo_sets.pairs(work.project, issue)],
        "rows": {row["sha256"]: row for row in photo_pages.rows(work.project, offered)},
    }


def pair(work: Work, issue: str, before: str, after: str) -> dict[str, Any]:
    """How two photos go together, whichever they are."""
    from greenshield.services import photo_pair

    return _plain(photo_pair.pair(work.project, issue, before, after))


def pair_in_order(work: Work, issue: str, one: str, other: str) -> dict[str, Any]:
    """As ``pair``; the older one stands on the side of before."""
    found = pair(work, issue, one, other)
    if found["after_day"] and found["before_day"] > found["after_day"]:
        return pair(work, issue, other, one)
    return found


def nearest(work: Work, issue: str, after: str) -> str:
    """The photo of before that a later one is most like, "" where the issue has none."""
    from greenshield.services import photo_nearest

    found = photo_nearest.nearest(work.project, issue, after)
    return found[0].pair.before if found else ""


def _plain(found: Pair) -> dict[str, Any]:
    """A pair with how the later photo differs from the earlier, in both languages."""
    from greenshield.services import photo_words

    told = found.difference
    differs = {} if told is None else {x: photo_words.difference(told, x) for x in ("zh", "en")}
    return {**asdict(found), "differs": differs}
