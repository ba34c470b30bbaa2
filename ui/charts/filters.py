"""What a bar or a line of a chart asks the ledger for."""

from __future__ import annotations

from greenshield.domain import workflow

# A problem is an issue from its registration on, that is not void.
_CLUES = frozenset(c for c, s in workflow.STATES.items() if s.phase == "discover")
_PAST_DONE = ("accepted", "publicized")
PROBLEMS = tuple(c for c in workflow.STATES if c not in _CLUES and c != "void")
UNDONE = workflow.UNDONE
CLOSED = tuple(c for c in PROBLEMS if c in workflow.CLOSED_STATES)
COMPLETED = tuple(c for c in PROBLEMS if c in _PAST_DONE)
DONE = (*COMPLETED, *CLOSED)

_OF_PART: dict[str, dict[str, object]] = {
    "": {"states": list(PROBLEMS)},
    "overdue": {"states": list(UNDONE), "overdue": True},
    "undone": {"states": list(UNDONE)},
    "completed": {"states": list(COMPLETED), "adopted": False},
    "closed": {"states": list(CLOSED), "adopted": False},
    "adopted_done": {"states": list(DONE), "adopted": True},
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
