"""What the welcome page says where a project can't be opened, and the way out that it offers."""

from __future__ import annotations

from typing import NamedTuple

from greenshield.domain.errors import GreenShieldError
from ui import troubles
from ui.widgets.notice import Kind
from ui.words import translate

READ, ASK, VERIFY = "read", "ask", "verify"

_WAYS = {
    "project_locked": READ,
    "file_no_permission": READ,
    **dict.fromkeys(("key_file_exposed", "key_file_unreadable", "key_damaged"), READ),
    "keyring_closed": READ,
    "device_not_admitted": ASK,
    "project_damaged": VERIFY,
    "project_trigger_strange": VERIFY,
    "project_database_error": VERIFY,
    "project_not_database": VERIFY,
    "project_file_empty": VERIFY,
    "project_cut_off": VERIFY,
    "fold_newer": VERIFY,
}


class Told(NamedTuple):
    """What a notice says."""

    kind: Kind
    text: str
    remedy: str
    button: str


def way_out(error: Exception) -> str:
    """``read`` it only, ``ask`` to be let in, ``verify`` it, or ""."""
    return _WAYS.get(error.code, "") if isinstance(error, GreenShieldError) else ""


def told(error: Exception) -> Told | None:
    """The notice for an error of the surroundings or of the file; None for a fault of ours."""
    if not isinstance(error, GreenShieldError):
        return None
    what, remedy = troubles.sentences(error)
    remedy = _remedies().get(error.code, remedy)
    button = {
        READ: translate("Start", "Open to look only"),
        ASK: translate("Start", "Ask to be let in…"),
        VERIFY: translate("Start", "Verify…"),
    }.get(way_out(error), "")
    return Told("warning" if way_out(error) in (READ, ASK) else "error", what, remedy, button)


def _remedies() -> dict[str, str]:
    """What to do in the window, where the command line would do something else."""
    verify = translate(
        "Start",
        "Verifying tells what is damaged; from there the tables can be made anew out of the "
        "signed events.",
    )
    newer = translate("Start", "Install the newer version of the program, then open it again.")
    return {
        "project_not_found": translate(
            "Start", "Choose the folder that holds project.gpkg, or make a new project."
        ),
        "project_file_empty": verify,
        "project_damaged": verify,
        "project_database_error": verify,
        "project_not_database": verify,
        "project_newer": newer,
        "project_locked": translate(
            "Start", "Wait until the other one is closed, or open it to look only."
        ),
        "device_not_admitted": translate(
            "Start",
            "Ask a keeper of the project to let this computer in; until then it can be looked at.",
        ),
    }
