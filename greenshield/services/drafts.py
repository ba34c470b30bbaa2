"""What a person typed and has not sent yet, kept in the project's own file until it is.

It is no event and never travels. It lies in the database, so that of an encrypted project
nothing stands beside it in clear, and a crash takes little of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from greenshield.project.project import Project

_KEY = "drafts."
_LONGEST = 2_000_000  # characters; more is no typing, and must not swell the file


def load(project: Project, actor_id: str) -> dict[str, Any]:
    """The drafts of a person, {} where there are none that can be read."""
    try:
        found = json.loads(project.local(_KEY + actor_id) or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def keep(project: Project, actor_id: str, drafts: Mapping[str, Any]) -> bool:
    """Keeps the drafts of a person in the place of the former ones; whether there was room.

    Args:
        project: open for writing.
        actor_id: whose they are.
        drafts: what JSON can hold.
    """
    text = json.dumps(drafts, ensure_ascii=False) if drafts else ""
    if len(text) > _LONGEST:
        return False
    if text != project.local(_KEY + actor_id):
        with project.transaction():
            project.set_local(_KEY + actor_id, text)
    return True
