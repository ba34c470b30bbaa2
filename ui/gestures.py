"""What keys, mouse and dropping do within each room and stands in no menu: for the page of keys.

Data alone, so that a way which nobody sees is at least written somewhere. Who adds such a way to
a room adds its line here.
"""

from __future__ import annotations

from dataclasses import dataclass

from ui.words import QT_TRANSLATE_NOOP, translate


@dataclass(frozen=True, slots=True)
class Gesture:
    """One way.

    Attributes:
        does: what it does.
        by: the keys, the clicks, what is dropped.
    """

    does: str
    by: str


_ROOMS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (QT_TRANSLATE_NOOP("Frame", "On the start page"), (
        (QT_TRANSLATE_NOOP("Frame", "Open a project"),
         QT_TRANSLATE_NOOP("Frame", "drop its folder")),
        (QT_TRANSLATE_NOOP("Frame", "Open a recent project, take it off the list"),
         QT_TRANSLATE_NOOP("Frame", "Enter, Delete")),
    )),
    (QT_TRANSLATE_NOOP("Frame", "On the map"), (
        (QT_TRANSLATE_NOOP("Frame", "Import tables, boundaries, patches, tracks, photos, basemaps"),
         QT_TRANSLATE_NOOP("Frame", "drop files or a folder anywhere on the window")),
        (QT_TRANSLATE_NOOP("Frame", "Move"), QT_TRANSLATE_NOOP("Frame", "drag; arrows")),
        (QT_TRANSLATE_NOOP("Frame", "Zoom"), QT_TRANSLATE_NOOP("Frame", "wheel; + and −")),
        (QT_TRANSLATE_NOOP("Frame", "Select one more"),
         QT_TRANSLATE_NOOP("Frame", "click with Shift or Ctrl")),
        (QT_TRANSLATE_NOOP("Frame", "Select what lies below"),
         QT_TRANSLATE_NOOP("Frame", "click once more at the same place")),
        (QT_TRANSLATE_NOOP("Frame", "List all that lies at a place"),
         QT_TRANSLATE_NOOP("Frame", "right click; menu key at the cross")),
        (QT_TRANSLATE_NOOP("Frame", "Click at the cross in the middle"),
         QT_TRANSLATE_NOOP("Frame", "Space")),
        (QT_TRANSLATE_NOOP("Frame", "End a measure or a drawing, take a point back, give it up"),
         QT_TRANSLATE_NOOP("Frame", "Enter or double click, Backspace, Esc")),
        (QT_TRANSLATE_NOOP("Frame", "Go to all of a layer or basemap"),
         QT_TRANSLATE_NOOP("Frame", "double click or Enter in its list")),
        (QT_TRANSLATE_NOOP("Frame", "Lay a layer or basemap higher or lower"),
         QT_TRANSLATE_NOOP("Frame", "Alt+↑, Alt+↓ in its list")),
        (QT_TRANSLATE_NOOP("Frame", "Move the swipe, put it back to the middle"),
         QT_TRANSLATE_NOOP("Frame", "drag or arrows, double click")),
    )),
    (QT_TRANSLATE_NOOP("Frame", "In the list of work and the ledger"), (
        (QT_TRANSLATE_NOOP("Frame", "Open the dossier of a line"),
         QT_TRANSLATE_NOOP("Frame", "Enter; in the list of work also double click")),
        (QT_TRANSLATE_NOOP("Frame", "Show a line of the ledger on the map"),
         QT_TRANSLATE_NOOP("Frame", "double click")),
        (QT_TRANSLATE_NOOP("Frame", "Go to a number"),
         QT_TRANSLATE_NOOP("Frame", "type how it begins")),
        (QT_TRANSLATE_NOOP("Frame", "Go to the search, to the first and the last line"),
         QT_TRANSLATE_NOOP("Frame", "F, Home, End")),
        (QT_TRANSLATE_NOOP("Frame", "Choose columns"),
         QT_TRANSLATE_NOOP("Frame", "right click on the heading")),
    )),
    (QT_TRANSLATE_NOOP("Frame", "In the shot list"), (
        (QT_TRANSLATE_NOOP("Frame", "Go to where to stand, show the photo to match"),
         QT_TRANSLATE_NOOP("Frame", "Enter, Space")),
        (QT_TRANSLATE_NOOP("Frame", "Choose a shot on the map"),
         QT_TRANSLATE_NOOP("Frame", "click on its place")),
    )),
    (QT_TRANSLATE_NOOP("Frame", "Among photos"), (
        (QT_TRANSLATE_NOOP("Frame", "Import"),
         QT_TRANSLATE_NOOP("Frame", "drop files or folders")),
        (QT_TRANSLATE_NOOP("Frame", "Show large"),
         QT_TRANSLATE_NOOP("Frame", "Space or double click")),
        (QT_TRANSLATE_NOOP("Frame", "Tie to a suggested issue, to another one, untie"),
         QT_TRANSLATE_NOOP("Frame", "1 to 9 or Enter, I, Delete")),
        (QT_TRANSLATE_NOOP("Frame", "Tie the selected photos, or place them by hand"),
         QT_TRANSLATE_NOOP("Frame", "drag them onto an issue in the map or ledger, or beside")),
        (QT_TRANSLATE_NOOP("Frame", "Phase: by the day, before, during, after, look-back"),
         "Q B D A L"),
        (QT_TRANSLATE_NOOP("Frame", "Kind: by the distance, far, near, detail, from the air"),
         "G F N T V"),
        (QT_TRANSLATE_NOOP("Frame", "Large: the next and the one before, turn"),
         QT_TRANSLATE_NOOP("Frame", "→ and ←, ] and [")),
        (QT_TRANSLATE_NOOP("Frame", "Large: whole, one to one, on the map"),
         QT_TRANSLATE_NOOP("Frame", "Ctrl+0, Ctrl+1 or double click, Ctrl+M")),
        (QT_TRANSLATE_NOOP("Frame", "Large: search EXIF as read"), "Ctrl+F"),
        (QT_TRANSLATE_NOOP("Frame", "Large: save a copy of the original"), "Ctrl+S"),
        (QT_TRANSLATE_NOOP("Frame", "Before and after: swipe, the next and the pair before"),
         QT_TRANSLATE_NOOP("Frame", "S, Page Down, Page Up")),
    )),
    (QT_TRANSLATE_NOOP("Frame", "In the dossier"), (
        (QT_TRANSLATE_NOOP("Frame", "Carry out a form, leave it"),
         QT_TRANSLATE_NOOP("Frame", "Ctrl+Enter, Esc")),
        (QT_TRANSLATE_NOOP("Frame", "Send a remark"), QT_TRANSLATE_NOOP("Frame", "Ctrl+Enter")),
        (QT_TRANSLATE_NOOP("Frame", "Go to what a line of the readiness list wants"),
         QT_TRANSLATE_NOOP("Frame", "click, Enter or Space")),
        (QT_TRANSLATE_NOOP("Frame", "Attach files to a record, take one away"),
         QT_TRANSLATE_NOOP("Frame", "drop them, Delete")),
        (QT_TRANSLATE_NOOP("Frame", "Show an area or zone of the overlay on the map"),
         QT_TRANSLATE_NOOP("Frame", "double click or Enter")),
        (QT_TRANSLATE_NOOP("Frame", "Open a document, or an entry of the history"),
         QT_TRANSLATE_NOOP("Frame", "double click or Enter; of the history also a click")),
    )),
    (QT_TRANSLATE_NOOP("Frame", "In charts"), (
        (QT_TRANSLATE_NOOP("Frame", "From bar to bar, show it in the ledger"),
         QT_TRANSLATE_NOOP("Frame", "arrows, Enter")),
    )),
)  # fmt: skip


def listing() -> list[tuple[str, list[Gesture]]]:
    """Rooms with their ways, in the language in force."""
    return [
        (translate("Frame", room), [Gesture(translate("Frame", does), translate("Frame", by))
                                    for does, by in ways])
        for room, ways in _ROOMS
    ]  # fmt: skip


def found(typed: str) -> list[tuple[str, list[Gesture]]]:
    """Those that hold every word that was typed; of a room that is named all of them."""
    wanted = typed.casefold().split()
    out = []
    for room, ways in listing():
        fitting = [
            way
            for way in ways
            if all(word in f"{room} {way.does} {way.by}".casefold() for word in wanted)
        ]
        if fitting:
            out.append((room, fitting))
    return out
