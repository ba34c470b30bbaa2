"""What the devices are called that copies of a project become."""

import os
import shutil
import socket

import pytest
from helpers.calls import as_json
from helpers.open_sessions import add_clue, make_project
from helpers.projects import patch

from greenshield.services import devices, session
from greenshield.services.session import reading, writing


def work(path, clue_no):
    """Adds a clue; what the device is called that signed it."""
    with writing(path, actor="张三") as opened:
        add_clue(opened, clue_no, patch(int(clue_no[3:])))
        signer = opened.project.signer.device_id
        return opened.project.trust().certificates[signer].name


@pytest.mark.parametrize("name", ["巡护站笔记本", "巡护站 (2)", "a@b"])
def test_that_a_device_is_called_in_its_copies_as_it_asked(tmp_path, monkeypatch, capsys, name):
    path, own = make_project(tmp_path / "p"), os.environ["GREENSHIELD_HOME"]
    shutil.copytree(path, tmp_path / "before")
    monkeypatch.setenv("GREENSHIELD_HOME", str(tmp_path / "other"))
    with reading(tmp_path / "before") as opened:
        devices.request(opened.project, tmp_path / "request.json", name)
    monkeypatch.setenv("GREENSHIELD_HOME", own)
    with writing(path, actor="张三") as opened:
        devices.bring_in(opened, tmp_path / "request.json")
    monkeypatch.setenv("GREENSHIELD_HOME", str(tmp_path / "other"))
    called = []
    for n in range(3):
        shutil.copytree(path, tmp_path / f"copy{n}")
        called.append(work(tmp_path / f"copy{n}", f"QH-{n}"))
        path = tmp_path / f"copy{n}"
    like = f"a@{socket.gethostname()}" if name == "a@b" else name
    numbers = [0, 2, 3] if name == "a@b" else [2, 3, 4]
    assert called == [f"{like} ({n})" if n else like for n in numbers]
    _, told = as_json(capsys, "device", "list", path)
    assert {item["name"] for item in told["items"]} >= {name, *called}
    assert work(path, "QH-7") == called[-1]


def test_that_a_device_without_a_name_leaves_its_copies_the_machine_s(tmp_path, monkeypatch):
    with monkeypatch.context() as during:
        during.setattr("greenshield.services.new_project.device_name", lambda _: " ")
        path = make_project(tmp_path / "p")
    with reading(path) as opened:
        assert [c.name.strip() for c in opened.project.trust().certificates.values()] == [""]
    work(path, "QH-1")
    shutil.copytree(path, tmp_path / "c")
    assert work(tmp_path / "c", "QH-2") == session.device_name()
