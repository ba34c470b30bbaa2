"""Chooses an issue for photos by hand: found by number or name, with phase and kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from ui import words
from ui.desk import Desk
from ui.photos import calls, words_of
from ui.photos.packed import Packed
from ui.photos.tie_choice import TieChoice
from ui.tasks.task import Task
from ui.timers import pause
from ui.widgets.held import Held
from ui.widgets.notice import Notice
from ui.widgets.tall_icons import TallIcons
from ui.widgets.translated import Translated
from ui.words import plural, translate

Index = QModelIndex | QPersistentModelIndex
FOUND = int(Qt.ItemDataRole.UserRole) + 1
_TYPED_MS = 150
_MANY = 1000  # photos that are looked at for longer than a moment


class FoundModel(QAbstractListModel):
    """Issues that were found: id, number, state, name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: list[tuple[str, str, str, str]] = []

    def set_found(self, found: list[tuple[str, str, str, str]]) -> None:
        """Shows others."""
        self.beginResetModel()
        self._found = list(found)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """All that were found."""
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One line an issue."""
        if not index.isValid() or not index.row() < len(self._found):
            return None
        found = self._found[index.row()]
        if role == FOUND:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            _, number, state, name = found
            return "　".join(part for part in (number, words.state(state), name) if part)
        return None


class TagDialog(Translated, Held, QDialog):
    """Ties photos to an issue that one looks for."""

    def __init__(
        self, desk: Desk, photos: list[str], phase: str, kind: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("photos.tag_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._photos = desk, Packed(photos)
        self._answered: str | None = None  # the words that the list answers
        self._weighing: Task | None = None
        self._entered = False  # Enter came before the answer
        self._label, self._words = QLabel(self), QLineEdit(self)
        self._words.setObjectName("photos.tag.words")
        self._words.setClearButtonEnabled(True)
        TallIcons(self._words)
        self._label.setBuddy(self._words)
        self.found = FoundModel(self)
        self._list = QListView(self)
        self._list.setObjectName("photos.tag.found")
        self._list.setModel(self.found)
        self._list.setUniformItemSizes(True)
        self.choice = TieChoice(self, alt=True)
        self.choice.set_phase(phase)
        self.choice.set_kind(kind)
        self._why = QLabel(self)
        self._why.setObjectName("photos.tag.why")
        self._why.setWordWrap(True)
        self._beside = QCheckBox(self)
        self._beside.setObjectName("photos.tag.beside")
        self._beside.hide()
        self.notice = Notice(self, closable=False)
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        self._buttons = QDialogButtonBox(ok | cancel, self)
        self._buttons.button(ok).setObjectName("photos.tag.ok")
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (self._label, self._words, self._list, self.choice, self._why, self._beside):
            column.addWidget(part)
        column.addWidget(self.notice)
        column.addWidget(self._buttons)
        self._soon = pause(self, _TYPED_MS, self._find)
        self._words.textChanged.connect(self._on_typed)
        self._list.doubleClicked.connect(lambda _: self._on_accepted())
        self._list.selectionModel().currentChanged.connect(lambda *_: self._ask_doubts())
        self.choice.changed.connect(self._ask_doubts)
        self._beside.toggled.connect(self._ask_doubts)
        self.found.modelReset.connect(self._on_reset)
        desk.closed.connect(self.reject)
        self.finished.connect(self._on_finished)
        em = self.fontMetrics().height()
        self.resize(em * 28, em * 24)
        self.retranslate()
        self._find()

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(
            plural(
                len(self._photos), translate("Photos", "Tie {n} photo to an issue"),
                translate("Photos", "Tie {n} photos to an issue"),
            )
        )  # fmt: skip
        self._label.setText(translate("Photos", "Number or na&me"))
        self._words.setPlaceholderText(translate("Photos", "a part of it"))
        self._list.setAccessibleName(translate("Photos", "Issues found"))
        self._beside.setText(translate("Photos", "&Other phases of this issue stay beside it"))
        self._beside.setToolTip(
            translate("Photos", "Without it, another phase replaces the one that a photo had")
        )
        ok = QDialogButtonBox.StandardButton.Ok
        self._buttons.button(ok).setText(translate("Photos", "Tie"))
        cancel = QDialogButtonBox.StandardButton.Cancel
        self._buttons.button(cancel).setText(translate("Photos", "Cancel"))
        self._ask_doubts()

    def parts(self) -> Iterable[QWidget]:
        """The first button and every choice."""
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        return ok, self._words, self._list, self.choice, self._beside

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down in the field move in the list; Enter waits for the answer."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._is_waiting():
            self._entered = True
            self._find()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._words.hasFocus():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = self._list.currentIndex().row() + step
            if 0 <= row < self.found.rowCount():
                self._list.setCurrentIndex(self.found.index(row))
            return
        super().keyPressEvent(event)

    def _is_waiting(self) -> bool:
        """Whether the list answers other words than those that stand in the field."""
        return self._answered != self._words.text()

    def _on_typed(self) -> None:
        self._entered = False
        self._tell_ready()
        self._soon.start()

    def _find(self) -> None:
        self._soon.stop()
        asked = self._words.text()
        self._desk.ask(
            calls.find_issues, asked, done=lambda found: self._on_found(asked, found),
            failed=self._on_find_failed, key="photos.find_issues",
        )  # fmt: skip
        self._tell_ready()

    def _on_found(self, asked: str, found: list[tuple[str, str, str, str]]) -> None:
        """Shows an answer; an Enter that came before it is carried out where one issue is meant."""
        if asked != self._words.text():
            return
        self._answered = asked
        self.found.set_found(found)
        if self._entered:
            self._entered = False
            row = _meant(asked, found)
            if row >= 0:
                self._list.setCurrentIndex(self.found.index(row))
                self._on_accepted()

    def _on_find_failed(self, error: Exception) -> None:
        self._entered = False
        self._on_failed(error)

    def _tell_ready(self) -> None:
        if self._task is not None:
            return  # it is being tied
        ready = self.found.rowCount() > 0 and not self._is_waiting()
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(ready)

    def _on_reset(self) -> None:
        if self.found.rowCount():
            self._list.setCurrentIndex(self.found.index(0))
            self.notice.clear()
        else:
            self.notice.tell("info", translate("Photos", "No issue is called so"))
        self._tell_ready()

    def _chosen(self) -> tuple[str, str, str, str] | None:
        found: tuple[str, str, str, str] | None = self._list.currentIndex().data(FOUND)
        return found

    def _ask_doubts(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        self._weighing = self._desk.ask(
            calls.doubts, self._photos, chosen[0], self.choice.phase() or "day",
            self.choice.kind(), self._beside.isChecked(), done=self._on_doubts,
            failed=lambda _: None, key="photos.tag.doubts",
        )  # fmt: skip
        if len(self._photos) > _MANY:
            self.notice.tell("info", translate("Photos", "Looking at the photos…"))
            self._weighing.stepped.connect(self._on_weighing)

    def _on_weighing(self) -> None:
        task = self.sender()
        if isinstance(task, Task) and task is self._weighing and task.total:
            share = words.number(100 * task.done // task.total)
            told = translate("Photos", "Looking at the photos… {share} %").format(share=share)
            self.notice.tell("info", told)

    def _on_doubts(self, answer: tuple[calls.Offered, calls.Doubts]) -> None:
        offered, doubts = answer
        self._weighing = None
        self._why.setText("\n".join(words_of.phases(offered)))
        self._why.setHidden(bool(self.choice.phase()))
        others = ("photo_phase_replaced", "photo_tagged_twice")
        self._beside.setVisible(any(code in others for code, *_ in doubts))
        if doubts:
            remedy = words.capital(words.remedy(*doubts[0][:2]))
            told = words_of.counted_remarks(doubts, 4)
            self.notice.tell("warning", "\n".join(told), remedy)
        else:
            self.notice.clear()

    def _on_finished(self) -> None:
        if self._weighing is not None:
            self._weighing.cancel()

    def _on_accepted(self) -> None:
        chosen = self._chosen()
        if chosen is None or self._is_waiting():
            return
        count, number = len(self._photos), chosen[1]
        task = self._desk.do(
            calls.tag, self._photos, chosen[0], self.choice.phase() or "day", self.choice.kind(),
            not self._beside.isHidden() and self._beside.isChecked(),
            title=lambda: words_of.tying(count, number),
            done=lambda _: self.accept(), failed=self._on_failed,
            undo=lambda back: (calls.put_ties_back, (back,)),
        )  # fmt: skip
        self.hold(task)

    def _on_failed(self, error: Exception) -> None:
        if getattr(error, "code", "") != "cancelled":
            self.notice.tell_error(error)


def _meant(asked: str, found: list[tuple[str, str, str, str]]) -> int:
    """The row of the only issue found, or of the one called exactly so; -1 where more are meant."""
    if len(found) == 1:
        return 0
    words_asked = asked.strip().casefold()
    exact = [row for row, one in enumerate(found) if one[1].casefold() == words_asked]
    return exact[0] if len(exact) == 1 else -1
