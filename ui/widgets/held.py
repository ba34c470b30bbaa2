"""A dialog that waits for the worker: given up meanwhile, it hears the end out of sight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QWidget
from shiboken6 import isValid

from ui.tasks.task import Task
from ui.words import translate

_TOLD_MS = 15_000


class Held:
    """Placed before the Qt class of a dialog that asks the worker for something.

    While the worker is at it, what the dialog is for can't be pressed or typed. The second button,
    Escape and the cross give it up: what has not begun is not done. What can't be stopped any
    more is awaited out of sight, and told where it came to be done all the same; its answer
    is taken in as ever. Where it fails, the dialog is as it was before.

    Attributes:
        is_given_up: the person does not want it any more; nothing is opened or asked for
            after the answer.
    """

    is_given_up = False
    _task: Task | None = None
    _resting: tuple[QWidget, ...] = ()
    _typing: QWidget | None = None

    def hold(self, task: Task) -> None:
        """Stays until a task is over."""
        self.rest()
        self._task = task
        task.ended.connect(self._on_task_ended)

    def parts(self) -> Iterable[QWidget]:
        """What rests while the worker is at it. Dialogs override it; never the second button."""
        return ()

    def stays(self) -> bool:
        """Whether the end is told in the dialog itself, which stays in sight for it."""
        return False

    def rest(self) -> None:
        """Lets nothing be pressed or typed but the second button.

        The keyboard is the dialog's own meanwhile: Qt would hand it on to the second button, and
        the Enter that asked, or the next, would give up at once.
        """
        dialog = self._dialog()
        typing = dialog.focusWidget()
        if typing is not None and any(_holds(part, typing) for part in self.parts()):
            self._typing = typing
            dialog.setFocus(Qt.FocusReason.OtherFocusReason)
        self._resting += tuple(part for part in self.parts() if part.isEnabled())
        for part in self._resting:
            part.setEnabled(False)

    def wake(self) -> None:
        """Lets be pressed and typed what could be before."""
        resting, self._resting = self._resting, ()
        for part in resting:
            part.setEnabled(True)
        typing, self._typing = self._typing, None
        if (
            typing is not None
            and isValid(typing)
            and self._dialog().focusWidget() is self._dialog()
        ):
            typing.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Gives up."""
        if not isValid(self):
            return  # the project was closed after the dialog was
        if self._task is None:
            self._leave()
            return
        self._task.cancel()
        if not self.is_given_up and not self.stays():
            self.is_given_up = True
            self._dialog().hide()

    def put_away(self) -> None:
        """The project is closed: gives up, also what would stay in sight for its end."""
        if isValid(self) and self._task is not None:
            self.is_given_up = True
            self._dialog().hide()
        self.reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross at the top gives up as the second button does."""
        if self._task is None:
            base: Any = super()
            base.closeEvent(event)
        else:
            self.reject()
            event.ignore()  # else the dialog would be deleted before the answer

    def _on_task_ended(self) -> None:
        task, self._task = self._task, None
        self.wake()
        if not self.is_given_up:
            return
        if task is not None and task.is_done:
            self._tell_done(task)
        # Whoever waits for the answer has it by then.
        QTimer.singleShot(0, self._dialog(), self._leave_unseen)

    def _leave_unseen(self) -> None:
        if self._dialog().result() != QDialog.DialogCode.Accepted:
            self._leave()

    def _leave(self) -> None:
        base: Any = super()
        base.reject()

    def _tell_done(self, task: Task) -> None:
        """Says in the window that what was given up was done all the same."""
        place = self._dialog().parentWidget()
        while place is not None and isinstance(place.window(), QDialog):
            place = place.window().parentWidget()
        window = None if place is None else place.window()
        if isinstance(window, QMainWindow):
            told = translate("Frame", "It was done all the same: {title}").format(title=task.title)
            window.statusBar().showMessage(told, _TOLD_MS)

    def _dialog(self) -> QDialog:
        assert isinstance(self, QDialog)
        return self


def _holds(part: QWidget, inner: QWidget) -> bool:
    return part is inner or part.isAncestorOf(inner)
