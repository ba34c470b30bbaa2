"""The ways from what is missing to what mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from greenshield.domain.errors import Missing
from greenshield.domain.needs import need
from ui.dossier.readiness import in_order

if TYPE_CHECKING:
    from ui.dossier.panel import DossierPanel


class Jumps(QObject):
    """Takes lines of the dossier's own lists, and what other rooms ask for."""

    def __init__(self, panel: DossierPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        pages, forms, show = panel.pages, panel.forms, panel.desk.show
        for signal in (pages.readiness.wanted, pages.photos.needed, forms.wanted):
            signal.connect(self.to)
        show.need.connect(self._on_need)
        show.record.connect(self._on_record)

    def to(self, missing: Missing, move: str) -> None:
        """Goes to what mends a missing thing of a move."""
        found = need(missing, move)
        if found is None:
            return
        panel, show = self._panel, self._panel.desk.show
        match found.what:
            case "field" | "assignment":
                panel.turn("facts")
                panel.pages.facts.go_to(found.name)
            case "record" if found.record:
                panel.forms.change(found.record, next(iter(found.given), ""))
            case "record":
                panel.forms.record(found.name, found.given)
            case "photo":
                show.photos_for.emit(panel.issue)
            case "photo_doubt":
                show.photo.emit(found.photo)
            case "actor":
                show.person.emit()
            case "other_move":
                panel.forms.move(found.name)
            case _:
                panel.forms.move(move, missing)

    def _on_need(self, issue: str, missing: object) -> None:
        if isinstance(missing, Missing):
            self._panel.when_shown(issue, lambda: self.to(missing, self._move_of(missing)))

    def _on_record(self, issue: str, kind: str) -> None:
        self._panel.when_shown(issue, lambda: self._panel.forms.record(kind))

    def _move_of(self, missing: Missing) -> str:
        """The move that lacks it, the person's own next one first."""
        view = self._panel.view
        moves = [] if view is None else in_order(view)
        found = (r.move for r in moves if missing in r.missing)
        return next(found, str(missing.params.get("move") or ""))
