"""Keeps what is typed: in memory while the window is open, in the project's file a moment later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from ui.dossier import calls
from ui.timers import pause

if TYPE_CHECKING:
    from ui.dossier.panel import DossierPanel

_LATER_MS = 3000

Kept = Mapping[str, Any]


class DraftKeeping(QObject):
    """One person's drafts; who signs in next has their own."""

    def __init__(self, panel: DossierPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._actor = self._project = ""
        self._kept: Mapping[str, Any] = {}
        self._loaded = False
        self._soon = pause(self, _LATER_MS, self.keep)
        # What stood when the project was put away, and the same where that was no one's wish.
        self._left: tuple[str, str, Kept] | None = None
        self._rescued: tuple[str, str, Kept] | None = None
        panel.pages.facts.edited.connect(self._on_edited)
        panel.pages.timeline.comments.edited.connect(self._on_edited)
        panel.forms.edited.connect(self._on_edited)
        panel.desk.office.lost.connect(self._on_lost)
        app = QCoreApplication.instance()
        if app is not None:  # the worker writes what it was given before it ends
            app.aboutToQuit.connect(self.keep)

    def begin(self) -> None:
        """Somebody sits down, or a project is open: their drafts are fetched."""
        info = self._panel.desk.info
        self._actor = "" if info is None else info.actor_id
        self._project = "" if info is None else info.project_id
        self._kept, self._loaded = {}, False
        self._panel.drafts.clear()
        self._left = None
        self._take_rescued()
        if self._actor:
            self._panel.desk.ask(
                calls.drafts, self._actor, done=self._on_loaded, failed=lambda _: None,
                key="dossier.drafts",
            )  # fmt: skip

    def is_mine(self) -> bool:
        """True while the person at the window is the one whose drafts these are."""
        info = self._panel.desk.info
        return info is not None and bool(self._actor) and info.actor_id == self._actor

    def end(self) -> None:
        """The person leaves, or the project is closed: what is typed is kept now."""
        self.keep()
        if self._actor:
            self._left = (self._project, self._actor, self._panel.drafts.all())
            # Whether the worker died is told within this moment; later nothing of it is held.
            QTimer.singleShot(0, self, self._forget_left)
        self._panel.drafts.clear()
        self._actor = ""

    def keep(self) -> None:
        """Has what is typed written, where it differs from what was written last."""
        self._soon.stop()
        self._panel.typed.gather()
        found = self._panel.drafts.all()
        if self._actor and self._loaded and found != self._kept:
            self._kept = found
            # A full disk is told by what is saved next; here it must not stop the typing.
            self._panel.desk.do(calls.keep_drafts, self._actor, found, failed=lambda _: None)

    def _on_edited(self) -> None:
        # Not anew by each key: whoever writes on and on has it kept all the same.
        if not self._soon.isActive():
            self._soon.start()

    def _forget_left(self) -> None:
        self._left = None

    def _on_lost(self) -> None:
        """The worker died, and could keep nothing of what was typed last."""
        if self._left is not None:
            self._rescued, self._left = self._left, None

    def _take_rescued(self) -> None:
        """What was typed before the worker died is newer than what is stored."""
        if self._rescued is None:
            return
        project, actor, drafts = self._rescued
        if project != self._project:
            self._rescued = None
        elif actor == self._actor:
            self._rescued = None
            self._panel.drafts.load(drafts)

    def _on_loaded(self, kept: Mapping[str, Any]) -> None:
        self._kept, self._loaded = kept, True
        self._panel.drafts.load(kept)
        self._panel.typed.put_in_late()
