"""Whether anything may be written now, and why not."""

from __future__ import annotations

from ui.project_info import ProjectInfo
from ui.words import translate


def why_not(info: ProjectInfo | None) -> str:
    """Why nothing can be written, as a sentence; "" where it can, or nothing is open."""
    if info is None or info.writable:
        return ""
    if info.read_only:
        return translate("Frame", "Read-only: nothing can be changed in this project now.")
    return translate(
        "Frame", "Nobody is signed in: say who works here first (File, Switch person)."
    )
