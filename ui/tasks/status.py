"""The status bar's part for work in the background: what runs, how far, how long still, cancel."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from ui.look import icons
from ui.tasks.office import Office
from ui.tasks.task import Task
from ui.timers import pause
from ui.widgets.translated import Translated
from ui.words import language, number, plural, translate

_PATIENCE_MS = 700  # what is over sooner is not worth a word
_TICK_MS = 500


class TaskStatus(Translated, QWidget):
    """Shows the oldest task that takes long; a click on the cross cancels it."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._task: Task | None = None
        self._label = QLabel(self)
        self._label.setObjectName("task.label")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("task.bar")
        self._bar.setTextVisible(False)
        self._more = QLabel(self)
        self._cancel = QToolButton(self)
        self._cancel.setObjectName("task.cancel")
        self._cancel.setAutoRaise(True)
        self._cancel.clicked.connect(self._on_cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._label, self._bar, self._more, self._cancel):
            row.addWidget(part)
        self._bar.setFixedWidth(self.fontMetrics().averageCharWidth() * 24)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show)
        self._patience = pause(self, _PATIENCE_MS, self._look)
        office.begun.connect(self._on_begun)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Sets every text."""
        self._cancel.setIcon(icons.icon("cancel"))
        self._cancel.setToolTip(translate("Frame", "Cancel: what is stored until now stays"))
        self._cancel.setAccessibleName(translate("Frame", "Cancel"))
        if self._task is not None:
            self._show()

    def _on_begun(self, task: Task) -> None:
        if task.title and not self._patience.isActive() and self._task is None:
            self._patience.start()

    def _look(self) -> None:
        """Takes up the oldest task with a title, or none."""
        titled = [task for task in self._office.tasks() if task.title]
        self._task = titled[0] if titled else None
        self.setVisible(self._task is not None)
        if self._task is None:
            self._tick.stop()
            return
        self._task.ended.connect(self._on_ended)
        self._task.stepped.connect(self._show)
        self._task.stopping.connect(self._show)
        self._tick.start()
        self._show()

    def _on_ended(self) -> None:
        self._task = None
        self._look()

    def _on_cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _show(self) -> None:
        task = self._task
        if task is None:
            return
        what = _sentence(task.what)
        told = f"{task.title}: {what}" if what and what != task.what else task.title
        if task.is_cancelled:
            told = translate("Frame", "Cancelling: {title}").format(title=task.title)
        self._label.setText(told)
        self._bar.setRange(0, task.total)
        self._bar.setValue(min(task.done, task.total))
        self._more.setText(self._numbers(task))
        self._cancel.setEnabled(not task.is_cancelled)

    def _numbers(self, task: Task) -> str:
        parts = []
        if task.total:
            parts.append(f"{number(task.done)}/{number(task.total)}")
        left = task.remaining_s()
        if left is not None:
            parts.append(_still(left))
        waiting = sum(1 for other in self._office.tasks() if other.title) - 1
        if waiting > 0:
            one, many = translate("Frame", "{n} more waits"), translate("Frame", "{n} more wait")
            parts.append(plural(waiting, one, many))
        return " · ".join(parts)


def _sentence(code: str) -> str:
    """What a task is at, in words."""
    from greenshield import messages  # loaded when something takes long, not at the start

    return messages.text(code, {}, language()) if code else ""


def _still(seconds: float) -> str:
    if seconds < 60:
        return translate("Frame", "{n} s left").format(n=number(max(1, round(seconds))))
    return translate("Frame", "{n} min left").format(n=number(round(seconds / 60)))
