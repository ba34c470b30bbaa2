"""Several files take their places together, or what stood there stays."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

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
    with pytest.raises(UsageError) as caught:
        write_together({tmp_path / "a": b"x", tmp_path / "none" / "b": b"y"})
    assert caught.value.code == "report_folder_missing"
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError) as caught:
        write_together({tmp_path / "a": b"x", tmp_path / "folder": b"y"})
    assert caught.value.code == "report_is_folder"
    with pytest.raises(SurroundingsError) as caught:
        write_together({tmp_path / "a": b"x", Path("/proc/b"): b"y"})
    assert caught.value.code == "report_unwritable"
    assert names(tmp_path) == ["folder"]


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's")
def test_that_a_report_is_as_readable_as_other_files(tmp_path):
    mask = os.umask(0o022)
    try:
        write_whole(tmp_path / "a", b"x")
    finally:
        os.umask(mask)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("name", "age_s", "stays"),
    [
        (".report-a1b2c3d4.part", 2 * 86400, False),
        (".report-a1b2c3d4.part", 60, True),  # another writes it now
        ("report-mine.part", 2 * 86400, True),
        (".report-mine.part", 2 * 86400, True),
        (".report-20260101.old", 2 * 86400, True),
        (".report-2026-01-01.old", 2 * 86400, True),
    ],
)
def test_that_parts_of_a_program_that_was_killed_go_and_those_of_another_stay(
    tmp_path, name, age_s, stays
):
    (tmp_path / name).write_bytes(b"half")
    os.utime(tmp_path / name, (time.time() - age_s,) * 2)
    write_whole(tmp_path / "out.pdf", b"whole")
    assert names(tmp_path) == sorted(["out.pdf", *([name] if stays else [])])


_KILLED = """
import os, sys
from pathlib import Path
from greenshield.reports import writing
real = Path.replace
def replace(self, target):
    done = real(self, target)
    os._exit(9)  # killed when one of two files stands
Path.replace = replace
writing.write_together({Path(sys.argv[1]) / n: b"new" for n in ("a.docx", "a.pdf")})
"""


def test_that_what_a_killed_run_kept_of_the_files_before_goes_with_a_later_one(
    tmp_path, monkeypatch
):
    for name in ("a.docx", "a.pdf"):
        (tmp_path / name).write_bytes(b"old")
        os.utime(tmp_path / name, (1e9, 1e9))
    done = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path)], timeout=60)
    assert done.returncode == 9
    left = [name for name in names(tmp_path) if name.endswith(".old")]
    assert len(left) == 1
    write_whole(tmp_path / "b.pdf", b"whole")
    assert set(left) < set(names(tmp_path))  # it may be in use
    later = time.time() + 120
    monkeypatch.setattr(time, "time", lambda: later)
    write_together({tmp_path / n: b"again" for n in ("a.docx", "a.pdf")})
    assert not [name for name in names(tmp_path) if name.endswith(".old")]
    assert (tmp_path / "a.pdf").read_bytes() == b"again"
