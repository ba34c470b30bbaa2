"""Ways from room to room: a room says where to go, who lives there listens."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Routes(QObject):
    """Requests to show something elsewhere. Ids are the project's; photos are named by SHA-256.

    Signals:
        issue: open the dossier of an issue (id).
        on_map: show on the map: ``issue``, ``photo``, ``area``, ``zone``, ``track`` or ``marker``,
            and ids.
        photo: open the large viewer on a photo (sha256).
        marker: open the facts of a boundary marker (id).
        photos_of: show an issue's photos in the tray, none selected: issue id, phase or "".
        photos_for: show what an issue may still take in the tray, none selected: issue id.
        shots: list the shots that an issue lacks, and where to stand for them: issue id.
        need: go to what a readiness line lacks: issue id, a ``Missing`` of the domain.
        record: open the form of a record kind for an issue: issue id, kind.
        ledger: show the ledger by a filter: a dict of the ledger's filter fields.
        report: write a report: ``closure``, ``pack`` or ``summary``; issue id or "".
        packed: an archive pack or hand-over package was written: its path, the ids of the issues
            in it.
        files: paths that were dropped on the window: the import room looks what they are.
        photo_files: photos among them, and folders of photos, by what they hold.
        tie_photos: photos were dropped on an issue: their hashes, its id, its number or name.
        place_photos: photos were dropped on the map beside all issues: hashes, degrees lon and lat.
        imagery_files: basemaps among them, by what they hold.
        wizard: begin an import: ``ledger``, ``areas``, ``tracks``, ``markers``, ``restrictions``.
        room: bring a room to the front, by its name.
        front: as ``room``, but the keyboard stays where it is: nobody asked to go there.
        person: somebody is to sign in, or another is.
    """

    issue = Signal(str)
    on_map = Signal(str, tuple)
    photo = Signal(str)
    marker = Signal(str)
    photos_of = Signal(str, str)
    photos_for = Signal(str)
    shots = Signal(str)
    need = Signal(str, object)
    record = Signal(str, str)
    ledger = Signal(dict)
    report = Signal(str, str)
    packed = Signal(object, tuple)
    files = Signal(list)
    photo_files = Signal(list)
    tie_photos = Signal(tuple, str, str)
    place_photos = Signal(tuple, float, float)
    imagery_files = Signal(list)
    wizard = Signal(str)
    room = Signal(str)
    front = Signal(str)
    person = Signal()
