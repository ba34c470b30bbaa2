"""Before and after: an issue's pairs side by side, or one over the other with a swipe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import troubles, words
from ui.desk import Desk
from ui.look import icons
from ui.photos import calls, compare_calls
from ui.photos.canvas import PhotoCanvas
from ui.photos.compare_stage import Stage
from ui.photos.end_choice import EndChoice
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice import Kind, Notice
from ui.widgets.translated import Translated
from ui.words import translate


class CompareWindow(Translated, QWidget):
    """The pairs of one issue, or any two photos of it, in a window of its own."""

    closed = Signal()

    def __init__(self, desk: Desk, issue: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("photos.compare")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._issue = desk, issue
        self._told: dict[str, Any] | None = None
        self._free: dict[str, Any] | None = None  # two photos that the user put together
        self._besides: tuple[str, ...] = ()
        self.before, self.after = PhotoCanvas(desk, self), PhotoCanvas(desk, self)
        self.stage = Stage(self.before, self.after, self)
        self._pairs = QComboBox(self)
        self._pairs.setObjectName("photos.pairs")
        self._pairs.currentIndexChanged.connect(self._on_pair)
        self._swipe = QPushButton(self)
        self._swipe.setObjectName("photos.swipe")
        self._swipe.setCheckable(True)
        self._swipe.setIcon(icons.icon("swipe"))
        self._swipe.toggled.connect(self._on_swipe)
        self._nearest = QPushButton(self)
        self._nearest.setObjectName("photos.nearest")
        self._nearest.setIcon(icons.icon("photos"))
        self._nearest.clicked.connect(self.to_nearest)
        self._fit = QPushButton(self)
        self._fit.setIcon(icons.icon("fit"))
        self._fit.setObjectName("photos.compare.fit")
        self._fit.clicked.connect(self.before.fit)
        self._ends = (EndChoice("photos.before", self), EndChoice("photos.after", self))
        self._names = (QLabel(self), QLabel(self))
        for name, end in zip(self._names, self._ends, strict=True):
            name.setBuddy(end)
            end.picked.connect(self._on_picked)
        self._verdict = Notice(self, closable=False)
        self._empty = EmptyState("compare", self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        desk.changed.connect(self._on_changed)
        desk.closed.connect(self.close)
        for canvas in (self.before, self.after):
            canvas.refused.connect(self._verdict.tell_error)
            canvas.shown.connect(self._on_shown)
        self.setWindowIcon(icons.icon("compare"))
        em = self.fontMetrics().height()
        self.resize(em * 66, em * 38)
        self._swipe.setChecked(bool(desk.prefs.get("photos.swipe", False)))
        self.retranslate()
        self.ask()

    def ask(self) -> None:
        """Reads the pairs anew."""
        self._desk.ask(
            compare_calls.told, self._issue, self._besides, done=self._on_told,
            failed=lambda error: self._say(*troubles.sentences(error)), key="photos.pairs",
        )  # fmt: skip

    def show_issue(self, issue: str) -> None:
        """Shows another issue's pairs."""
        if issue != self._issue:
            self._issue, self._told, self._free, self._besides = issue, None, None, ()
            self.ask()

    def put(self, before: str, after: str) -> None:
        """Puts any two photos of the project side by side."""
        self._besides = (before, after)
        self._judge(before, after, compare_calls.pair_in_order)
        self.ask()

    def pair(self) -> dict[str, Any] | None:
        """The pair that is shown."""
        if self._free is not None:
            return self._free
        found = [] if self._told is None else self._told["pairs"]
        at = self._pairs.currentIndex()
        return found[at] if 0 <= at < len(found) else None

    def to_nearest(self) -> None:
        """Puts the photo of before that is most like the later one beside it."""
        after = self._ends[1].photo()
        if after:
            self._desk.ask(
                compare_calls.nearest, self._issue, after, failed=self._verdict.tell_error,
                done=lambda before: self._judge(before, after) if before else None,
                key="photos.nearest",
            )  # fmt: skip

    def choose(self, at: int) -> None:
        """Shows another pair."""
        if 0 <= at < self._pairs.count():
            self._pairs.setCurrentIndex(at)

    def retranslate(self) -> None:
        """Sets every text."""
        self._swipe.setText(translate("Photos", "Swipe (S)"))
        self._swipe.setToolTip(translate("Photos", "One photo over the other, parted by a line"))
        self._fit.setText(translate("Photos", "Whole photos"))
        self._nearest.setText(translate("Photos", "Most alike (N)"))
        self._nearest.setToolTip(
            translate("Photos", "The photo of before that is nearest to this one in place and view")
        )
        self._pairs.setAccessibleName(translate("Photos", "Pair"))
        self._pairs.setToolTip(translate("Photos", "Former and next pair by Page Up and Page Down"))
        self._pairs.setPlaceholderText(translate("Photos", "Two photos of your choice"))
        self._names[0].setText(translate("Photos", "&Before"))
        self._names[1].setText(translate("Photos", "&After"))
        for end in self._ends:
            end.setToolTip(translate("Photos", "Choose any photo of the issue for this side"))
        self.before.setAccessibleName(translate("Photos", "Before"))
        self.after.setAccessibleName(translate("Photos", "After"))
        if self._told is not None:
            self._fill()
        else:
            self.setWindowTitle(translate("Photos", "Before and after"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """S swipes, N takes the most alike, Page Up and Down change the pair, Escape closes."""
        key, at = event.key(), self._pairs.currentIndex()
        if key == Qt.Key.Key_S:
            self._swipe.toggle()
        elif key == Qt.Key.Key_N:
            self.to_nearest()
        elif key == Qt.Key.Key_PageDown:
            self.choose(at + 1)
        elif key == Qt.Key.Key_PageUp:
            self.choose(at - 1)
        elif key == Qt.Key.Key_0 and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.before.fit()
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: Any) -> None:
        """Tells that it is gone."""
        if self._desk.info is not None:
            self._desk.picture(calls.forget_pictures, failed=lambda _: None)
        self.closed.emit()
        super().closeEvent(event)

    # Within -------------------------------------------------------------------------------

    def _on_changed(self, changes: Any) -> None:
        if changes.ids("photo") or self._issue in changes.ids("issue"):
            self.ask()

    def _on_told(self, told: dict[str, Any]) -> None:
        former = self.pair()
        self._told = told
        self._fill(former)

    def _fill(self, former: dict[str, Any] | None = None) -> None:
        assert self._told is not None
        former = former or self.pair()
        title = translate("Photos", "Before and after: {issue}").format(issue=self._told["issue"])
        self.setWindowTitle(title)
        pairs = self._told["pairs"]
        for end in self._ends:
            end.offer(self._told["rows"].values(), self._issue)
        self._pairs.blockSignals(True)
        self._pairs.clear()
        for pair in pairs:
            self._pairs.addItem(icons.icon("ok" if pair["counts"] else "warning"), self._name(pair))
        ends = [(p["before"], p["after"]) for p in pairs]
        wanted = (former["before"], former["after"]) if former else None
        if self._free is None and not pairs and len(self._told["rows"]) > 1:
            self._judge(*list(self._told["rows"])[:: len(self._told["rows"]) - 1])
        at = -1 if self._free is not None or not pairs else 0
        self._pairs.setCurrentIndex(ends.index(wanted) if wanted in ends else at)
        self._pairs.blockSignals(False)
        some = len(self._told["rows"]) > 1
        self._pairs.setEnabled(bool(pairs))
        for part in (self._swipe, self._fit, self._nearest, *self._ends):
            part.setEnabled(some)
        if not some:
            self._say(
                translate("Photos", "This issue has no pair yet"),
                translate("Photos", "A pair takes a photo tied as before and one tied as after."),
            )
            return
        self._stack.setCurrentIndex(0)
        if self._free is not None:
            self._judge(self._free["before"], self._free["after"])  # it may be tied by now
        self._show_pair()

    def _on_pair(self, _: int) -> None:
        self._free = None
        self._show_pair()

    def _show_pair(self) -> None:
        pair = self.pair()
        if pair is None:
            return
        for canvas, name, end in zip(
            (self.before, self.after), ("before", "after"), self._ends, strict=True
        ):
            if canvas.photo() != pair[name]:
                canvas.set_photo(pair[name])
            end.show_photo(pair[name])
        self._tell_verdict(pair)

    def _on_picked(self) -> None:
        before, after = (end.photo() for end in self._ends)
        if before and after:
            self._judge(before, after)

    def _judge(
        self, before: str, after: str, call: Callable[..., Any] = compare_calls.pair
    ) -> None:
        """Shows two photos as soon as the worker has told how they go together."""
        issue = self._issue
        self._desk.ask(
            call, issue, before, after, done=lambda pair: self._on_judged(issue, pair),
            failed=self._verdict.tell_error,
            key="photos.pair",
        )  # fmt: skip

    def _on_shown(self, _: dict[str, Any]) -> None:
        """What was refused is there after all: the verdict stands in its place again."""
        pair = self.pair()
        if pair is not None and self._verdict.kind() == "error":
            self._tell_verdict(pair)

    def _on_judged(self, issue: str, pair: dict[str, Any]) -> None:
        if issue != self._issue:
            return
        found = [] if self._told is None else self._told["pairs"]
        ends = [(p["before"], p["after"]) for p in found]
        wanted = (pair["before"], pair["after"])
        self._free = None if wanted in ends else pair
        self._pairs.blockSignals(True)
        self._pairs.setCurrentIndex(ends.index(wanted) if wanted in ends else -1)
        self._pairs.blockSignals(False)
        self._show_pair()

    def _tell_verdict(self, pair: dict[str, Any]) -> None:
        measured = pair["differs"].get(words.language(), "")
        kind: Kind
        if pair["counts"]:
            text, kind = translate("Photos", "This pair counts as evidence"), "ok"
        else:
            text, kind = translate("Photos", "This pair does not count as evidence"), "warning"
        why = [words.sentence(f"why_{code}") for code in (*pair["why_not"], pair["remark"]) if code]
        if measured:
            text = translate("Photos", "{verdict}: {measured}").format(
                verdict=text, measured=measured
            )
        self._verdict.tell(kind, text, translate("Photos", "; ", "between reasons").join(why))

    def _name(self, pair: dict[str, Any]) -> str:
        assert self._told is not None
        files = [
            self._told["rows"].get(pair[end], {}).get("file") or pair[end][:12]
            for end in ("before", "after")
        ]
        return " → ".join(files)

    def _say(self, title: str, text: str) -> None:
        self._verdict.clear()
        self._empty.tell(title, text)
        self._stack.setCurrentIndex(1)

    def _on_swipe(self, on: bool) -> None:
        self._desk.prefs.set("photos.swipe", on)
        self.stage.set_swipe(on)
        if on:
            self.stage.handle.setFocus()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self._pairs, 1)
        bar.addWidget(self._nearest)
        bar.addWidget(self._swipe)
        bar.addWidget(self._fit)
        page = QWidget(self)
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 0, 0)
        sides = QHBoxLayout()
        for name, end in zip(self._names, self._ends, strict=True):
            sides.addWidget(name)
            sides.addWidget(end, 1)
        inner.addLayout(sides)
        inner.addWidget(self.stage, 1)
        self._stack.addWidget(page)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self._verdict)
