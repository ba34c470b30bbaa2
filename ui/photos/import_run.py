"""An import while it runs: a bar over the photos with its progress, its end, and its results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui import troubles, words
from ui.desk import Desk
from ui.photos import import_calls, words_of
from ui.photos.import_sum import DAMAGED, Sum, Took, sum_of
from ui.tasks.task import Task
from ui.widgets.translated import Translated
from ui.words import plural, translate

if TYPE_CHECKING:
    from ui.photos.import_dialog import Wanted
    from ui.photos.results_model import Result


class ImportRun(Translated, QWidget):
    """One import at a time; others wait in the worker's write lane.

    Signals:
        begun: an import begins.
        stored: more photos are in the project.
        ended: the import is over, well or not.
        failed: what was told where it did not end well: sentence and remedy.
        finished: what was done, in one sentence.
    """

    begun = Signal()
    stored = Signal()
    ended = Signal()
    failed = Signal(str, str)
    finished = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photos.import_run")
        self._desk = desk
        self._task: Task | None = None
        self._stored: dict[str, Took] = {}  # by file, as they came
        self._wanted: Wanted | None = None
        self._value: dict[str, Any] | None = None
        self._told = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._stop = QPushButton(self)
        self._stop.setObjectName("photos.import.stop")
        self._stop.clicked.connect(self._on_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._told)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        self.hide()
        self.retranslate()

    def begin(self, wanted: Wanted) -> None:
        """Begins an import; where one runs, the other is done after it."""
        self._wanted = wanted
        self._begin({})

    def go_on(self) -> None:
        """Imports what the last import did not, once its card is back, say."""
        if self._wanted is not None and not self.is_running():
            self._begin(self._stored)

    def _begin(self, stored: dict[str, Took]) -> None:
        wanted = self._wanted
        assert wanted is not None
        self._stored, self._value = dict(stored), None
        had = frozenset(stored)
        self.begun.emit()
        self._bar.setRange(0, 0)
        self._task = self._desk.do(
            import_calls.import_photos, list(wanted.paths), wanted.how, wanted.datum,
            wanted.auto_tag, wanted.phase, had,
            title=lambda: translate("Photos", "Importing photos"),
            done=self._on_done, failed=self._on_failed, told=self._on_told,
        )  # fmt: skip
        self._task.stepped.connect(self._on_stepped)
        self._stop.setEnabled(True)
        self._tell()
        self.show()

    def is_running(self) -> bool:
        """True until the import is over."""
        return self._task is not None and not self._task.is_over

    def has_results(self) -> bool:
        """True where there is something to show."""
        return self._value is not None or bool(self._stored)

    def results(self) -> list[Result]:
        """What became of each file of the last import."""
        from ui.photos.results_model import results

        stored = [(t.file, t.sha256, t.is_new) for t in self._stored.values()]
        return results(stored, self._problems())

    def sum(self) -> Sum:
        """What the last import did, as heaps; also of one that failed on its way."""
        done = self._value
        stopped = done is None or bool(done["stopped"])
        return sum_of(list(self._stored.values()), self._problems(), is_stopped=stopped)

    def photos(self) -> tuple[str, ...]:
        """The hashes of what the last import took so far, in order."""
        return tuple(dict.fromkeys(took.sha256 for took in self._stored.values()))

    def heading(self) -> str:
        """What the last import did, in one sentence."""
        done = self._value
        if done is None:
            return ""
        parts = [
            translate("Photos", "Added {n}").format(n=words.number(done["added"])),
            translate("Photos", "there already {n}").format(n=words.number(done["duplicates"])),
            translate("Photos", "with a position {n}").format(n=words.number(done["located"])),
            self._tied(done),
            translate("Photos", "to choose {n}").format(n=words.number(done["needs_choice"])),
            translate("Photos", "refused {n}").format(n=words.number(done["refused"])),
        ]
        if damaged := _damaged(done):
            told = translate("Photos", "damaged and no evidence as they are {n}")
            parts.append(told.format(n=words.number(damaged)))
        told = words.listed(parts)
        if done["stopped"]:
            stopped = translate("Photos", "Stopped; what is in stays: {done}")
            told = stopped.format(done=told)
        return told

    def _tied(self, done: dict[str, Any]) -> str:
        told = translate("Photos", "tied {n}").format(n=words.number(done["tagged"]))
        if done["phases"]:
            told = translate("Photos", "{tied} ({phases})").format(
                tied=told, phases=words_of.listed_phases(Counter(done["phases"]).elements())
            )
        return told

    def retranslate(self) -> None:
        """Sets every text."""
        self._stop.setText(translate("Photos", "Stop"))
        self._stop.setToolTip(translate("Photos", "What is imported by then stays"))
        self._bar.setAccessibleName(translate("Photos", "Progress of the import"))
        self._tell()

    def _take(self, stored: Sequence[tuple[Any, ...]]) -> None:
        """Notes files; one that is told again was tied meanwhile."""
        for each in stored:
            took = Took(*each)
            self._stored[took.file] = took.beside(self._stored.get(took.file))

    def _problems(self) -> list[tuple[str, str, dict[str, Any], bool]]:
        return [] if self._value is None else self._value["problems"]

    def _tell(self) -> None:
        count = len(self._stored)
        told = plural(
            count, translate("Photos", "Importing: {n} photo so far"),
            translate("Photos", "Importing: {n} photos so far"),
        )  # fmt: skip
        remaining = self._task.remaining_s() if self._task is not None else None
        if remaining is not None and remaining >= 1:
            left = translate("Photos", "{time} left").format(time=words.duration(remaining))
            told = f"{told} · {left}"
        self._told.setText(told)

    def _on_stop(self) -> None:
        if self._task is not None:
            self._stop.setEnabled(False)
            self._task.cancel()

    def _on_stepped(self) -> None:
        if self._task is not None and self._task.total:
            self._bar.setRange(0, self._task.total)
            self._bar.setValue(self._task.done)
        self._tell()

    def _on_told(self, stored: Sequence[tuple[Any, ...]]) -> None:
        self._take(stored)
        self._tell()
        self.stored.emit()

    def _on_done(self, value: dict[str, Any]) -> None:
        self._value = value
        self._take(value["stored"])
        self.hide()
        self.finished.emit(self.heading())
        self.ended.emit()

    def _on_failed(self, error: Exception) -> None:
        self.hide()
        self.failed.emit(*troubles.sentences(error))
        self.stored.emit()
        self.ended.emit()


def _damaged(done: dict[str, Any]) -> int:
    """How many photos were taken whose file breaks off."""
    return sum(code == DAMAGED for _, code, _, _ in done["problems"])
