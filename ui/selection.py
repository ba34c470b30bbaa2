"""What is selected: one selection for map, table, tray and dossier."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """The selected issues, photos, areas and markers, and the issue that the dossier shows.

    Attributes:
        listed: the filter by which the ledger lists issues now, as ``Filter.to_dict`` gives it.

    Signals:
        changed: carries who changed it, so that a view can leave its own change alone.
        zoom_wanted: the map is to show what is selected now.
        walked: the photo that the keyboard is at now, among those selected; "" for none.
    """

    changed = Signal(object)
    zoom_wanted = Signal()
    walked = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.issues: tuple[str, ...] = ()
        self.photos: tuple[str, ...] = ()
        self.areas: tuple[str, ...] = ()
        self.markers: tuple[str, ...] = ()
        self.current_issue = ""
        self.current_photo = ""
        self.listed: dict[str, Any] = {}

    def select(
        self,
        *,
        issues: Iterable[str] | None = None,
        photos: Iterable[str] | None = None,
        areas: Iterable[str] | None = None,
        markers: Iterable[str] | None = None,
        current: str | None = None,
        by: object = None,
        zoom: bool = False,
        distinct: bool = False,
    ) -> None:
        """Selects; what is None stays as it is.

        Args:
            issues: ids, in the order to keep.
            photos: SHA-256 of each.
            areas: ids.
            markers: ids.
            current: the issue that the dossier shows; by default the only or last selected one.
            by: who selects.
            zoom: whether the map is to go there.
            distinct: no id stands twice in ``issues`` or ``photos``, as their owner knows: to
                find out takes longer than a frame where all of a large ledger is selected.
        """
        before = self._all()
        if issues is not None:
            self.issues = tuple(issues if distinct else dict.fromkeys(issues))
            if current is None and self.current_issue not in self.issues:
                self.current_issue = self.issues[-1] if self.issues else ""
        if photos is not None:
            self.photos = tuple(photos if distinct else dict.fromkeys(photos))
        if areas is not None:
            self.areas = tuple(dict.fromkeys(areas))
        if markers is not None:
            self.markers = tuple(dict.fromkeys(markers))
        if current is not None:
            self.current_issue = current
        if before != self._all():
            self.changed.emit(by)
        if zoom:
            self.zoom_wanted.emit()

    def walk_to(self, photo: str) -> None:
        """Says which photo the keyboard is at."""
        if photo != self.current_photo:
            self.current_photo = photo
            self.walked.emit(photo)

    def clear(self, by: object = None) -> None:
        """Selects nothing."""
        self.select(issues=(), photos=(), areas=(), markers=(), current="", by=by)

    def _all(self) -> tuple[object, ...]:
        return self.issues, self.photos, self.areas, self.markers, self.current_issue
