"""Buttons for the moves that role and state allow: the next one stands out, the rare ones wait."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from ui import words
from ui.dossier.casing import headed
from ui.dossier.clearing import clear
from ui.dossier.need_line import sentence
from ui.dossier.readiness import ASIDE, barred, next_move
from ui.dossier.view import Ready, View
from ui.look import icons, worn
from ui.widgets.flow import flowing
from ui.widgets.translated import Translated
from ui.words import translate

SIGN = "(sign)"
_PRIMARY = """
QPushButton { background: $chosen; color: $on_chosen; font-weight: bold;
    border: 1px solid $chosen; border-radius: 4px; padding: 0.3em 1em; }
QPushButton:focus { border-color: $text; }
"""


class MoveButtons(Translated, QWidget):
    """What a person may do now.

    Signals:
        chosen: open the form of a move, or of the second signature (``SIGN``).
        reported: write a report: ``closure`` or ``pack``.
    """

    chosen = Signal(str)
    reported = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.moves")
        self._flow = flowing(self)
        self._view: View | None = None
        self._writable = False

    def show_view(self, view: View | None, *, writable: bool) -> None:
        """Shows the buttons of an issue; none for moves while nobody may write."""
        self._view, self._writable = view, writable
        self.retranslate()

    def retranslate(self) -> None:
        """Makes the buttons anew."""
        clear(self._flow)
        if self._view is None:
            return
        offered = [r for r in self._view.ready if r.mine] if self._writable else []
        primary = next_move(self._view)
        if self._writable and self._view.waits is not None:
            self._sign()
        for one in offered:
            if one.move not in ASIDE:
                self._flow.addWidget(self._button(one, primary=one is primary))
        self._more([r for r in offered if r.move in ASIDE])
        self.updateGeometry()

    def _button(self, one: Ready, *, primary: bool) -> QPushButton:
        button = QPushButton(headed(words.move(one.move)), self)
        button.setObjectName(f"move.{one.move}")
        tips = [translate("Dossier", "Leads to '{state}'").format(state=words.state(one.target))]
        why = barred(one)
        if why is not None:
            tips.append(headed(sentence(why)))
            button.setIcon(icons.coloured("warning", "warning"))
            button.setAccessibleDescription(tips[-1])
        button.setToolTip("\n".join(tips))
        if primary:
            worn.wear_rules(button, _PRIMARY)
        button.clicked.connect(lambda: self.chosen.emit(one.move))
        return button

    def _sign(self) -> None:
        assert self._view is not None
        waits = self._view.waits
        assert waits is not None
        button = QPushButton(self)
        button.setObjectName("move.sign")
        button.setIcon(icons.icon("edit"))
        text = translate("Dossier", "Sign '{move}'…")
        button.setText(text.format(move=headed(words.move(waits.move))))
        button.clicked.connect(lambda: self.chosen.emit(SIGN))
        self._flow.addWidget(button)

    def _more(self, rare: list[Ready]) -> None:
        button = QToolButton(self)
        button.setObjectName("moves.more")
        button.setText(translate("Dossier", "More"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for one in rare:
            action = menu.addAction(headed(words.move(one.move)) + "…")
            action.setObjectName(f"move.{one.move}")
            action.triggered.connect(lambda _=False, m=one.move: self.chosen.emit(m))
        if rare:
            menu.addSeparator()
        closure = menu.addAction(translate("Dossier", "Closure report…"))
        closure.setObjectName("report.closure")
        closure.triggered.connect(lambda: self.reported.emit("closure"))
        pack = menu.addAction(translate("Dossier", "Archive pack…"))
        pack.setObjectName("report.pack")
        pack.triggered.connect(lambda: self.reported.emit("pack"))
        button.setMenu(menu)
        self._flow.addWidget(button)
