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
from ui.photos.import_sum import DAMAGED, GONE, Sum, Took, sum_of
from ui.tasks.task import Task
from ui.widgets.translated import Translated
from ui.words import plural, translate

if TYPE_CHECKING:
    from ui.photos.import_dialog import Wanted
    from ui.photos.results_model import Result


class ImportRun(Translated, QWidget):
    """One import at a time; what is asked for meanwhile follows, and is told of with it.

    Signals:
        begun: an import begins.
        stored: more photos are in the project.
        ended: the import is over, well or not.
        failed: it did not end well; ``failure`` says why.
        finished: what was done, in one sentence.
    """

    begun = Signal()
    stored = Signal()
    ended = Signal()
    failed = Signal()
    finished = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photos.import_run")
        self._desk = desk
        self._task: Task | None = None
        self._stored: dict[str, Took] = {}  # by file, as they came
        self._wanted: list[Wanted] = []
        self._waiting: list[Wanted] = []  # those of them that did not begin yet
        self._had: frozenset[str] = frozenset()
        self._values: list[dict[str, Any]] = []  # what those did that are over
        self._error: Exception | None = None
        self._told = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._stop = QPushButton(self)
        self._stop.setObjectName("photos.import.stop")
        self._stop.clicked.connect(self._on_stop)
        desk.closed.connect(self._forget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._told)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        self.hide()
        self.retranslate()

    def begin(self, wanted: Wanted) -> None:
        """Begins an import; where one runs, the other is done after it."""
        if self.is_running():
            self._wanted.append(wanted)
            self._waiting.append(wanted)
            self._tell()
        else:
            self._begin([wanted], {})

    def go_on(self) -> None:
        """Imports what the last import did not, once its card is back, say."""
        if self._wanted and not self.is_running():
            self._begin(self._wanted, self._stored)

    def _begin(self, wanted: list[Wanted], stored: dict[str, Took]) -> None:
        self._wanted, self._waiting, self._values = list(wanted), list(wanted), []
        self._stored, self._had = dict(stored), frozenset(stored)
        self._error = None
        self.begun.emit()
        self._next()

    def _next(self) -> None:
        wanted = self._waiting.pop(0)
        self._bar.setRange(0, 0)
        self._task = self._desk.do(
            import_calls.import_photos, list(wanted.paths), wanted.how, wanted.datum,
            wanted.auto_tag, wanted.phase, self._had,
            title=lambda: translate("Photos", "Importing photos"),
            done=self._on_done, failed=self._on_failed, told=self._on_told,
        )  # fmt: skip
        self._task.stepped.connect(self._on_stepped)
        self._stop.setEnabled(True)
        self._tell()
        self.show()

    def _forget(self) -> None:
        """Another project must not be told what came into this one."""
        self._wanted, self._waiting, self._values = [], [], []
        self._stored, self._had = {}, frozenset()

    def is_running(self) -> bool:
        """True until the import is over."""
        return self._task is not None and not self._task.is_over

    def has_results(self) -> bool:
        """True where there is something to show."""
        return bool(self._values or self._stored)

    def results(self) -> list[Result]:
        """What became of each file of the last import."""
        from ui.photos.results_model import results

        stored = [(t.file, t.sha256, t.is_new) for t in self._stored.values()]
        return results(stored, self._problems())

    def sum(self) -> Sum:
        """What the last import did, as heaps; also of one that failed on its way."""
        return sum_of(list(self._stored.values()), self._problems(), is_stopped=self._is_cut())

    def photos(self) -> tuple[str, ...]:
        """The hashes of what the last import took so far, in order."""
        return tuple(dict.fromkeys(took.sha256 for took in self._stored.values()))

    def remarks(self) -> dict[str, dict[str, dict[str, Any]]]:
        """What is odd about photos of the last import: by its code, by hash, what it says."""
        found: dict[str, dict[str, dict[str, Any]]] = {}
        for value in self._values:
            for code, told in value["remarks"].items():
                found.setdefault(code, {}).update(told)
        return found

    def heading(self) -> str:
        """What the last import did, in one sentence."""
        if not self._values:
            return ""
        told = words.listed(_counts(self._values))
        if self._is_cut() and self.isHidden():
            stopped = translate("Photos", "Stopped; what is in stays: {done}")
            told = stopped.format(done=told)
        return told

    def failure(self) -> tuple[str, str]:
        """Why the last import did not end well, and what to do; nothing where it did."""
        return ("", "") if self._error is None else troubles.sentences(self._error)

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
        return [problem for value in self._values for problem in value["problems"]]

    def _is_cut(self) -> bool:
        """True where something that was asked for did not come to its end."""
        stopped = any(value["stopped"] for value in self._values)
        return stopped or len(self._values) < len(self._wanted)

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
        if self._task is not None and self._task.is_cancelled:
            told = words.stopping()
        self._told.setText(told)

    def _on_stop(self) -> None:
        self._waiting.clear()
        if self._task is not None:
            self._stop.setEnabled(False)
            self._task.cancel()
            self._tell()

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
        self._values.append(value)
        self._take(value["stored"])
        if self._waiting:
            self._next()
            return
        self.hide()
        self.finished.emit(self.heading())
        self.ended.emit()

    def _on_failed(self, error: Exception) -> None:
        self._waiting.clear()  # they can be gone on with, once the reason is put right
        self.hide()
        self._error = error
        self.failed.emit()
        self.stored.emit()
        self.ended.emit()


def _counts(values: list[dict[str, Any]]) -> list[str]:
    """What one import did, or several in a row."""
    n: Counter[str] = Counter()
    for value in values:
        n.update({name: count for name, count in value.items() if isinstance(count, int)})
    tied = translate("Photos", "tied {n}").format(n=words.number(n["tagged"]))
    phases = sum((Counter(value["phases"]) for value in values), Counter[str]())
    if phases:
        tied = translate("Photos", "{tied} ({phases})").format(
            tied=tied, phases=words_of.listed_phases(phases.elements())
        )
    parts = [
        translate("Photos", "Added {n}").format(n=words.number(n["added"])),
        translate("Photos", "there already {n}").format(n=words.number(n["duplicates"])),
        translate("Photos", "with a position {n}").format(n=words.number(n["located"])),
        tied,
        translate("Photos", "to choose {n}").format(n=words.number(n["needs_choice"])),
    ]
    # What was not there any more is no file that was refused for what it is.
    problems = [problem for value in values for problem in value["problems"]]
    left = sum(code in GONE and fatal for _, code, _, fatal in problems)
    parts.append(translate("Photos", "refused {n}").format(n=words.number(n["refused"] - left)))
    if left:
        parts.append(translate("Photos", "left behind {n}").format(n=words.number(left)))
    # How many photos were taken whose file breaks off.
    damaged = sum(code == DAMAGED for _, code, _, _ in problems)
    if damaged:
        broken = translate("Photos", "damaged and no evidence as they are {n}")
        parts.append(broken.format(n=words.number(damaged)))
    return parts
