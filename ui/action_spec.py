"""A menu entry with its shortcut, as data: its name, its place, when it can be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from greenshield.domain.roles import keeps_lists
from ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether an action can be used.

    Attributes:
        is_open: a project is open.
        writable: somebody is signed in who may write.
        roles: of that person.
        issues, photos, areas, markers: how many are selected.
        has_current: the dossier shows an issue.
    """

    is_open: bool = False
    writable: bool = False
    roles: tuple[str, ...] = ()
    issues: int = 0
    photos: int = 0
    areas: int = 0
    markers: int = 0
    has_current: bool = False

    @classmethod
    def of(cls, desk: Desk) -> Standing:
        """As it is now."""
        info, chosen = desk.info, desk.selection
        return cls(
            is_open=info is not None,
            writable=info is not None and info.writable,
            roles=info.roles if info is not None else (),
            issues=len(chosen.issues),
            photos=len(chosen.photos),
            areas=len(chosen.areas),
            markers=len(chosen.markers),
            has_current=bool(chosen.current_issue),
        )


def always(_: Standing) -> bool:
    """Can be used at any time."""
    return True


def when_open(standing: Standing) -> bool:
    """Needs an open project."""
    return standing.is_open


def when_writable(standing: Standing) -> bool:
    """Needs a project that the signed-in person may write in."""
    return standing.writable


def when_keeping_lists(standing: Standing) -> bool:
    """Needs a project that the signed-in person may write in, and a role that keeps lists."""
    return standing.writable and keeps_lists(standing.roles)


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        id: ``room.verb``, by which its handler is found.
        text: English, marked for translation in the context named by ``context``.
        context: the translation context, the room's name such as ``Ledger``.
        menu: ``file``, ``edit``, ``view``, ``map``, ``photo``, ``issue``, ``report``, ``tools``
            or ``help``.
        tip: what it does, English, marked for translation.
        shortcut: as ``QKeySequence`` reads it; several separated by ``; ``.
        icon: a name of ``ui.look.icons``, or "".
        group: entries of one group stand together between separators.
        enabled: when it can be used.
        checkable: it stays on until used again.
        on_bar: has a place on the tool bar.
    """

    id: str
    text: str
    context: str
    menu: str
    tip: str = ""
    shortcut: str = ""
    icon: str = ""
    group: str = ""
    enabled: Callable[[Standing], bool] = when_open
    checkable: bool = False
    on_bar: bool = False
