"""What every test stands on: isolation, the real files, logs that fail, hypothesis profiles."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from helpers.sample_made import sample_in

pytest_plugins = ["helpers.real_files", "helpers.log_fail"]

# Before any Qt module is loaded, in this process and in its children: a screen as large as a
# desk's, where a window keeps the size that it is given.
_SCREEN = Path(__file__).parent / "helpers" / "screen.json"
if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_SCREEN}"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

# Deadlines are off: on a shared machine a slow example tells nothing about the code.
hypothesis.settings.register_profile("fast", max_examples=25, deadline=None)
hypothesis.settings.register_profile(
    "ci", max_examples=100, deadline=None, derandomize=True, print_blob=True
)
hypothesis.settings.register_profile(
    "fuzz",
    max_examples=5000,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile(os.environ.get("GREENSHIELD_HYPOTHESIS", "fast"))

ROOT = Path(__file__).resolve().parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Lengthy tests first: a few processes share the files in their order."""
    items.sort(key=lambda item: item.get_closest_marker("lengthy") is None)


def pytest_collection_finish() -> None:
    """The million objects of all tests and modules stay: the collector needn't look at them."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New folders, one after the other, for the homes of tests.

    ``mktemp`` looks through all that it ever made for the next number: that of thousands of
    tests took milliseconds each.
    """
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private home for each test, its child processes included: no user's files, no keyring."""
    home = next(homes)
    home.mkdir()
    for variable, folder in (
        ("HOME", ""),
        ("USERPROFILE", ""),
        ("APPDATA", "appdata"),
        ("LOCALAPPDATA", "localappdata"),
        ("XDG_CONFIG_HOME", "xdg-config"),
        ("XDG_STATE_HOME", "xdg-state"),
        ("XDG_CACHE_HOME", "xdg-cache"),
        ("XDG_DATA_HOME", "xdg-data"),
        ("GREENSHIELD_HOME", "greenshield"),
    ):
        monkeypatch.setenv(variable, str(home / folder))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    return home


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def sample_made(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The sample county, made by the public command, with the home of its maker beside it."""
    from greenshield.project.migrations import NAMES
    from greenshield.project.rebuilding import FOLD

    kept = os.environ.get("GREENSHIELD_TEST_SAMPLE")
    if kept:  # a reader refuses the tables of another schema
        kept += f"-{NAMES[-1]}-{FOLD}"
    base = tmp_path_factory.getbasetemp()
    # The processes of one run have their own folders below a common one.
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return sample_in(Path(kept) if kept else run / "sample-made", repository)
