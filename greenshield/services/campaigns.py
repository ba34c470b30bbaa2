"""Campaigns (专项): what an issue names by id, people know by name."""

from __future__ import annotations

import re
from typing import Any, Final

from greenshield.domain.errors import UsageError
from greenshield.project.project import Project

_YEAR: Final = re.compile(r"(?<!\d)(19[89]\d|20\d\d|21\d\d)(?!\d)")


def year_in(name: str) -> int | None:
    """The first year that stands in a campaign's name, from 1980 to 2199."""
    found = _YEAR.search(name)
    return None if found is None else int(found[1])


def name_of(project: Project, campaign_id: Any) -> str:
    """A campaign's name, "" where the project knows none of this id."""
    if not isinstance(campaign_id, str):
        return ""
    rows = project.rows("SELECT name FROM campaign WHERE id = ?", campaign_id)
    return str(rows[0]["name"] or "") if rows else ""


def names(project: Project) -> list[tuple[str, str]]:
    """Id and name of every campaign, the newest first."""
    rows = project.rows("SELECT id, name FROM campaign ORDER BY year DESC, name, id")
    return [(str(row["id"]), str(row["name"] or "")) for row in rows]


def find(project: Project, word: str) -> str:
    """The id of a campaign by its id or its name.

    Raises:
        UsageError: ``campaign_unknown``, also where several are called so.
    """
    every = names(project)
    hits = [i for i, _ in every if i == word] or [i for i, name in every if name == word]
    if len(hits) != 1:
        known = ", ".join(name for _, name in every)
        raise UsageError("campaign_unknown", campaign=word, known=known)
    return hits[0]
