"""What every room works at: the open project, its worker, the selection, the ways to each other."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from greenshield.domain.errors import SurroundingsError
from ui import project_calls
from ui.prefs import Prefs
from ui.project_info import ProjectInfo
from ui.routes import Routes
from ui.selection import Selection
from ui.tasks import wire
from ui.tasks.hearing import can_hear, heard
from ui.tasks.office import Office
from ui.tasks.questions import Done, OnError, Questions
from ui.tasks.task import Task
from ui.undo import Call, Step, Title, Undo
from ui.undo import told as in_words
from ui.words import translate

_DIED = "worker_died"
_SILENT = ("cancelled", _DIED)
_DEATHS, _AGAIN_S = 2, 30.0  # a third death in so many seconds is no accident


class Desk(QObject):
    """The window's side of an open project.

    Attributes:
        office: the worker and its tasks.
        prefs, selection, show, undo: see there.
        info: the open project, None where none is.

    Signals:
        opened: a project is open, or another is.
        closed: none is open any more.
        changed: something was written; carries ``Changes``.
        actor_changed: somebody else acts, or nobody.
        noted: something to tell in the status bar, one sentence.
        trouble: something failed that no dialog tells: the error, and what was being done.
    """

    opened = Signal()
    closed = Signal()
    changed = Signal(object)
    actor_changed = Signal()
    noted = Signal(str)
    trouble = Signal(object, str)

    def __init__(self, office: Office, prefs: Prefs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.office, self.prefs = office, prefs
        self.selection = Selection(self)
        self.show = Routes(self)
        self.undo = Undo(self)
        self.info: ProjectInfo | None = None
        self._opened: tuple[Path, str | None, bool] | None = None
        self._questions = Questions(office)
        self._generation = 0
        self._walking = False
        self._unanswered = 0  # writes that Ctrl+Z may mean, once they are answered
        self._undo_then = False
        self._deaths: list[float] = []
        office.lost.connect(self._on_lost)

    # Asking ------------------------------------------------------------------------------

    def ask(
        self, call: Callable[..., Any], *args: Any, done: Done | None = None,
        failed: OnError | None = None, told: Done | None = None, key: str = "", title: str = "",
    ) -> Task:  # fmt: skip
        """Asks something on the read lane, beside whatever is being written.

        Args:
            call: a module-level function that takes a ``Work`` and ``args``.
            *args: light values that can be pickled.
            done: gets the result.
            failed: gets the error; by default it is told in a box.
            told: gets what the call tells meanwhile.
            key: a newer request with the same key makes this one void: none of its functions
                is called any more.
            title: what the status bar calls it where it takes long.
        """
        failed = failed or self._tells(title)
        return self._questions.ask(wire.READ, call, args, done, failed, told, key, title)

    def picture(
        self, call: Callable[..., Any], *args: Any, done: Done | None = None,
        failed: OnError | None = None, told: Done | None = None, key: str = "", title: str = "",
    ) -> Task:  # fmt: skip
        """As ``ask``, on the lane of pictures, so that no table waits for a photo."""
        failed = failed or self._tells(title)
        return self._questions.ask(wire.PICTURE, call, args, done, failed, told, key, title)

    def count(
        self, call: Callable[..., Any], *args: Any, done: Done | None = None,
        failed: OnError | None = None, told: Done | None = None, key: str = "", title: str = "",
    ) -> Task:  # fmt: skip
        """As ``ask``, on the lane of what takes seconds, so that no table waits for a sum."""
        failed = failed or self._tells(title)
        return self._questions.ask(wire.COUNT, call, args, done, failed, told, key, title)

    def do(
        self, call: Callable[..., Any], *args: Any, title: Title = "", done: Done | None = None,
        failed: OnError | None = None, told: Done | None = None,
        undo: Callable[[Any], Call | None] | None = None, even_left: bool = False,
        instead: Title = "",
    ) -> Task:  # fmt: skip
        """Has something written, one after the other. ``changed`` is emitted before ``done``.

        Args:
            call: returns an ``Outcome``.
            *args: as for ``ask``.
            title: what the status bar and the undo entry call it; a function where the entry is
                to follow the language.
            done: gets the outcome's value.
            failed: as for ``ask``.
            told: as for ``ask``.
            undo: gives, for the result, the call that takes it back; None where nothing does:
                then Ctrl+Z takes back nothing that was done before it either.
            even_left: ``done`` is called although the project was left meanwhile, for what is
                told this once and never again.
            instead: where nothing takes it back, what a person does instead, as Ctrl+Z tells it.
        """
        generation, name = self._generation, in_words(title)
        may_be_meant = bool(name) or undo is not None  # not what the window keeps by itself

        def over(message: wire.Done) -> None:
            if generation != self._generation:  # another is open, in which this means nothing
                if even_left:
                    heard(done)(message.value)
                return
            self._unanswered -= may_be_meant
            self._tell_changes(message)
            back = undo(message.value) if undo is not None else None
            if undo is not None and back is not None and message.changes:
                self.undo.add(Step(title, back, (call, args), undo))
            elif message.changes:
                self.undo.close_off(title, instead)
            self._undo_if_wanted()
            heard(done)(message.value)

        def refused(error: Exception) -> None:
            if may_be_meant and generation == self._generation:
                self._unanswered -= 1
                self._undo_then = False  # it was meant for this
            heard(failed or self._tells(name))(error)

        task = self.office.run(
            wire.WRITE, call, *args, title=name, done=over, told=told, failed=refused
        )
        self._unanswered += may_be_meant
        return task

    def tell(self, error: Exception, doing: str) -> None:
        """Tells what no dialog does, as it is told of what was asked for without ``failed``."""
        # Whoever cancels knows it, and a lost worker is told of once for all that it had.
        silent = isinstance(error, SurroundingsError) and error.code in _SILENT
        if not silent:
            self.trouble.emit(error, doing)

    def undo_last(self) -> None:
        """Takes back what was done last; what is being written now as soon as it is."""
        if self._unanswered:
            self._undo_then = True
            self.noted.emit(translate("Frame", "Undo waits until what is being written is done"))
            return
        step = self.undo.next_undo
        if step is not None:
            undone = translate("Frame", "Taken back: {title}")
            self._walk(step, step.back, lambda _: self.undo.moved_back(step), undone)
        elif self.undo.why_not:
            self.noted.emit(self.undo.why_not)

    def redo_last(self) -> None:
        """Does again what was taken back last; after something else was done nothing is."""
        step = self.undo.next_redo
        if step is not None and not self._unanswered:
            self._walk(
                step,
                step.again,
                lambda value: self.undo.moved_on(step, step.done_again(value)),
                translate("Frame", "Done again: {title}"),
            )

    # The project -------------------------------------------------------------------------

    def open(
        self, path: Path, passphrase: str | None = None, read_only: bool = False,
        done: Done | None = None, failed: OnError | None = None,
    ) -> Task:  # fmt: skip
        """Opens a project in place of what is open. ``opened`` is emitted before ``done``.

        Where that fails, nothing is open.
        """
        self._put_away()
        generation = self._generation

        def over(message: wire.Done) -> None:
            if generation != self._generation:
                return  # another was asked for since
            self._opened = (path, passphrase, read_only)
            self.info = message.value
            self.opened.emit()
            heard(done)(message.value)

        title = translate("Frame", "Opening {name}").format(name=path.name)
        return self.office.run(
            wire.WRITE, project_calls.open_project, path, passphrase, read_only, title=title,
            done=over, failed=failed or self._tells(title),
        )  # fmt: skip

    def close(self, done: Callable[[], None] | None = None) -> None:
        """Closes the project; the file is left whole and summed up when ``done`` is called."""
        self._put_away()

        title = translate("Frame", "Closing the project")

        def over(_: object) -> None:
            if done is not None and can_hear(done):
                done()

        def refused(error: Exception) -> None:
            self._tells(title)(error)
            over(error)

        self.office.run(
            wire.WRITE, project_calls.close_project, title=title, done=over, failed=refused
        )

    def sign_in(
        self, actor_id: str, pin: str = "", done: Done | None = None, failed: OnError | None = None
    ) -> Task:
        """Makes somebody the one who acts. ``actor_changed`` is emitted before ``done``."""
        generation = self._generation

        def over(message: wire.Done) -> None:
            if generation != self._generation:
                return  # the project was left meanwhile
            self.info = message.value
            self.undo.clear()
            self.actor_changed.emit()
            heard(done)(message.value)

        title = translate("Frame", "Signing in")
        return self.office.run(
            wire.WRITE, project_calls.sign_in, actor_id, pin, title=title, done=over,
            failed=failed or self._tells(title),
        )  # fmt: skip

    # Within ------------------------------------------------------------------------------

    def _undo_if_wanted(self) -> None:
        if self._undo_then and not self._unanswered:
            self._undo_then = False
            self.undo_last()

    def _walk(self, step: Step, way: Call, moved: Callable[[Any], None], told: str) -> None:
        if self._walking:
            return  # the same key twice means two steps, and the first is not done yet
        generation, self._walking = self._generation, True

        def over(message: wire.Done) -> None:
            self._walking = False
            if generation == self._generation:
                self._tell_changes(message)
                moved(message.value)
                self._bring_to_view(message.changes.ids("issue"))
                self.noted.emit(told.format(title=step.title))

        def refused(error: Exception) -> None:
            self._walking = False
            if not isinstance(error, SurroundingsError):  # cancelled, say: it can be tried again
                self.undo.refuse(step)
            self._tells(step.title)(error)

        call, args = way
        self.office.run(wire.WRITE, call, *args, title=step.title, done=over, failed=refused)

    def _bring_to_view(self, issues: tuple[str, ...]) -> None:
        """Shows what a step changed where something else is shown: nobody would see it."""
        if issues and self.selection.current_issue not in issues:
            self.selection.select(issues=issues, current=issues[0])
            self.show.front.emit("dossier")

    def _tell_changes(self, message: wire.Done) -> None:
        if not message.changes:
            return
        self.changed.emit(message.changes)
        if self.info is not None and self.info.actor_id in message.changes.ids("actor"):
            self._renew_info()

    def _tells(self, title: str) -> OnError:
        return lambda error: self.tell(error, title)

    def _put_away(self) -> None:
        self._questions.drop_all()
        self._generation += 1
        was_open, self._opened, self.info = self.info is not None, None, None
        self.undo.clear()
        self._unanswered, self._undo_then = 0, False
        if was_open:
            self.selection.clear()
            self.closed.emit()

    def _on_lost(self, code: int) -> None:
        """The worker died: another opens what was open, and dialogs keep what was typed in them.

        What kills it again and again is not opened once more.
        """
        self._walking = False
        now = time.monotonic()
        self._deaths = [when for when in self._deaths if now - when < _AGAIN_S] + [now]
        if len(self._deaths) > _DEATHS:
            self._deaths.clear()
            self.office.let_readers_go()
            self._put_away()
            self.trouble.emit(SurroundingsError("worker_dies_again", exit=code), "")
            return
        self.trouble.emit(SurroundingsError(_DIED, exit=code), "")
        if self._opened is not None and self.info is not None:
            self._open_again(self.info, *self._opened)
        else:
            self.office.let_readers_go()  # nothing is opened again that they could wait for

    def _open_again(
        self, former: ProjectInfo, path: Path, passphrase: str | None, read_only: bool
    ) -> None:
        generation = self._generation
        self.office.keep_readers_back()  # they would find no project open

        def over(message: wire.Done) -> None:
            self.office.let_readers_go()
            if generation != self._generation:
                return
            self.info = message.value
            self.undo.clear()
            self.opened.emit()
            if former.actor_id and message.value.actor_id != former.actor_id:
                self.show.person.emit()

        def refused(error: Exception) -> None:
            if getattr(error, "code", "") == _DIED:
                return  # the next worker is at it already, or there is to be none
            self.office.let_readers_go()
            if generation == self._generation:
                self._put_away()
                self._tells("")(error)

        self.office.run(
            wire.WRITE, project_calls.open_project, path, passphrase, read_only, former.actor_id,
            title=translate("Frame", "Opening {name}").format(name=path.name),
            done=over, failed=refused,
        )  # fmt: skip

    def _renew_info(self) -> None:
        """Somebody changed who is signed in: what they may do is read again."""
        generation = self._generation

        def renewed(message: wire.Done) -> None:
            if generation == self._generation:
                self.info = message.value
                self.actor_changed.emit()

        info = self.info
        if info is not None:
            self.office.run(
                wire.WRITE, project_calls.renewed, info.actor_id, done=renewed,
                failed=self._tells(""),
            )  # fmt: skip
