"""Projects that are damaged, made up, moved or on a full disk: told, and the window goes on."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers import worker_calls as calls
from helpers.dialogs import WAIT_MS, press
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from greenshield.project import page_sums
from greenshield.project.layout import Layout
from ui.desk import Desk
from ui.start.panel import StartPanel
from ui.widgets.notice import Notice

Settled = Callable[[Desk], None]


@pytest.fixture
def start(empty_desk: Desk, qtbot: QtBot, own_home: Path, settled: Settled) -> StartPanel:
    """The start page alone, with nothing open."""
    panel = StartPanel(empty_desk)
    qtbot.addWidget(panel)
    panel.show()
    settled(empty_desk)
    return panel


def database(project: Path) -> Path:
    return project / "project.gpkg"


def halved(project: Path) -> None:
    content = database(project).read_bytes()
    database(project).write_bytes(content[: len(content) // 2])


def emptied(project: Path) -> None:
    database(project).write_bytes(b"")


def overwritten(project: Path) -> None:
    with database(project).open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 40 * 4096)


def of_another_program(project: Path) -> None:
    database(project).unlink()
    with contextlib.closing(sqlite3.connect(database(project))) as made:
        made.execute("CREATE TABLE t (x)")
        made.commit()


def of_a_later_program(project: Path) -> None:
    with contextlib.closing(sqlite3.connect(database(project))) as made:
        made.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('greenshield', '9999_later', 'now')"
        )
        made.commit()


def with_a_pipe(project: Path) -> None:
    (project / "project.sums").unlink()
    os.mkfifo(project / "project.sums")


def with_a_link(project: Path) -> None:
    (project / "project.lock").unlink(missing_ok=True)
    (project / "project.lock").symlink_to(project.parent / "precious")


def offered(notice: Notice) -> str:
    """What the button of a notice says, "" where it has none."""
    button = notice.findChild(QPushButton, "notice.act")
    return button.text() if button.isVisible() else ""


def content(folder: Path) -> dict[str, bytes]:
    return {str(f): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


# What is done to it, a word of what is told, the button beside it.
HARMS = (
    (halved, "damaged", "Verify…"),
    (emptied, "empty or cut off", "Verify…"),
    (overwritten, "damaged", "Verify…"),
    (of_another_program, "no Green Shield project", "Verify…"),
    (of_a_later_program, "newer", ""),
    (with_a_pipe, "project.sums", ""),
    (with_a_link, "project.lock", ""),
)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")
def test_that_what_can_not_be_opened_is_told_left_alone_and_followed_by_a_sound_one(
    start: StartPanel, empty_desk: Desk, sample_project: Path, tmp_path: Path, qtbot: QtBot,
    settled: Settled,
) -> None:  # fmt: skip
    (tmp_path / "precious").write_text("precious", "utf-8")
    notice = start.welcome.notice
    for harm, word, button in HARMS:
        harmed = tmp_path / harm.__name__
        shutil.copytree(sample_project, harmed)
        harm(harmed)
        before = content(harmed)
        start.open_project(harmed)
        qtbot.waitUntil(lambda: bool(notice.text()), timeout=WAIT_MS)
        assert word in notice.text(), harm
        assert notice.remedy(), harm
        assert offered(notice) == button, harm
        assert empty_desk.info is None
        assert content(harmed) == before, harm
    assert (tmp_path / "precious").read_text("utf-8") == "precious"
    with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
        start.open_project(sample_project)
    settled(empty_desk)
    assert not notice.text()


def test_that_a_project_whose_key_is_unusable_can_be_looked_at(
    start: StartPanel, empty_desk: Desk, sample_project: Path, own_home: Path, qtbot: QtBot
) -> None:
    for key in (own_home / "greenshield").rglob("*.key"):
        key.write_text("no key", "ascii")
    start.open_project(sample_project)
    notice = start.welcome.notice
    qtbot.waitUntil(lambda: bool(notice.text()), timeout=WAIT_MS)
    assert "private key" in notice.text()
    with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
        press(qtbot, notice, "notice.act")
    assert empty_desk.info is not None
    assert empty_desk.info.read_only


# -- while it is open -----------------------------------------------------------------------


def renamed(desk: Desk, qtbot: QtBot, issue: str, name: str) -> str:
    """What came of writing an issue's name: the code of the error, "" where it was written."""
    told: list[str] = []
    desk.do(
        calls.rename, issue, name, done=lambda _: told.append(""),
        failed=lambda error: told.append(str(getattr(error, "code", error))),
    )  # fmt: skip
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    return told[0]


