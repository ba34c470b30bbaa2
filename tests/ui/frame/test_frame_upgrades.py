"""An older project is upgraded while it is opened: the task tells how far, and can be stopped."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pytest

from greenshield.domain.errors import RefusedError, SurroundingsError
from greenshield.services.progress import cancelled
from ui import project_calls
from ui.tasks import wire
from ui.tasks.holder import Holder
from ui.tasks.work import Work

OLD = Path(__file__).parents[2] / "project" / "schemas" / "0005.gpkg"


class Listening:
    """Keeps what it is told; stops the work at one of the words."""

    def __init__(self, stops_at=""):
        self.told, self.stops = [], stops_at

    def step(self, what, *_):
        self.told.append(what)
        if what == self.stops:
            raise cancelled()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "p").mkdir()
    shutil.copy(OLD, tmp_path / "p" / "project.gpkg")
    return tmp_path / "p"


def opened(folder, progress, *, read_only):
    """Opens it; the samples are no device of ours, so to write is refused once it is upgraded."""
    holder = Holder()
    work = Work(progress, lambda _: None, wire.WRITE, holder)
    refused = pytest.raises(RefusedError, match="device_not_admitted")
    try:
        with contextlib.nullcontext() if read_only or progress.stops else refused:
            project_calls.open_project(work, folder, read_only=read_only)
    finally:
        holder.close()
    return progress.told


@pytest.mark.parametrize("read_only", [True, False])
def test_that_opening_tells_of_the_upgrade(folder, read_only):
    assert "writing_tables" in opened(folder, Listening(), read_only=read_only)


def test_that_opening_can_be_stopped_in_the_upgrade(folder):
    with pytest.raises(SurroundingsError, match="cancelled"):
        opened(folder, Listening("writing_tables"), read_only=False)
    assert "upgrading_schema" in opened(folder, Listening(), read_only=False)  # it was as before
    assert opened(folder, Listening(), read_only=False) == []
