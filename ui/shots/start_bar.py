"""Which shots are listed, and where one stands: typed, clicked, or where the newest photo is."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton, QWidget

from ui.look import icons
from ui.prefs import Prefs
from ui.shots.calls import ALL, ISSUE, MINE, SCOPES
from ui.widgets.flow import Flow
from ui.widgets.form_dialog import ToldField
from ui.widgets.translated import Translated
from ui.words import translate


class StartBar(Translated, QWidget):
    """The head of the list.

    Signals:
        changed: something else is wanted.
        click_wanted, newest_wanted, file_wanted, save_wanted: a button was pressed.
    """

    changed = Signal()
    click_wanted = Signal()
    newest_wanted = Signal()
    file_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, prefs: Prefs, parent: QWidget) -> None:
        super().__init__(parent)
        self._prefs = prefs
        self._scope = QComboBox(self)
        self._scope.setObjectName("shots.scope")
        self._scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for scope in SCOPES:
            self._scope.addItem("", scope)
        kept = prefs.get("shots.scope", ISSUE)
        self._scope.setCurrentIndex(SCOPES.index(kept) if kept in SCOPES else 0)
        self._scope.currentIndexChanged.connect(self._on_scope)
        self._at = QLineEdit(self)
        self._at.setObjectName("shots.at")
        self._at.setClearButtonEnabled(True)
        self._at.editingFinished.connect(self._on_typed)
        self._told = ToldField("shots.at", self._at, self)
        self._typed = ""
        self._buttons = {
            name: self._button(name, icon, signal)
            for name, icon, signal in (
                ("click", "place-photo", self.click_wanted),
                ("newest", "refresh", self.newest_wanted),
                ("file", "open", self.file_wanted),
                ("save", "save", self.save_wanted),
            )
        }
        self._at.setMinimumWidth(self.fontMetrics().height() * 14)
        row = Flow(self)
        for part in (self._scope, self._told, *self._buttons.values()):
            row.addWidget(part)
        self.retranslate()

    def scope(self) -> str:
        """Which shots are wanted."""
        return str(self._scope.currentData())

    def choose(self, scope: str) -> None:
        """Lists others."""
        self._scope.setCurrentIndex(SCOPES.index(scope))

    def here(self) -> str:
        """Where one stands, as it was typed."""
        return self._typed

    def stand(self, lon: float, lat: float) -> None:
        """Somebody said otherwise where they stand."""
        self._at.setText(f"{lon:.6f}, {lat:.6f}")
        self._on_typed()

    def forget(self) -> None:
        """Another project is open: nobody stands there."""
        with QSignalBlocker(self._at):
            self._at.clear()
        self._typed = ""
        self._told.tell("")

    def tell_error(self, error: Exception) -> None:
        """What was typed is no position."""
        self._told.tell_error(error)

    def retranslate(self) -> None:
        """Sets every text."""
        names = {
            ISSUE: translate("Shots", "The issue of the dossier"),
            MINE: translate("Shots", "My round"),
            ALL: translate("Shots", "All that wait for photos"),
        }
        for row, scope in enumerate(SCOPES):
            self._scope.setItemText(row, names[scope])
        self._scope.setAccessibleName(translate("Shots", "Which shots"))
        self._scope.setToolTip(translate("Shots", "Of which issues the missing shots are listed"))
        self._at.setPlaceholderText(translate("Shots", "Where you are: longitude, latitude"))
        self._at.setAccessibleName(translate("Shots", "Where you are"))
        self._at.setToolTip(
            translate("Shots", "Ways and distances are told from here; any notation of coordinates")
        )
        tips = {
            "click": translate("Shots", "Click on the map where you stand"),
            "newest": translate("Shots", "Where the newest photo or track is"),
            "file": translate("Shots", "Where a receiver's file ends (GPX, KML, NMEA)…"),
            "save": translate("Shots", "Save the places for a phone, a GIS or to print…"),
        }
        for name, button in self._buttons.items():
            button.setToolTip(tips[name])
            button.setAccessibleName(tips[name])

    def _button(self, name: str, icon: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"shots.{name}")
        button.setIcon(icons.icon(icon))
        button.setAutoRaise(True)
        button.clicked.connect(signal)
        return button

    def _on_scope(self) -> None:
        self._prefs.set("shots.scope", self.scope())
        self.changed.emit()

    def _on_typed(self) -> None:
        typed = self._at.text().strip()
        if typed != self._typed:
            self._typed = typed
            self._told.tell("")
            self.changed.emit()
