"""Whether anything may be written now, and why not: told before anything is typed in vain."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.project_info import ProjectInfo
from ui.widgets import boxes
from ui.words import translate


def why_not(info: ProjectInfo | None) -> str:
    """Why nothing can be written, as a sentence; "" where it can, or nothing is open."""
    if info is None or info.writable:
        return ""
    if info.read_only:
        return translate(
            "Frame",
            "Read-only: nothing can be changed in this project now. To write, open it by File, "
            "Open project; while another program writes in it, wait until that is done.",
        )
    return translate(
        "Frame", "Nobody is signed in: say who works here first (File, Switch person)."
    )


def told(info: ProjectInfo | None, parent: QWidget) -> bool:
    """Whether something may be written into an open project; why not is told in a box."""
    why = why_not(info)
    if why:
        more = ""
        if info is not None and info.read_only:
            more = translate(
                "Frame",
                "If an older version of the program wrote it, what is seen here is an upgraded "
                "copy; the project itself is upgraded only when it is opened for writing.",
            )
        boxes.box(parent, "may_write.told", boxes.Icon.Information, why, more).open()
    return info is not None and not why
