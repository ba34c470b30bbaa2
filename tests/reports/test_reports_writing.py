"""Several files take their places together, or what stood there stays."""

from __future__ import annotations

import os
import time

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


def test_that_parts_of_a_program_that_was_killed_go_and_those_of_another_stay(tmp_path):
    left, now, hers = (tmp_path / name for name in
                       (".report-a1.part", ".report-b2.part", "report-mine.part"))  # fmt: skip
    for file in (left, now, hers):
        file.write_bytes(b"half")
    for file in (left, hers):
        os.utime(file, (time.time() - 2 * 86400,) * 2)
    write_whole(tmp_path / "out.pdf", b"whole")
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        ".report-b2.part", "out.pdf", "report-mine.part",
    ]  # fmt: skip
