"""The frame of an import wizard: pages one after the other, a message, what runs, the buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import troubles
from ui.desk import Desk
from ui.imports.running import Running
from ui.look import fonts
from ui.widgets.in_window import in_window
from ui.widgets.notice import Notice
from ui.widgets.translated import Translated
from ui.words import translate

_LEAST = 200  # points that a side of a wizard has


class Wizard(Translated, QDialog):
    """Pages with Back and Next. Foreign files are read in the worker, never here."""

    def __init__(self, name: str, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName(name)
        self.desk = desk
        self._writes = False
        self.title = QLabel(self)
        self.title.setFont(fonts.scaled(1.2, bold=True))
        self.notice = Notice(self)
        self.stack = QStackedWidget(self)
        self.running = Running(f"{name}.stop", self)
        self.buttons = {n: QPushButton(self) for n in ("back", "next", "close")}
        for button_name, button in self.buttons.items():
            button.setObjectName(f"{name}.{button_name}")
            button.setAutoDefault(False)
        self.buttons["next"].setDefault(True)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        self.buttons["next"].clicked.connect(self.go_on)
        self.buttons["back"].clicked.connect(self.go_back)
        self.buttons["close"].clicked.connect(self.reject)
        self._lay_out()
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        room = self.screen().availableGeometry().size()
        kept = desk.prefs.get(f"{name}.size", None)
        wide, high = kept if _is_size(kept) else (letter * 150, line * 38)
        self.resize(min(wide, room.width() - 40), min(high, room.height() - 60))
        desk.closed.connect(self._on_project_closed)

    # What subclasses say ------------------------------------------------------------------

    @staticmethod
    def called() -> str:
        """What the wizard does, in the language in force; also for when it is gone."""
        return ""

    def titles(self) -> list[str]:
        """What each page is called."""
        return []

    def go_on(self) -> None:
        """What the forward button does on the page that is shown."""

    def next_word(self) -> str:
        """What the forward button says, "" for none."""
        return translate("Imports", "Next")

    def back_word(self) -> str:
        """What the button back says, "" for none: what was written is not gone back from."""
        return "" if self.page >= len(self.titles()) - 1 else translate("Imports", "Back")

    def may_go_on(self) -> bool:
        """Whether the page that is shown leads on."""
        return True

    # What they use ------------------------------------------------------------------------

    @property
    def page(self) -> int:
        """The number of the page that is shown."""
        return self.stack.currentIndex()

    def add_page(self, page: QWidget) -> None:
        """Adds a page."""
        self.stack.addWidget(page)

    def add_above(self, notice: QWidget) -> None:
        """Adds what is told above every page."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.indexOf(self.stack), notice)

    def show_page(self, number: int) -> None:
        """Goes to a page."""
        self.stack.setCurrentIndex(number)
        self._arrange()
        shown = self.stack.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """Goes to the page before; nothing of what was chosen is lost."""
        self.notice.clear()
        self.show_page(max(self.page - 1, 0))

    def ask(
        self, call: Callable[..., Any], *args: Any, done: Callable[[Any], None],
        told: Callable[[Any], None] | None = None,
    ) -> None:  # fmt: skip
        """Has something looked at; the buttons wait for it."""
        self._begin()
        task = self.desk.ask(
            call, *args, done=lambda value: self._end(done, value), failed=self._on_failed,
            told=told, key=f"{self.objectName()}.look", title=self.called(),
        )  # fmt: skip
        self.running.follow(task)

    def do(self, call: Callable[..., Any], *args: Any, done: Callable[[Any], None]) -> None:
        """Has something written. A wizard that is put away meanwhile comes back to tell of it."""
        self._writes = True
        self._begin()
        task = self.desk.do(
            call, *args, title=self.called, done=lambda value: self._end(done, value),
            failed=self._on_failed,
        )  # fmt: skip
        self.running.follow(task)

    def reject(self) -> None:
        """Closes; while something is written the wizard only goes out of the way."""
        if self.running.task is not None and self._writes:
            self.hide()
            return
        self.running.cancel()
        super().reject()

    def done(self, result: int) -> None:
        """The next one is as large as this one was left."""
        self.desk.prefs.set(f"{self.objectName()}.size", [self.width(), self.height()])
        super().done(result)

    def tell(self, error: Exception) -> None:
        """Says above the page what went wrong."""
        what, remedy = troubles.sentences(error)
        self.notice.tell("error", what, in_window(remedy))

    def failed(self, error: Exception) -> None:
        """What a refusal comes to; subclasses put it beside its field where they can."""
        self.tell(error)

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(self.called())
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; in a choice or a list it chooses there, on a button it presses that."""
        enter, place = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter), self.focusWidget()
        if enter and (event.isAutoRepeat() or _chooses(place)):
            event.accept()
            return
        if enter and isinstance(place, QPushButton):
            place.click()  # not the first button, as Qt has it where none is to become it
            return
        super().keyPressEvent(event)

    # Within -------------------------------------------------------------------------------

    def _on_focus(self, _: QWidget | None, place: QWidget | None) -> None:
        """Only while Enter goes on does the button look as though it did."""
        if place is None or not self.isAncestorOf(place):
            return
        presses = isinstance(place, QPushButton) and place is not self.buttons["next"]
        self.buttons["next"].setDefault(not presses and not _chooses(place))

    def _begin(self) -> None:
        self.notice.clear()
        self.running.begin()
        self._arrange(busy=True)

    def _end(self, done: Callable[[Any], None], value: Any) -> None:
        self._over()
        done(value)

    def _over(self) -> None:
        wrote, self._writes = self._writes, False
        self.running.end()
        self._arrange()
        if wrote and not self.isVisible():
            self.open()

    def _on_project_closed(self) -> None:
        self.running.end()
        self.reject()

    def _on_failed(self, error: Exception) -> None:
        self._over()
        if getattr(error, "code", "") != "cancelled":
            self.failed(error)

    def _arrange(self, *, busy: bool | None = None) -> None:
        """Shows what fits the page, and whether something runs."""
        running = self.running.task is not None if busy is None else busy
        self.running.setVisible(running)
        self.stack.setEnabled(not running)
        titles = self.titles()
        if 0 <= self.page < len(titles):
            steps = translate("Imports", "{n} of {total}").format(
                n=self.page + 1, total=len(titles)
            )
            self.title.setText(f"{titles[self.page]}　<small>{steps}</small>")
        last = self.page >= len(titles) - 1
        word = self.next_word()
        self.buttons["next"].setText(word)
        self.buttons["next"].setVisible(bool(word) and not last)
        self.buttons["next"].setEnabled(not running and self.may_go_on())
        back = self.back_word()
        self.buttons["back"].setText(back)
        self.buttons["back"].setVisible(bool(back))
        self.buttons["back"].setEnabled(self.page > 0 and not running)
        self.buttons["close"].setText(self._close_word(last=last, running=running))

    def _close_word(self, *, last: bool, running: bool) -> str:
        if running and self._writes:
            return translate("Imports", "Go on in the background")
        return translate("Imports", "Close") if last else translate("Imports", "Cancel")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.running, 1)
        row.addStretch(1)
        for name in ("back", "next", "close"):
            row.addWidget(self.buttons[name])
        column = QVBoxLayout(self)
        column.addWidget(self.title)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        column.addLayout(row)


def _chooses(place: QWidget | None) -> bool:
    """Whether Enter is meant for the widget that has the focus."""
    return isinstance(place, QAbstractItemView | QComboBox) or (
        isinstance(place, QLineEdit) and isinstance(place.parentWidget(), QComboBox)
    )


def _is_size(kept: object) -> bool:
    """Whether it is a width and a height as they were kept, and of any use."""
    return (
        isinstance(kept, list)
        and len(kept) == 2
        and all(isinstance(side, int) and side >= _LEAST for side in kept)
    )
