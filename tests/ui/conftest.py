"""A real worker, a real project, a real window; and what leaks fails."""

from __future__ import annotations

import gc
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers.worker_home import use_environment
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import language
from ui.desk import Desk
from ui.look import theme
from ui.main_window import MainWindow
from ui.prefs import Prefs
from ui.tasks import child
from ui.tasks.office import Office
from ui.widgets import clipboard

WAIT_MS = 60_000  # for the slowest machine; a test that waits so long has failed anyway
_HOME = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "GREENSHIELD_HOME",
         "PYTHON_KEYRING_BACKEND")  # fmt: skip


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], qapp_cls: type[QApplication]) -> Iterator[QApplication]:
    """The application as ``ui.app`` makes it, in English so that tests name what they click."""
    app = qapp_cls.instance() or qapp_cls(qapp_args)
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    language.set_language(app, "en")
    yield app
    clipboard.leave_as_text()


@pytest.fixture(scope="session")
def shared_office(qapp: QApplication) -> Iterator[Office]:
    """One worker for all tests: each test opens its own project in it."""
    office = Office(child.start())
    yield office
    office.stop()


@pytest.fixture
def worker(shared_office: Office, own_home: Path, qtbot: QtBot) -> Office:
    """The worker, at home where the test is."""
    told: list[object] = []
    values = {name: os.environ[name] for name in _HOME if name in os.environ}
    shared_office.run("write", use_environment, values, done=told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    return shared_office


@pytest.fixture
def sample_project(sample_made: Path, own_home: Path, tmp_path: Path) -> Path:
    """A fresh copy of the sample project; its keys are this test's user's own."""
    target = tmp_path / "project"
    shutil.copytree(sample_made / "demo" / "project", target)
    shutil.copytree(sample_made / "home" / "greenshield", own_home / "greenshield")
    return target


@pytest.fixture
def empty_desk(worker: Office, own_home: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A desk with no project. What fails in it unasked fails the test."""
    desk = Desk(worker, Prefs())
    troubles: list[tuple[Exception, str]] = []
    desk.trouble.connect(lambda error, doing: troubles.append((error, doing)))
    desk.troubles = troubles  # tests that want trouble clear it
    yield desk
    closed: list[bool] = []
    desk.close(lambda: closed.append(True))
    qtbot.waitUntil(lambda: bool(closed), timeout=WAIT_MS)
    desk.prefs.flush()
    worker.lost.disconnect(desk._on_lost)
    assert not troubles, f"untold trouble: {troubles}"


@pytest.fixture
def desk(empty_desk: Desk, sample_project: Path, qtbot: QtBot) -> Desk:
    """A desk with the sample project open, its county officer signed in."""
    with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
        empty_desk.open(sample_project)
    return empty_desk


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    """The whole window on the sample project, shown and at rest."""
    shown = MainWindow(desk)
    shown.resize(1366, 768)
    shown.show()
    qtbot.waitExposed(shown)
    assert shown.workspace is not None
    qtbot.waitUntil(lambda: shown.workspace.is_complete, timeout=WAIT_MS)
    settle(qtbot, desk)
    yield shown
    shown.close()
    shown.deleteLater()


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Waits until the worker has nothing left to do and its answers are taken in."""
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[Desk], None]:
    """``settle`` as a fixture, for tests that can't import this file."""
    return lambda desk: settle(qtbot, desk)


@pytest.fixture
def model_tester(qapp: QApplication) -> Callable[[QAbstractItemModel], QAbstractItemModelTester]:
    """Puts a model under Qt's tester: its warnings fail the test."""
    kept: list[QAbstractItemModelTester] = []

    def put(model: QAbstractItemModel) -> QAbstractItemModelTester:
        mode = QAbstractItemModelTester.FailureReportingMode.Warning
        kept.append(QAbstractItemModelTester(model, mode, model))
        return kept[-1]

    return put


@pytest.fixture(autouse=True)
def _nothing_leaks(qapp: QApplication) -> Iterator[None]:
    """Threads, top-level widgets and running timers that a test leaves behind fail it."""
    # What stood before the test is not looked at again: walking a million objects at each of
    # hundreds of tests takes longer than the tests.
    gc.freeze()
    threads = set(threading.enumerate())
    widgets = {id(w) for w in QApplication.topLevelWidgets()}
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [t.name for t in set(threading.enumerate()) - threads if "worker-listener" not in t.name]
    assert not left, f"threads left: {left}"
    visible = [
        f"{type(w).__name__} {w.objectName()!r}"
        for w in QApplication.topLevelWidgets()
        if id(w) not in widgets and w.isVisible()
    ]
    assert not visible, f"windows left open: {visible}"
    running = [t for t in _orphans() if t.isActive()]
    assert not running, f"timers left running: {running}"


def _orphans() -> list[QTimer]:
    """Timers that belong to nothing that is shown any more."""
    return [t for t in gc.get_objects() if isinstance(t, QTimer) and _is_orphan(t)]


def _is_orphan(timer: QTimer) -> bool:
    try:
        return timer.parent() is None and timer.isActive()
    except RuntimeError:
        return False  # Qt's part of it is gone already
