"""What a comparison or a check found: a verdict, its lines, and what to do with them."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ui.areas import worded
from ui.areas.worded import WordedButton
from ui.tasks.task import Task
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice import Kind, Notice
from ui.widgets.translated import Translated
from ui.words import translate

_WIDEST = 56  # letters of a column


class ResultPage(Translated, QWidget):
    """Lines that lead to the map. Subclasses run what fills it, and word it.

    Signals:
        wanted_on_map: the guest's features to go to, by their ids; none for all.
    """

    wanted_on_map = Signal(tuple)

    def __init__(
        self, name: str, icon: str, model: QAbstractItemModel, parent: QWidget | None = None
    ) -> None:
        """Makes the parts.

        Args:
            name: of the page, and the beginning of its parts' names.
            icon: of what is said while there is nothing.
            model: of the lines.
            parent: of the page.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self._name = name
        self._task: Task | None = None
        self._is_old = self._changed_since = False
        self.verdict = Notice(self, closable=False)
        self.verdict.setObjectName(f"{name}.verdict")
        self.tree = _Tree(self)
        self.tree.setObjectName(f"{name}.tree")
        self.tree.setModel(model)
        self.tree.header().setStretchLastSection(False)
        self.all, self.save, self.again = self._buttons = (
            WordedButton(f"{name}.all", "fit", lambda: self.wanted_on_map.emit(()), self),
            WordedButton(f"{name}.save", "save", self.ask_where, self),
            WordedButton(f"{name}.again", "refresh", self.run_again, self),
        )
        self.empty = EmptyState(icon, self)
        self.running = EmptyState("clock", self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.running.acted.connect(self.cancel)
        self.tree.entered_at.connect(self._on_entered)
        self.tree.clicked.connect(lambda _: self._on_entered())

    @property
    def is_running(self) -> bool:
        """Whether the worker is at it."""
        return self._task is not None and not self._task.is_over

    def cancel(self) -> None:
        """Stops what runs."""
        if self._task is not None:
            self._task.cancel()

    def watch(self, task: Task) -> None:
        """Shows how far a task is, until something else is shown."""
        self._task, self._changed_since = task, False
        task.stepped.connect(self._on_step)
        self._stack.setCurrentWidget(self.running)
        self._on_step()

    def outdate(self) -> None:
        """Boundaries were changed: what was found before is told to be of before."""
        self._is_old = self._changed_since = True
        self._tell()

    def tell_verdict(self, kind: Kind, told: str) -> None:
        """Says what was found, and whether boundaries are others by now."""
        since = translate("Areas", "Boundaries were changed since: this is how it was before.")
        self.verdict.tell("warning" if self._is_old else kind, told, since if self._is_old else "")

    def take_in(self) -> None:
        """Called where a result has come: what was changed meanwhile may not be in it."""
        self._is_old = self._changed_since

    def show_result(self) -> None:
        """Shows the lines."""
        self._stack.setCurrentIndex(0)
        letter, header = self.fontMetrics().averageCharWidth(), self.tree.header()
        for column in range(header.count()):
            if header.sectionResizeMode(column) != QHeaderView.ResizeMode.Stretch:
                self.tree.resizeColumnToContents(column)
                wide = min(header.sectionSize(column) + letter, letter * _WIDEST)
                header.resizeSection(column, wide)

    def show_nothing(self) -> None:
        """Shows what there is to do."""
        self._stack.setCurrentWidget(self.empty)

    def ids(self) -> tuple[str, ...]:
        """The features that the current line stands for."""
        return ()

    def doing(self) -> str:
        """What runs, in words."""
        raise NotImplementedError

    def _tell(self) -> None:
        """Words the verdict anew."""
        raise NotImplementedError

    def ask_where(self) -> None:
        """Asks where what was found is to be saved."""

    def run_again(self) -> None:
        """Finds anew, or other things."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow place buttons are icons."""
        super().resizeEvent(event)
        worded.fit(self, self._buttons)

    def retranslate(self) -> None:
        """Sets the texts that both pages have."""
        self.all.say(translate("Areas", "Show all on the map"))
        self._on_step()

    def _on_step(self) -> None:
        told = ""
        if self._task is not None and self._task.total:
            told = translate("Areas", "{done} of {total}").format(
                done=self._task.done, total=self._task.total
            )
        self.running.tell(self.doing(), told, translate("Areas", "Cancel"))

    def _on_entered(self) -> None:
        if self.ids():
            self.wanted_on_map.emit(self.ids())

    def _lay_out(self) -> None:
        result = QWidget(self)
        top = QHBoxLayout()
        top.addWidget(self.verdict, 1)
        for button in self._buttons:
            top.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        self.column = column = QVBoxLayout(result)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.tree, 1)
        for page in (result, self.empty, self.running):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._stack.setCurrentWidget(self.empty)


class _Tree(QTreeView):
    """The lines; Enter goes to the map.

    Signals:
        entered_at: Enter was pressed on a line.
    """

    entered_at = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_at.emit()
            event.accept()
            return
        super().keyPressEvent(event)
