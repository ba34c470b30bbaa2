"""The ground the tests stand on can fail: logs, real files, isolation."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.lengthy

CONFTEST = 'pytest_plugins = ["helpers.real_files", "helpers.log_fail"]\n'


@pytest.fixture
def run(tmp_path, repository, monkeypatch):
    """Run a test file of its own in a fresh pytest with the same helpers; code and output."""
    (tmp_path / "conftest.py").write_text(CONFTEST, "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", "utf-8")
    monkeypatch.delenv("GREENSHIELD_NO_SKIP", raising=False)
    # Other plugins have no part in this, and Qt's takes longer to load than all the rest.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def go(body, *args, data=None, **env):
        (tmp_path / "test_inner.py").write_text(body, "utf-8")
        place = str(data if data else tmp_path / "no such folder")
        path = os.pathsep.join([str(repository / "tests"), str(repository)])
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *(("-p", "xdist", *args) if args else ())],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": path, "GREENSHIELD_SHARED_DATA": place, **env},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr

    return go


@pytest.fixture
def data(tmp_path):
    """A folder that stands for the real files."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("a.shp", "b.shp"):
        (folder / name).write_bytes(b"x")
    return folder


USES_FILES = """
import pytest
@pytest.mark.parametrize("name", ["a.shp", "b.shp"])
def test_that_one_is_read(name, shared_data, real_file):
    assert real_file(shared_data / name).read_bytes() == b"x"
def test_that_one_is_read_again(real_file, shared_data):
    assert real_file(shared_data / "a.shp").exists()
"""


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_that_real_files_are_counted_once_each(run, data, workers):
    code, out = run(USES_FILES, *workers, data=data)
    assert (code, "real files tested: 2" in out, "3 passed" in out) == (0, True, True), out


def test_that_tests_on_real_files_are_skipped_where_there_are_none(run):
    code, out = run(USES_FILES, GREENSHIELD_NO_SKIP="1")
    assert (code, "real files tested: 0" in out, "3 skipped" in out) == (0, True, True), out


SKIPS = """
import pytest
def test_that_something_holds():
    pytest.skip("no such boundary")
"""


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
@pytest.mark.parametrize(
    "body", [SKIPS, "import pytest\npytest.skip('x', allow_module_level=True)"]
)
def test_that_a_skip_fails_where_real_files_are(run, data, workers, body):
    assert run(body)[0] in (0, 5)
    code, out = run(body, *workers, data=data)
    assert code != 0
    assert "skipped although it should run here" in out


def test_that_a_real_file_that_is_absent_fails(run, data):
    body = (
        "def test_that_it_is_read(real_file):\n    real_file(__import__('pathlib').Path('c.shp'))"
    )
    assert run(body, data=data)[0] == 1


def test_that_a_skip_for_want_of_a_program_passes_unless_all_were_installed(run, data):
    body = SKIPS.replace("no such boundary", "this machine lacks the Debian package x")
    assert run(body, data=data)[0] == 0
    assert run(body, data=data, GREENSHIELD_NO_SKIP="1")[0] == 1
    assert run(body, GREENSHIELD_NO_SKIP="1")[0] == 1


LOGS = """
import logging
def test_that_it_warns(expect_log):
    {expect}
    logging.getLogger("greenshield.project.lock").{level}("the lock is stale")
"""
ANNOUNCE = 'expect_log("{logger}", logging.{level}, "{part}")'


@pytest.mark.parametrize(
    ("expect", "level", "code"),
    [
        ("pass", "warning", 1),
        ("pass", "error", 1),
        ("pass", "info", 0),
        (
            ANNOUNCE.format(logger="greenshield.project", level="WARNING", part="stale"),
            "warning",
            0,
        ),
        (ANNOUNCE.format(logger="greenshield.project", level="WARNING", part="stale"), "error", 1),
        (ANNOUNCE.format(logger="greenshield.proj", level="WARNING", part="stale"), "warning", 1),
        (ANNOUNCE.format(logger="greenshield.project", level="WARNING", part="new"), "warning", 1),
        (ANNOUNCE.format(logger="greenshield.project", level="WARNING", part="stale"), "info", 1),
    ],
)
def test_that_only_announced_warnings_pass(run, expect, level, code):
    assert run(LOGS.format(expect=expect, level=level))[0] == code


def test_that_a_child_process_inherits_the_private_home(own_home):
    code = (
        "import os, pathlib, keyring; from greenshield import paths\n"
        "print(pathlib.Path.home(), paths.config_dir(), type(keyring.get_keyring()).__module__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    config = own_home / "greenshield" / "config"
    assert done.stdout.split() == [str(own_home), str(config), "keyring.backends.null"]
