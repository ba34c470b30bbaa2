"""What is shipped: resources are found from the source and from the wheel."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile

import pytest
from helpers.foreign import child_python

from greenshield import resources


def test_that_resources_are_found_from_the_source(repository):
    assert resources.root() == repository / "resources"
    assert resources.path("messages", "user_files.toml").is_file()


@pytest.fixture(scope="module")
def wheel(repository, tmp_path_factory):
    """The wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    done = build(repository, "--wheel-only", "--out", folder)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    assert done.stdout.strip() == str(built)
    return built


def build(repository, *args):
    command = [sys.executable, str(repository / "build_installer.py"), *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True)


def test_that_the_wheel_carries_packages_and_resources_and_nothing_else(wheel, repository):
    names = set(zipfile.ZipFile(wheel).namelist())
    source = [
        f
        for f in (repository / "resources").rglob("*")
        if f.is_file() and "__pycache__" not in f.parts
    ]
    shipped = {f"greenshield/_resources/{f.relative_to(repository / 'resources')}" for f in source}
    assert len(shipped) > 0
    assert shipped <= names
    assert not any("__pycache__" in name for name in names)
    assert {"greenshield/py.typed", "greenshield/domain/errors.py", "ui/__init__.py"} <= names
    tops = {n.split("/")[0] for n in names}
    assert {t for t in tops if not t.endswith(".dist-info")} == {"greenshield", "ui"}
    assert any(n.endswith(".dist-info/licenses/LICENSE") for n in names)


def test_that_an_unpacked_wheel_finds_its_own_resources(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from greenshield import messages, resources\n"
        "assert 'key_damaged' in messages.catalogue()\n"
        "print(resources.root())"
    )
    found = child_python(code, tmp_path, cwd=tmp_path)
    assert found.strip() == str(tmp_path / "greenshield" / "_resources")


def test_that_a_missing_freezer_is_told_before_anything_is_built(repository, tmp_path):
    if importlib.util.find_spec("PyInstaller"):
        pytest.skip("this machine lacks an environment without PyInstaller")
    done = build(repository, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "PyInstaller is not installed" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
