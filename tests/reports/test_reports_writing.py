"""Several files take their places together, or what stood there stays."""

from __future__ import annotations

import os

import pytest

from greenshield.domain.errors import SurroundingsError, UsageError
from greenshield.reports.writing import replacing_all, write_together, write_whole


def names(folder):
    return sorted(f.name for f in folder.iterdir())


def test_that_files_take_their_places_together(tmp_path):
    (tmp_path / "a").write_text("old")
    write_together({tmp_path / "a": b"new a", tmp_path / "b": b"new b"})
    assert [(tmp_path / n).read_bytes() for n in "ab"] == [b"new a", b"new b"]
    assert names(tmp_path) == ["a", "b"]


def test_that_what_stood_there_comes_back_where_one_can_not_take_its_place(tmp_path):
    (tmp_path / "a").write_text("old")

    def write_all():
        with replacing_all([tmp_path / n for n in "abc"]) as temporaries:
            for temporary in temporaries:
                temporary.write_text("new")
            (tmp_path / "c" / "inside").mkdir(parents=True)  # as a file that is held elsewhere

    with pytest.raises(SurroundingsError) as caught:
        write_all()
    assert caught.value.code == "report_unwritable"
    assert caught.value.params["file"] == str(tmp_path / "c")
    assert (tmp_path / "a").read_text() == "old"
    assert names(tmp_path) == ["a", "c"]


def test_that_nothing_is_begun_where_one_has_no_place(tmp_path):
    with pytest.raises(UsageError):
        write_together({tmp_path / "a": b"x", tmp_path / "none" / "b": b"y"})
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError):
        write_together({tmp_path / "a": b"x", tmp_path / "folder": b"y"})
    assert names(tmp_path) == ["folder"]


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's")
def test_that_a_report_is_as_readable_as_other_files(tmp_path):
    mask = os.umask(0o022)
    try:
        write_whole(tmp_path / "a", b"x")
    finally:
        os.umask(mask)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644
