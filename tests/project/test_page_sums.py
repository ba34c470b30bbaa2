"""The sums of a closed database's pages: any changed byte shows, no honest change does."""

import shutil
import sqlite3
import subprocess
import sys

import pytest
from helpers import projects
from hypothesis import given
from hypothesis import strategies as st

from greenshield.project import page_sums
from greenshield.project.layout import Layout
from greenshield.project.page_check import inspect_pages


@pytest.fixture
def layout(tmp_path):
    with projects.make(tmp_path / "p") as project, project.action("me") as action:
        projects.add_issue(action, project, 1)
    return Layout(tmp_path / "p")


def codes(layout):
    held, broken = inspect_pages(layout)
    return held, [b.code for b in broken]


def test_that_a_closed_project_is_as_it_was_closed(layout):
    assert codes(layout) == (True, [])


def test_that_sums_hold_after_an_opening_that_changed_nothing_and_after_one_that_did(layout):
    before = layout.sums.read_bytes()
    with projects.reopen(layout.folder):
        assert codes(layout) == (True, [])
    assert layout.sums.read_bytes() == before
    with projects.reopen(layout.folder) as project, project.action("me") as action:
        projects.add_issue(action, project, 2)
    assert codes(layout) == (True, [])
    assert layout.sums.read_bytes() != before


def test_that_no_sums_hold_while_somebody_writes_nor_after_his_crash(layout):
    work = (
        "import os, sys; from pathlib import Path; sys.path[:0] = sys.argv[2:]\n"
        "from helpers import projects\n"
        "project = projects.reopen(Path(sys.argv[1]))\n"
        "with project.action('me') as action: projects.add_issue(action, project, 3)\n"
        "os._exit(1)\n"
    )
    paths = [p for p in sys.path if p]
    subprocess.run([sys.executable, "-c", work, str(layout.folder), *paths], check=False)
    assert codes(layout) == (False, [])
    with projects.reopen(layout.folder):
        pass
    assert codes(layout) == (True, [])


def test_that_pages_added_cut_off_or_changed_are_named_by_number(layout):
    whole = layout.database.read_bytes()
    layout.database.write_bytes(whole + b"\0")
    _, (added,) = inspect_pages(layout)
    last = len(whole) // page_sums.PAGE
    assert (added.code, added.where) == ("page_altered", f"project.gpkg {last + 1}")
    layout.database.write_bytes(whole[: -2 * page_sums.PAGE])
    _, (gone,) = inspect_pages(layout)
    lost = 2 * page_sums.PAGE
    assert (gone.code, gone.params["lost"]) == ("page_cut_off", lost)
    layout.database.write_bytes(whole[:5000] + b"\xff" + whole[5001:])
    assert codes(layout) == (True, ["page_altered"])


@pytest.mark.parametrize("at", [0, 5, 40, -66, -2, -1])
def test_that_a_flip_in_the_sums_themselves_is_named(layout, at):
    content = bytearray(layout.sums.read_bytes())
    content[at] ^= 1
    layout.sums.write_bytes(content)
    assert codes(layout) == (False, ["sums_altered"])


def test_that_missing_sums_and_a_log_from_elsewhere_are_named(layout):
    layout.wal.write_bytes(b"x")
    assert codes(layout) == (True, ["log_added"])
    layout.wal.unlink()
    layout.sums.unlink()
    assert codes(layout) == (False, ["sums_missing"])


def test_that_a_program_that_only_leaves_wal_mode_changes_nothing_that_counts(layout):
    before = layout.database.read_bytes()
    db = sqlite3.connect(layout.database)
    assert db.execute("PRAGMA journal_mode = DELETE").fetchall() == [("delete",)]
    db.close()
    assert layout.database.read_bytes() != before
    assert codes(layout) == (True, [])


def test_that_what_another_program_writes_is_named(layout):
    db = sqlite3.connect(layout.database)
    db.execute("CREATE TABLE layer_styles (id INTEGER)")
    db.commit()
    db.close()
    assert "page_altered" in codes(layout)[1]


def write_once_more(layout, number):
    with projects.reopen(layout.folder) as project, project.action("me") as action:
        projects.add_issue(action, project, number)


@pytest.mark.parametrize(("writers", "told"), [(1, (True, [])), (2, (True, [])), (9, (False, []))])
def test_that_writers_who_come_and_go_while_it_is_compared_break_nothing(
    layout, monkeypatch, writers, told
):
    compare, numbers = page_sums.changed, iter(range(2, 2 + writers))

    def beside_a_writer(sums, database):
        for number in numbers:
            write_once_more(layout, number)
            break
        return compare(sums, database)

    monkeypatch.setattr(page_sums, "changed", beside_a_writer)
    assert codes(layout) == told
    monkeypatch.undo()
    assert codes(layout) == (True, [])


@pytest.mark.parametrize("code", ["sums_missing", "sums_altered"])
def test_that_lost_sums_stay_named_whatever_is_opened_and_written(layout, code):
    note = layout.sums.read_bytes()[:-9]
    layout.sums.unlink()
    if code == "sums_altered":
        layout.sums.write_bytes(note)
    projects.reopen(layout.folder).close()
    assert codes(layout) == (False, [code])
    write_once_more(layout, 2)
    assert codes(layout) == (False, [code])
    if code == "sums_altered":
        assert layout.sums.read_bytes() == note


def test_that_lost_sums_are_taken_anew_by_whoever_asks_for_it(layout):
    layout.sums.unlink()
    with projects.reopen(layout.folder) as project:
        project.renew_sums()
        assert codes(layout) == (False, [])
    assert codes(layout) == (True, [])


def test_that_a_folder_in_the_place_of_the_sums_hinders_nobody_and_stays_named(layout):
    layout.sums.unlink()
    layout.sums.mkdir()
    write_once_more(layout, 2)
    with projects.reopen(layout.folder) as project:
        project.renew_sums()
    assert codes(layout) == (False, ["sums_altered"])


@given(data=st.data())
def test_that_sums_name_exactly_the_pages_that_differ(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sums")
    content = bytearray(data.draw(st.binary(min_size=1, max_size=5 * page_sums.PAGE)))
    file, note = folder / "a", folder / "b"
    file.write_bytes(content)
    page_sums.write_closed(note, file)
    places = data.draw(st.sets(st.integers(0, len(content) - 1), max_size=4))
    for at in places:
        content[at] ^= 0x40
    file.write_bytes(content)
    named = {n for run in page_sums.changed(page_sums.load(note), file) for n in run}
    assert named == {at // page_sums.PAGE + 1 for at in places}
    shutil.rmtree(folder)
