"""What a bar or a line of a chart asks the ledger for."""

from __future__ import annotations

_OF_PART: dict[str, dict[str, object]] = {
    "": {"problem": True},
    "overdue": {"overdue": True},
    "undone": {"undone": True},
    "completed": {"view": "issues", "undone": False, "adopted": False},
    "closed": {"view": "closed", "adopted": False},
    "adopted_done": {"problem": True, "undone": False, "adopted": True},
}
_LIST_OF_GROUP = {
    "activity": "activities", "key_problem": "key_problems", "source": "sources",
    "county": "divisions",
}  # fmt: skip
_UNPLACED = "000000"  # how the summary calls a county that is not filled in


def of_part(part: str) -> dict[str, object]:
    """The problems of a part of a bar (``trends.PARTS``), or all of them for "".

    An undone problem is asked for whether its deadline has passed or not.
    """
    return dict(_OF_PART[part])


def of_bar(group: str, code: str, part: str) -> dict[str, object]:
    """The problems of a bar, or of one of its parts."""
    sought = "" if group == "county" and code == _UNPLACED else code
    return of_part(part) | {_LIST_OF_GROUP[group]: [sought]}
