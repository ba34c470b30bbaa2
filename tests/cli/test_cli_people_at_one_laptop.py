"""PINs, the work list and the window's start on the command line."""

from __future__ import annotations

import sys

import pytest

from greenshield import settings
from greenshield.cli.main import main
from greenshield.services.session import reading


@pytest.fixture
def pin(tmp_path):
    def made(text):
        file = tmp_path / f"{text}.txt"
        file.write_text(text + "\n", "utf-8")
        return file

    return made


def test_that_a_script_writes_as_somebody_with_the_pin_file_alone(run, project, pin):
    code, data = run("actor", "pin", project, "张三", "--new-pin-file", pin("2846"))
    assert code == 0, data
    assert (data["pin"], len(data["recovery_code"])) == (True, 23)
    new = ("issue", "new", project, "clue_no=A-1", "lon=126.3", "lat=43.2", "source_code=patrol")
    code, data = run(*new)
    assert (code, data["error"]["code"]) == (4, "pin_needed")
    code, data = run(*new, "--pin-file", pin("9173"))
    assert (code, data["error"]["code"]) == (4, "pin_wrong")
    assert run(*new, "--pin-file", pin("2846"))[0] == 0
    code, data = run("issue", "comment", project, "A-1", "看过了", "--actor", "李四")
    assert (code, data["error"]["code"]) == (4, "pin_first_needed")


def test_that_reading_needs_no_pin(run, project, pin):
    run("actor", "pin", project, "张三", "--new-pin-file", pin("2846"))
    code, data = run("actor", "list", project)
    assert code == 0
    assert [a["name"] for a in data["items"] if a["pin"]] == ["张三"]


def test_that_a_keeper_resets_and_the_person_sets_anew(run, project, pin):
    run("actor", "pin", project, "张三", "--new-pin-file", pin("2846"))
    code, data = run("actor", "pin", project, "李四", "--new-pin-file", pin("7391"))
    assert (code, data["recovery_code"]) == (0, None)
    code, data = run("actor", "pin", project, "李四", "--reset")
    assert (code, data["error"]["code"]) == (4, "pin_needed")
    code, data = run("actor", "pin", project, "李四", "--reset", "--pin-file", pin("2846"))
    assert (code, data["pin"]) == (0, False)
    assert run("actor", "pin", project, "李四", "--new-pin-file", pin("5028"))[0] == 0
    code, data = run("actor", "pin", project, "李四", "--new-pin-file", pin("6139"))
    assert (code, data["error"]["code"]) == (4, "pin_needed")


def test_that_no_pin_is_ever_shown(say, project, pin):
    for words in (["--new-pin-file", pin("28463917")], ["--pin-file", pin("55555555")]):
        _, out, err = say("actor", "pin", project, "李四", *words)
        assert "28463917" not in out + err
        assert "55555555" not in out + err


def test_that_an_empty_pin_file_is_told(run, project, tmp_path):
    (tmp_path / "empty").write_text("", "utf-8")
    code, data = run("actor", "pin", project, "李四", "--new-pin-file", tmp_path / "empty")
    assert (code, data["error"]["code"]) == (3, "pin_file_unreadable")


def test_that_the_work_list_is_told_and_its_calendar_written(run, say, project, tmp_path):
    run("issue", "new", project, "clue_no=A-1", "lon=126.3", "lat=43.2", "source_code=patrol")
    run("issue", "assign", project, "A-1", "李四", "--due", "2026-05-01", "--on", "2026-04-01")
    out = tmp_path / "due.ics"
    code, data = run(
        "worklist", project, "--actor", "李四", "--as-of", "2026-05-02", "--ics", out
    )  # fmt: skip
    assert (code, data["total"], data["overdue"]) == (0, 1, 1)
    assert data["checks_overdue"] == 1
    (item,) = data["items"]
    assert (item["number"], item["move"], item["mine"]) == ("A-1", "check", True)
    assert item["missing"]
    assert b"DTSTART;VALUE=DATE:20260501" in out.read_bytes()
    code, told, _ = say("worklist", project, "--actor", "李四", "--as-of", "2026-05-02")
    assert code == 0
    assert "待办 1 项，其中核查逾期 1 项、整改逾期 0 项" in told


def test_that_a_calendar_of_another_ending_is_refused(run, project, tmp_path):
    code, data = run("worklist", project, "--ics", tmp_path / "due.txt")
    assert (code, data["error"]["code"]) == (2, "calendar_ending")


def face(folder, target):
    """Installs a package that names the window, as an installer leaves it on the disk."""
    info = folder / "otherface-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: otherface\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[greenshield.faces]\nwindow = {target}\n")


def test_that_the_window_is_started_by_its_entry_point(tmp_path, monkeypatch):
    (tmp_path / "some_window.py").write_text(
        "import pathlib\n"
        "def main(argv):\n"
        f"    pathlib.Path({str(tmp_path / 'told')!r}).write_text(' '.join(argv))\n"
        "    return 3\n"
    )
    face(tmp_path, "some_window:main")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert main(["gui", "somewhere", "--lang", "en"]) == 3
    assert (tmp_path / "told").read_text() == "--lang en somewhere"
    sys.modules.pop("some_window")


def test_that_a_window_that_can_not_load_is_told_with_what_to_install(run, tmp_path, monkeypatch):
    face(tmp_path, "no_such_window:main")
    monkeypatch.syspath_prepend(str(tmp_path))
    code, data = run("gui")
    assert (code, data["error"]["code"]) == (6, "window_not_startable")
    assert "libegl1" in data["error"]["remedy"]


@pytest.mark.parametrize("platform", ["", "xcb", "wayland;xcb"])
def test_that_no_window_is_tried_where_there_is_no_desktop(run, tmp_path, monkeypatch, platform):
    (tmp_path / "never_shown.py").write_text("def main(argv):\n    raise SystemExit(134)\n")
    face(tmp_path, "never_shown:main")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    code, data = run("gui")
    assert (code, data["error"]["code"]) == (6, "window_without_screen")
    assert "ssh -X" in data["error"]["remedy"]
    sys.modules.pop("never_shown")


@pytest.mark.parametrize(
    "words",
    [
        ["layers", "import", "PROJECT", "none.mbtiles"],
        ["layers", "set", "PROJECT", "none", "--name", "x"],
        ["layers", "order", "PROJECT", "none"],
        ["layers", "overviews", "PROJECT", "none"],
        ["layers", "remove", "PROJECT", "none"],
        ["report", "closure", "PROJECT", "A-1", "-o", "pack.zip"],
    ],
    ids=lambda words: "-".join(words[:2]),
)
def test_that_nobody_writes_or_signs_without_saying_who(
    run, project, pin, tmp_path, monkeypatch, words
):
    monkeypatch.chdir(tmp_path)
    new = ("issue", "new", project, "clue_no=A-1", "lon=126.3", "lat=43.2", "source_code=patrol")
    assert run(*new)[0] == 0
    run("actor", "pin", project, "张三", "--new-pin-file", pin("2846"))
    settings.set_default_actor(the_id_of(project), None)
    given = [project if word == "PROJECT" else word for word in words]
    code, data = run(*given)
    assert (code, data["error"]["code"]) == (2, "actor_needed")
    code, data = run(*given, "--actor", "张三")
    assert (code, data["error"]["code"]) == (4, "pin_needed")
    assert not (tmp_path / "pack.zip").exists()


def the_id_of(path):
    with reading(path) as session:
        return session.project.project_id
