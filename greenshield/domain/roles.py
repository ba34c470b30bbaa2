"""The roles of those who work in a project, and which of them keep its lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

ROLES: Final = ("inspector", "county", "city", "province", "keeper")
LIST_ROLES: Final = ("county", "keeper", "city", "province")
"""Who import, correct and void boundaries, markers, negative lists and campaigns, and plan patrols:
those who answer for what others are then measured against."""


def keeps_lists(roles: Iterable[str]) -> bool:
    """Whether one of these roles keeps lists."""
    return not set(LIST_ROLES).isdisjoint(roles)
