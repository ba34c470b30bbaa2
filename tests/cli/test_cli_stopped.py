"""Work that is stopped or begun again: an import by the keyboard, the demo a second time."""

from pathlib import Path

from helpers.open_sessions import make_project

from greenshield.cli import demo, demo_walk, progress
from greenshield.cli.main import INTERRUPTED, main
from greenshield.cli.progress import StderrProgress
from greenshield.resources import sample


def test_that_an_interrupted_import_says_what_is_saved_and_goes_on(tmp_path, capsys, monkeypatch):
    def stop(self, what, done, total):
        raise KeyboardInterrupt

    photos = [str(sample("qinghe") / "photos" / f"IMG_20250416_09{n}.jpg") for n in (4115, 4328)]
    words = ["photos", "import", str(make_project(tmp_path / "p")), *photos]
    with monkeypatch.context() as patch:
        patch.setattr(StderrProgress, "step", stop)
        code = main(words)
    told = capsys.readouterr()
    assert (code, told.out) == (INTERRUPTED, "")
    assert told.err.strip() == "已中断：2 张已保存，重新运行即可继续"
    assert main(words) == 0
    assert "新增 0，重复 2" in capsys.readouterr().out


def test_that_the_demo_takes_the_next_free_folder(tmp_path):
    folder = tmp_path / "greenshield-demo"
    assert demo._free(folder) == folder
    for taken in ("greenshield-demo", "greenshield-demo-2"):
        (tmp_path / taken).mkdir()
        (tmp_path / taken / "file").touch()
    assert demo._free(folder) == tmp_path / "greenshield-demo-3"
    (tmp_path / "greenshield-demo-3").mkdir()
    assert demo._free(folder) == tmp_path / "greenshield-demo-3"


def test_that_shown_words_are_as_a_shell_takes_them():
    assert demo_walk._quoted("/a/青禾县 台账.xlsx") == "'/a/青禾县 台账.xlsx'"
    assert demo_walk._quoted("findings=在采") == "findings=在采"
    assert demo_walk._quoted("") == "''"


def test_that_demo_folders_are_not_committed(repository: Path):
    ignored = (repository / ".gitignore").read_text("utf-8").split()
    assert {"greenshield-demo/", "greenshield-demo-*/"} <= set(ignored)


def test_that_a_slow_command_shows_its_progress_but_not_in_the_demo(capsys, monkeypatch):
    def told() -> str:
        shown = progress.StderrProgress("zh")
        shown._last -= 60  # as on a slow machine
        shown.step("verifying", 0, 226)
        return capsys.readouterr().err

    assert "0/226" in told()
    for name, value in progress.SILENT.items():
        monkeypatch.setenv(name, value)
    assert told() == ""
