"""What files may hold, and which wizard takes them: data that the room and its question read."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from ui.desk import Desk
from ui.words import QT_TRANSLATE_NOOP

SHAPES, SHEET, TRACK, PHOTO, IMAGERY = "shapes", "sheet", "track", "photo", "imagery"
AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that files of a family may hold.

    Attributes:
        name: as ``services.file_kinds`` guesses it, or ``AGAIN``.
        families: of files that may hold it.
        text, tip: of the choice, marked for translation; what the tip says stands below it.
        opens: ``module:name`` of a dialog, or of what gives one, that is made with the desk, a
            path (a list of them where ``several``) and the window; or ``route:name``, a route of
            ``desk.show`` that takes the list of paths. "" where nothing takes it: no choice then.
        several: the dialog takes all files at once; else one is opened after the other.
    """

    name: str
    families: tuple[str, ...]
    text: str
    tip: str
    opens: str
    several: bool = False


TARGETS: tuple[Target, ...] = (
    Target(
        "areas", (SHAPES,), QT_TRANSLATE_NOOP("Imports", "&Boundaries"),
        QT_TRANSLATE_NOOP("Imports", "Protected areas, zones, red lines, control areas"),
        "ui.imports.areas_wizard:wizard_of", several=True,
    ),
    Target(
        "patches", (SHAPES,), QT_TRANSLATE_NOOP("Imports", "&Patches to be checked"),
        QT_TRANSLATE_NOOP("Imports", "Each becomes a clue of the ledger, or corrects one"),
        "ui.imports.ledger_wizard:LedgerWizard",
    ),
    Target(
        "ledger", (SHEET,), QT_TRANSLATE_NOOP("Imports", "A &ledger"),
        QT_TRANSLATE_NOOP("Imports", "Clues or issues, one a row"),
        "ui.imports.ledger_wizard:LedgerWizard",
    ),
    Target(
        AGAIN, (SHAPES, SHEET), QT_TRANSLATE_NOOP("Imports", "A list that &comes again"),
        QT_TRANSLATE_NOOP("Imports", "Compared with the ledger; you decide on each difference"),
        "ui.imports.compare_wizard:CompareWizard",
    ),
    Target(
        "markers", (SHAPES, SHEET),
        QT_TRANSLATE_NOOP("Imports", "Boundary &markers and signboards"),
        QT_TRANSLATE_NOOP("Imports", "A point each, with its number and condition"),
        "ui.imports.markers_wizard:MarkersWizard",
    ),
    Target(
        "negative", (SHEET,), QT_TRANSLATE_NOOP("Imports", "A &negative list"),
        QT_TRANSLATE_NOOP("Imports", "Measures that a space bars or limits, one a row"),
        "ui.imports.restrictions_wizard:RestrictionsWizard",
    ),
    Target(
        "reference", (SHAPES,), QT_TRANSLATE_NOOP("Imports", "A layer for &reference"),
        QT_TRANSLATE_NOOP("Imports", "Seen on the map beside the rest; it proves nothing"),
        "ui.layers.add_dialog:AddLayerDialog",
    ),
)  # fmt: skip


def of_family(family: str) -> list[Target]:
    """What files of a family may hold and something takes, in the order of the question."""
    return [one for one in TARGETS if family in one.families and one.opens]


def opened(target: Target, desk: Desk, paths: list[Path], window: QWidget) -> QDialog | None:
    """Opens what takes the files (the first, unless it takes several); None for a route."""
    where, _, name = target.opens.partition(":")
    if where == "route":
        getattr(desk.show, name).emit(paths)
        return None
    made: QDialog = getattr(import_module(where), name)(
        desk, paths if target.several else paths[0], window
    )
    made.open()
    return made
