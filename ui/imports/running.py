"""What runs for a wizard: a line with a word of it, how far it is, and a button that stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui.tasks.task import Task
from ui.widgets.translated import Translated
from ui.words import capital, sentence, stopping, translate


class Running(Translated, QWidget):
    """The line; it is seen while something runs."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._what = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._stop = QPushButton(self)
        self._stop.setObjectName(name)
        self._stop.setAutoDefault(False)
        self._stop.clicked.connect(self.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._what)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        self.retranslate()

    @property
    def task(self) -> Task | None:
        """What runs."""
        return self._task

    def begin(self) -> None:
        """Something is about to run, of which nothing is known yet."""
        self._bar.setRange(0, 0)
        self._what.setText("")
        self._stop.setEnabled(True)

    def follow(self, task: Task) -> None:
        """Shows how far a task is."""
        self._task = task
        task.stepped.connect(self._on_step)
        task.stopping.connect(self._on_stopping)

    def end(self) -> None:
        """Nothing runs any more."""
        self._task = None

    def cancel(self) -> None:
        """Stops what runs."""
        if self._task is not None:
            self._task.cancel()

    def retranslate(self) -> None:
        """Sets every text."""
        self._stop.setText(translate("Imports", "Stop"))

    def _on_stopping(self) -> None:
        self._stop.setEnabled(False)
        self._what.setText(stopping())

    def _on_step(self) -> None:
        task = self._task
        if task is None:
            return
        self._bar.setRange(0, task.total)
        self._bar.setValue(task.done)
        if task.what and not task.is_cancelled:
            self._what.setText(capital(sentence(task.what)))
