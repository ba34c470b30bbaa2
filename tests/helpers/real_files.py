"""Files that nobody of this project wrote, which lie beside the checkout and are never in it.

Where the folder is absent, tests on them are skipped. Where it exists, a skipped test fails,
and the summary says how many such files were tested:

    def test_that_…(shared_data, real_file):
        reader.read(real_file(shared_data / "boundaries" / "a.shp"))
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

VARIABLE = "GREENSHIELD_SHARED_DATA"
_ROOT = Path(__file__).resolve().parents[2]
_PROPERTY = "real file"
MACHINE_LACKS = "this machine lacks"
_NO_FOLDER = "no real file here: the folder shared/data is absent"

RealFile = Callable[[Path], Path]


def folder() -> Path:
    """Where the real files lie: the variable's folder, else ``shared/data`` beside the checkout."""
    named = os.environ.get(VARIABLE, "")
    return Path(named) if named else _ROOT.parent / "shared" / "data"


def listed(pattern: str) -> list[Path]:
    """Real files by a glob pattern, sorted, for parametrising; empty where the folder is absent."""
    return sorted(folder().glob(pattern)) if folder().is_dir() else []


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files; the test is skipped where it is absent."""
    place = folder()
    if not place.is_dir():
        pytest.skip(_NO_FOLDER)
    return place


@pytest.fixture
def real_file(shared_data: Path, request: pytest.FixtureRequest) -> RealFile:
    """Count a real file as tested, and give its path back; it must exist."""

    def register(file: Path) -> Path:
        found = file if file.is_absolute() else shared_data / file
        assert found.exists(), f"real file {file} is absent"
        # User properties travel with the report, so they reach the summary from xdist's workers.
        request.node.user_properties.append((_PROPERTY, str(found)))
        return found

    return register


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip that must not be into a failure.

    Done where the report is made, so that the count in the closing line is right under xdist.
    A skip that concerns the machine and no file says so by beginning with MACHINE_LACKS;
    ``GREENSHIELD_NO_SKIP=1``, where everything was installed before, refuses these as well.
    """
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)
    reason = reason.removeprefix("Skipped: ")
    if reason.startswith(MACHINE_LACKS):
        refused = os.environ.get("GREENSHIELD_NO_SKIP") == "1"
    else:
        refused = folder().is_dir()
    if refused:
        report.outcome = "failed"
        report.longrepr = f"skipped although it should run here: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Look at each test's report."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Look at each module's report: a module may skip itself whole."""
    report = yield
    _refuse_skip(report)
    return report


class _Count:
    """The real files of all tests that passed, in the process that writes the summary."""

    def __init__(self) -> None:
        self.tested: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in what one test registered."""
        if report.when == "call" and report.passed:
            self.tested.update(v for k, v in report.user_properties if k == _PROPERTY)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how many there were."""
        terminalreporter.write_line(f"real files tested: {len(self.tested)}")


def pytest_configure(config: pytest.Config) -> None:
    """Count in the controlling process only; workers send their reports there."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Count(), "greenshield-real-files")
