"""The sample project as the window makes it."""

from __future__ import annotations

import pytest

from greenshield.domain.errors import SurroundingsError
from greenshield.services import overview, sample_project
from greenshield.services.progress import Silent
from greenshield.services.session import reading, writing
from greenshield.services.verifying import verify


class Counting(Silent):
    def __init__(self):
        self.told = []

    def step(self, what, *_):
        self.told.append(what)


def test_that_it_is_made_whole_with_its_inputs_and_can_be_worked_in(tmp_path):
    progress = Counting()
    made = sample_project.make(tmp_path / "new", progress)
    assert {"sample_making", "reading_boundaries", "sample_walking"} <= set(progress.told)
    with reading(made) as session:
        told = overview.of(session.project)
        issue = session.project.rows(
            "SELECT state FROM issue WHERE clue_no = ?", "YG2025-229901-007"
        )
    assert told["counts"]["photos"] >= 199
    assert told["counts"]["actors"] == 5
    assert len(told["states"]) > 5
    assert issue[0]["state"] == "filed"
    assert verify(tmp_path / "new" / "closure-pack.zip").ok
    assert (tmp_path / "new" / "inputs" / "ledger" / "整改台账.xlsx").is_file()
    with writing(made) as session:
        assert session.who.name.startswith("吴承办")
        assert not session.new_device
    assert verify(made).ok


class Stopping(Silent):
    def step(self, what, *_):
        if what == "reading_ledger":
            raise SurroundingsError("cancelled")


def test_that_a_cancelled_one_leaves_nothing(tmp_path):
    with pytest.raises(SurroundingsError):
        sample_project.make(tmp_path / "new", Stopping())
    assert list(tmp_path.iterdir()) == []


def test_that_nothing_that_stands_there_is_touched(tmp_path):
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "note.txt").write_text("x")
    with pytest.raises(SurroundingsError, match="sample_folder_unusable"):
        sample_project.make(tmp_path / "here")
    assert (tmp_path / "here" / "note.txt").read_text() == "x"
    assert sample_project.free_folder(tmp_path, "here") == tmp_path / "here 2"
