"""A project file whose end is missing, as a copy leaves it that was interrupted."""

import os

import pytest
from helpers.calls import as_json
from helpers.open_sessions import make_project
from helpers.rollback import write

from greenshield.domain.errors import GreenShieldError
from greenshield.project.layout import Layout
from greenshield.project.page_check import lost_bytes
from greenshield.services import new_project
from greenshield.services.session import reading, writing
from greenshield.services.verifying import verify


@pytest.fixture
def folder(tmp_path):
    path = make_project(tmp_path / "p")
    write(path, "QH-1")
    return path


def cut(folder, share):
    file = folder / "project.gpkg"
    size = file.stat().st_size
    left = int(size * share)
    os.truncate(file, left)
    return size - left


@pytest.mark.parametrize("share", [0.003, 0.02, 0.5, 0.9, 0.999])
def test_that_verify_says_how_much_is_missing(folder, capsys, share):
    lost = cut(folder, share)
    code, told = as_json(capsys, "verify", folder)
    assert code == 7
    (first, *more) = told["broken"]
    assert (first["code"], {b["code"] for b in more}) == ("page_cut_off", {"database_damaged"})
    assert f" {lost} " in first["message"]


@pytest.mark.parametrize("share", [0.02, 0.5, 0.999])
@pytest.mark.parametrize("how", [reading, writing])
def test_that_opening_says_so_too(folder, share, how):
    lost = cut(folder, share)
    before = sorted((f.name, f.stat().st_size) for f in folder.iterdir())
    with pytest.raises(GreenShieldError) as caught, how(folder):
        pass
    assert (caught.value.code, caught.value.params["lost"]) == ("project_cut_off", lost)
    assert sorted((f.name, f.stat().st_size) for f in folder.iterdir()) == before


def test_that_bytes_altered_in_what_is_left_are_named_beside(folder):
    cut(folder, 0.7)
    with (folder / "project.gpkg").open("r+b") as stream:
        stream.seek(5 * 4096 + 9)
        byte = stream.read(1)
        stream.seek(-1, 1)
        stream.write(bytes([byte[0] ^ 1]))
    told = {(b.code, b.where) for b in verify(folder).broken}
    assert {("page_cut_off", "project.gpkg"), ("page_altered", "project.gpkg 6")} <= told


def test_that_an_encrypted_file_is_told_by_its_sums(tmp_path):
    made = new_project.create(
        tmp_path / "p", name="x", division_code="229901", me="张三", passphrase="一"
    )
    made.close()
    cut(tmp_path / "p", 0.5)
    codes = {b.code for b in verify(tmp_path / "p", passphrase="一").broken}
    assert "page_cut_off" in codes


def test_that_a_whole_file_lacks_nothing_closed_or_open(folder):
    assert lost_bytes(Layout.of(folder)) == 0
    with writing(folder):
        assert lost_bytes(Layout.of(folder)) == 0
        with reading(folder):
            pass
