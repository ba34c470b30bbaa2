"""The tracked files: their sizes, and nothing in them that holds on one machine only."""

from __future__ import annotations

import re
import subprocess

import pytest

MOST = 400  # lines of one file

# In parts, so that this file does not find itself.
MACHINE_ONLY = re.compile(
    rb"|".join(
        [
            rb"pypi\." + rb"org",
            rb"python" + rb"hosted",
            rb"deb\." + rb"debian\.org",
            rb"--(?:extra-)?" + rb"index-url",
            rb"(?<![\w.~$}])/(?:work|root|opt|Users)" + rb"/\w",
            rb"(?<![\w.~$}])/home/" + rb"\w",
            rb"/tmp/" + rb"venv",
        ]
    )
)


@pytest.fixture(scope="module")
def tracked(repository):
    """Every tracked file that is in the work tree."""
    if not (repository / ".git").exists():
        pytest.skip("this machine lacks a git checkout of the source")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=repository, capture_output=True, check=True
    )
    names = listed.stdout.decode("utf-8").split("\0")
    return [repository / n for n in names if n and (repository / n).is_file()]


def test_that_files_stay_short(tracked, repository):
    lengths = {
        f.relative_to(repository).as_posix(): len(f.read_text("utf-8").splitlines())
        for f in tracked
        if f.suffix in {".py", ".sh"}
    }
    long = {name: lines for name, lines in lengths.items() if lines > MOST}
    assert long == {}, "divide the file by its ideas"


def test_that_nothing_holds_on_one_machine_only(tracked, repository):
    found = [
        f"{f.relative_to(repository)}: {hit.group().decode()}"
        for f in tracked
        for hit in [MACHINE_ONLY.search(f.read_bytes())]
        if hit
    ]
    assert found == []


def test_that_pins_are_exact_and_complete(repository):
    lines = (repository / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [p for p in pins if not re.fullmatch(r"[\w.-]+==[\w.+!]+", p)] == []
    pinned = {normal(p.split("==")[0]) for p in pins}
    text = (repository / "pyproject.toml").read_text("utf-8")
    required = re.findall(r'^\s*"([A-Za-z][\w.-]*)(?:\[\w+\])?[<>=]=', text, re.MULTILINE)
    required += re.findall(r'"([\w.-]+)(?:\[\w+\])?>=[\d.]+"', text)
    assert len(required) > 20
    assert {normal(name) for name in required} - pinned == set()


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_that_test_files_have_names_of_their_own(tracked):
    names = [f.name for f in tracked if f.name.startswith("test_") and f.suffix == ".py"]
    assert sorted({n for n in names if names.count(n) > 1}) == []
