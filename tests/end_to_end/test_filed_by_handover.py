"""An issue goes from closed to filed with a hand-over package; one that was tampered with does not.

The sample's script is walked to its last step but one, so that the issue is closed by its own
evidence and not yet filed.
"""

import shutil
import tomllib
import zipfile
from pathlib import Path

import pytest
from helpers.calls import as_json, said
from helpers.own_home import own_home

from greenshield import paths, resources
from greenshield.cli.demo_walk import Walk
from greenshield.cli.main import main
from greenshield.reports import zip_store

ISSUE, NUMBER = "YG2025-229901-007", "229901-2025-0001"
PROVINCE = ("--actor", "陈省级（示例）", "--on", "2025-11-20")


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """A folder with a project whose issue is closed, and a hand-over of it."""
    folder = tmp_path_factory.mktemp("closed")
    inputs = resources.sample("qinghe")
    script = tomllib.loads((inputs / "demo.toml").read_text("utf-8"))
    assert script["step"].pop()["move"] == "file"
    with own_home(folder):
        Walk(script, inputs, folder, "zh", quiet=True).run()
        out = folder / "移交包.zip"
        assert main(["report", "handover", str(folder / "project"), ISSUE, "-o", str(out)]) == 0
    return folder


@pytest.fixture
def project(closed, tmp_path, monkeypatch):
    """A copy whose maker's home is this user's."""
    shutil.copytree(closed / "project", tmp_path / "project")
    shutil.copytree(closed / "home", tmp_path / "home")
    for note in (tmp_path / "home").rglob("projects/*/*.json"):
        text = note.read_text("utf-8").replace(str(closed), str(tmp_path))
        note.write_text(text, "utf-8")
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path / "project"


@pytest.fixture
def package(closed, tmp_path):
    """A copy of the hand-over."""
    return Path(shutil.copy(closed / "移交包.zip", tmp_path))


def files_of(package: Path) -> dict[str, bytes]:
    with package.open("rb") as stream:
        members = zip_store.read(stream, package.name).items()
        return {name: zip_store.content(stream, member) for name, member in members}


def flipped(package: Path) -> None:
    data = bytearray(package.read_bytes())
    data[data.index("08_照片/整改后".encode()) + 2000] ^= 1
    package.write_bytes(data)


def without_a_photo(package: Path) -> None:
    files = files_of(package)
    name = next(n for n in files if n.startswith("档案包/"))
    inner = package.with_name("inner.zip")
    inner.write_bytes(files[name])
    held = files_of(inner)
    del held[next(n for n in held if n.startswith("08_照片/整改后/"))]
    with inner.open("wb") as stream:
        zip_store.write(stream, held)
    files[name] = inner.read_bytes()
    with package.open("wb") as stream:
        zip_store.write(stream, files)


def cut_off(package: Path) -> None:
    data = package.read_bytes()
    package.write_bytes(data[: len(data) * 2 // 3])


def packed_anew(package: Path) -> None:
    files = files_of(package)
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def filing(capsys, project, paper):
    return as_json(capsys, "issue", "move", project, ISSUE, "file", "--document", paper, *PROVINCE)


def state(capsys, project):
    return as_json(capsys, "issue", "show", project, ISSUE)[1]["state"]


def test_that_a_closed_issue_is_filed_with_its_hand_over(project, package, capsys):
    assert state(capsys, project) == "closed"
    code, told = filing(capsys, project, package)
    assert code == 0, told
    _, shown = as_json(capsys, "issue", "show", project, ISSUE)
    assert shown["state"] == "filed"
    assert shown["moves"][-1]["move"] == "file"
    code, told = as_json(capsys, "verify", project)
    assert (code, told["broken"]) == (0, [])


@pytest.mark.parametrize(
    ("tamper", "told"),
    [(flipped, "文件被改动"), (without_a_photo, "缺少文件"), (cut_off, "不完整"),
     (packed_anew, "重新打包")],
)  # fmt: skip
def test_that_a_package_that_was_tampered_with_files_nothing(
    project, package, capsys, tamper, told
):
    tamper(package)
    code, out, err = said(
        capsys, "issue", "move", project, ISSUE, "file", "--document", package, *PROVINCE
    )
    assert code == 7, (out, err)
    assert told in err
    assert "pack_" not in err  # words, no codes
    assert state(capsys, project) == "closed"
    assert as_json(capsys, "verify", project)[0] == 0


def test_that_the_package_of_another_issue_files_nothing(project, tmp_path, capsys):
    other = tmp_path / "另一个.zip"
    _, listed = as_json(capsys, "ledger", "list", project, "--state", "closed")
    number = next(i["issue_no"] for i in listed["items"] if i["issue_no"] != NUMBER)
    assert as_json(capsys, "report", "handover", project, number, "-o", other)[0] in (0, 1)
    code, told = filing(capsys, project, other)
    assert (code, told["error"]["code"]) == (7, "pack_not_good")
    assert "本问题" in told["error"]["message"]
    assert state(capsys, project) == "closed"
