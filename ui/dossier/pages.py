"""The dossier of one issue: its head, the moves, and its pages behind tabs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ui.dossier.conflicts import Conflicts
from ui.dossier.documents import Documents
from ui.dossier.facts import Facts
from ui.dossier.header import Header
from ui.dossier.moves import MoveButtons
from ui.dossier.photos_strip import PhotosStrip
from ui.dossier.readiness import Readiness
from ui.dossier.records import Records
from ui.dossier.section import Section
from ui.dossier.sent_back import SentBack
from ui.dossier.timeline import Timeline
from ui.dossier.unsent import Unsent
from ui.dossier.view import View
from ui.prefs import Prefs
from ui.widgets.translated import Translated
from ui.words import QT_TRANSLATE_NOOP, translate

TABS = {
    "todo": QT_TRANSLATE_NOOP("Dossier", "To do"),
    "facts": QT_TRANSLATE_NOOP("Dossier", "Facts"),
    "photos": QT_TRANSLATE_NOOP("Dossier", "Photos"),
    "records": QT_TRANSLATE_NOOP("Dossier", "Records"),
    "history": QT_TRANSLATE_NOOP("Dossier", "History"),
}
_TAB = "dossier.tab"


class Pages(Translated, QWidget):
    """Composition only: each part has its own signals, which the panel connects.

    Signals:
        turned: another page is in front: its name.
    """

    turned = Signal(str)

    def __init__(self, prefs: Prefs, parent: QWidget) -> None:
        super().__init__(parent)
        self._prefs = prefs
        self._view: View | None = None
        self._writable = False
        self._stale = {"facts"}
        self.header, self.moves = Header(self), MoveButtons(self)
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("dossier.tabs")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(True)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._stack = QStackedWidget(self)
        self.conflicts, self.readiness = Conflicts(self), Readiness(self)
        self.sent_back, self.unsent = SentBack(self), Unsent(self)
        self.facts = Facts(prefs, self)
        self.photos, self.records = PhotosStrip(self), Records(self)
        self.timeline = Timeline(self)
        self.papers: Documents
        self._papers = Section("papers", self._made_papers, prefs, self)
        self._papers.open()
        pages = {
            "todo": scrolled(self.conflicts, self.sent_back, self.unsent, self.readiness),
            "facts": self.facts,
            "photos": scrolled(self.photos),
            "records": scrolled(self.records, self._papers),
            "history": self.timeline,
        }
        for name, page in pages.items():
            self.tabs.setTabData(self.tabs.addTab(""), name)
            self._stack.addWidget(page)
        self.tabs.currentChanged.connect(self._on_turned)
        box = QVBoxLayout(self)
        for part in (self.header, self.moves, self.tabs):
            box.addWidget(part)
        box.addWidget(self._stack, 1)
        self.retranslate()
        self.turn(str(prefs.get(_TAB, "todo")))

    def show_view(self, view: View | None, today: str, *, writable: bool) -> None:
        """Shows an issue everywhere but in the facts, which keep what is typed."""
        self._view = view
        self.header.show_view(view, today, writable=writable)
        self.moves.show_view(view, writable=writable)
        self.timeline.comments.set_writable(writable)
        self._writable = writable
        self._stale |= {"todo", "photos", "records"}
        self._freshen()
        self._tell_tabs()

    def _freshen(self) -> None:
        """Shows the issue on the page in front; the others wait until they are."""
        if self.page not in self._stale:
            return
        self._stale.discard(self.page)
        view = self._view
        match self.page:
            case "todo":
                self.conflicts.show_view(view, writable=self._writable)
                self.sent_back.show_view(view)
                self.readiness.show_view(view)
            case "facts":
                self.facts.fill()
            case "photos":
                self.photos.show_view(view)
            case "records":
                self.records.show_view(view, writable=self._writable)
                self.papers.show_view(view)

    def turn(self, name: str) -> None:
        """Brings a page to the front."""
        names = list(TABS)
        if name in names:
            self.tabs.setCurrentIndex(names.index(name))

    @property
    def page(self) -> str:
        """The name of the page in front."""
        return list(TABS)[max(0, self.tabs.currentIndex())]

    def retranslate(self) -> None:
        """Sets every word in the language in force."""
        self.tabs.setAccessibleName(translate("Dossier", "Pages of the dossier"))
        self._papers.set_title(translate("Dossier", "Files"))
        self._tell_tabs()

    def changeEvent(self, event: QEvent) -> None:
        """Drawings are in the colours of the moment when they were made."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._view is not None:
            self.header.retranslate()
            self.moves.retranslate()
            self._stale |= {"todo", "photos", "records"}
            self._freshen()

    def _made_papers(self, parent: QWidget) -> QWidget:
        self.papers = Documents(self._prefs, parent)
        return self.papers

    def _tell_tabs(self) -> None:
        counts: dict[str, int] = {}
        if self._view is not None:
            counts["photos"] = len({p.sha256 for p in self._view.photos})
            counts["records"] = len([r for r in self._view.records if not r["void"]])
            counts["todo"] = len(self._view.conflicts)
        for index, (name, text) in enumerate(TABS.items()):
            count = counts.get(name, 0)
            told = translate("Dossier", text)
            self.tabs.setTabText(index, f"{told} {count}" if count else told)

    def _on_turned(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self._prefs.set(_TAB, self.page)
        self._freshen()
        self.turned.emit(self.page)


def scrolled(*parts: QWidget) -> QScrollArea:
    """Parts beneath each other in an area that scrolls up and down alone."""
    inner = QWidget()
    box = QVBoxLayout(inner)
    box.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        box.addWidget(part)
    box.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area
