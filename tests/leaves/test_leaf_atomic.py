"""Small files are written whole, for their owner alone or for whom the user's umask lets."""

import os
import stat

import pytest

from greenshield import atomic
from greenshield.domain.errors import SurroundingsError


@pytest.fixture
def group_readable():
    before = os.umask(0o027)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")
def test_that_what_is_written_out_is_readable_by_whom_the_umask_lets(tmp_path, group_readable):
    out = tmp_path / "出" / "台账.csv"
    atomic.write(out, b"1", shared=True)
    assert (mode(out), mode(out.parent)) == (0o640, 0o750)
    own = tmp_path / "自" / "设置.toml"
    atomic.write(own, b"1")
    assert (mode(own), mode(own.parent)) == (0o600, 0o700)


def test_that_a_file_that_is_not_written_leaves_nothing_behind(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(SurroundingsError) as caught:
        atomic.write(tmp_path / "folder", b"1", shared=True)
    assert caught.value.code == "user_file_unwritable"
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
    with pytest.raises(SurroundingsError):
        atomic.write(tmp_path / ("x" * 300), b"1")