def asked(desk: Desk, qtbot: QtBot, call: Callable[..., str], *args: str) -> str:
    got: list[str] = []
    desk.ask(call, *args, done=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    return got[0]


def reopened(desk: Desk, qtbot: QtBot, path: Path) -> None:
    with qtbot.waitSignal(desk.opened, timeout=WAIT_MS):
        desk.open(path)


@pytest.mark.skipif(os.name != "posix", reason="Windows moves no folder that is open")
def test_that_a_project_that_is_moved_away_takes_nothing_and_opens_where_it_is(
    desk: Desk, sample_project: Path, qtbot: QtBot
) -> None:
    issue = asked(desk, qtbot, calls.some_clue)
    assert renamed(desk, qtbot, issue, "before") == ""
    there = sample_project.rename(sample_project.with_name("elsewhere"))
    assert renamed(desk, qtbot, issue, "lost?") == "project_moved"
    assert asked(desk, qtbot, calls.facility_of, issue) == "before"
    reopened(desk, qtbot, there)
    assert not sample_project.exists()
    assert asked(desk, qtbot, calls.facility_of, issue) == "before"
    assert renamed(desk, qtbot, issue, "after") == ""


@pytest.fixture
def small_disk(tmp_path: Path, sample_project: Path) -> Iterator[Path]:
    """The sample project on a file system with little room left."""
    place = tmp_path / "disk"
    place.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(place)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine lacks the right to mount a small file system")
    shutil.copytree(sample_project, place / "project")
    yield place
    subprocess.run([umount or "umount", "-l", str(place)], check=True)


def test_that_a_disk_that_fills_up_is_told_and_the_project_goes_on_where_there_is_room(
    small_disk: Path, empty_desk: Desk, qtbot: QtBot
) -> None:
    desk, project, ballast = empty_desk, small_disk / "project", small_disk / "ballast"
    reopened(desk, qtbot, project)
    issue = asked(desk, qtbot, calls.some_clue)
    assert renamed(desk, qtbot, issue, "before") == ""
    with ballast.open("wb", buffering=0) as out, contextlib.suppress(OSError):
        while out.write(b"\0" * 4096):
            pass
    assert renamed(desk, qtbot, issue, "n" * 200) == "disk_full"
    assert asked(desk, qtbot, calls.facility_of, issue) == "before"
    reopened(desk, qtbot, project)  # closed and opened on the full disk
    assert asked(desk, qtbot, calls.facility_of, issue) == "before"
    ballast.unlink()
    assert renamed(desk, qtbot, issue, "after") == ""
    closed: list[bool] = []
    desk.close(lambda: closed.append(True))
    qtbot.waitUntil(lambda: bool(closed), timeout=WAIT_MS)
    assert page_sums.state(Layout(project).sums) == "closed"


def test_that_a_read_only_medium_can_be_looked_at(
    small_disk: Path, start: StartPanel, empty_desk: Desk, qtbot: QtBot
) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    start.open_project(small_disk / "project")
    notice = start.welcome.notice
    qtbot.waitUntil(lambda: bool(notice.text()), timeout=WAIT_MS)
    assert offered(notice) == "Open to look only"
    with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
        press(qtbot, notice, "notice.act")
    issue = asked(empty_desk, qtbot, calls.some_clue)
    assert renamed(empty_desk, qtbot, issue, "no") == "actor_needed"
