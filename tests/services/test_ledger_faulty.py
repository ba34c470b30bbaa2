"""Generated workbooks with known faults: every fault is told in its cell, and nothing else is."""

from __future__ import annotations

import openpyxl
import pytest
from helpers.make_faulty import EAST, NORTH, SOUTH, WEST, make
from shapely import box

from greenshield.project.projection.geometry import to_field
from greenshield.services import ledger_commented
from greenshield.services.ledger_import import LedgerOptions, import_file


@pytest.fixture
def county(session):
    """A project with the area 云岭, its core zone and its buffer zone."""
    middle = (WEST + EAST) / 2
    shapes = {
        "area": ("area", {"kind": "area", "name": "云岭", "area_level": "national"},
                 box(WEST, SOUTH, EAST, NORTH)),
        "core": ("zone", {"zone_code": "core", "name": "核心区"}, box(WEST, SOUTH, middle, NORTH)),
        "buffer": ("zone", {"zone_code": "buffer", "name": "缓冲区"},
                   box(middle, SOUTH, EAST, NORTH)),
    }  # fmt: skip
    with session.project.action(session.who.actor_id) as action:
        for name, (kind, values, shape) in shapes.items():
            values = {"geom": to_field(shape, session.project.media), "valid_from": "2020-01-01",
                      **values}  # fmt: skip
            if kind == "zone":
                values["area_id"] = "area-area"
            action.create(kind, f"area-{name}", values)
    return session


def _told(done):
    """(sheet, row, letter, code) of everything that is said of a row."""
    sheets = {sheet.file.name: sheet.file.sheet for sheet in done.sheets}
    return {(sheets[p.file], p.row, p.column.split(" ")[0], p.code) for p in done.problems if p.row}


def _held(county, tmp_path, rows, seed):
    path = tmp_path / "台账.xlsx"
    made = make(path, rows, seed)
    done = import_file(county, path, LedgerOptions(all_sheets=True, dry_run=True, on="2026-05-01"))
    told = _told(done)
    assert (sorted(made.faults - told), sorted(told - made.faults)) == ([], [])
    assert (done.refused, done.created) == (made.refused, rows - made.refused)
    planned = {row.values["clue_no"]: row.values for s in done.sheets for row in s.plan.rows}
    assert planned.keys() == made.sound.keys()
    for number, values in made.sound.items():
        got = planned[number]
        assert got["deadline"] == values["deadline"] if "deadline" in values else True
        for name, off in (("area_rs", 1e-6), ("lon", 2e-6), ("lat", 2e-6)):
            if name in values:
                assert got[name] == pytest.approx(values[name], abs=off), (number, name)
    return path, made, done


def test_that_every_fault_is_found_and_none_invented(county, tmp_path):
    path, made, done = _held(county, tmp_path, 700, seed=11)
    out = tmp_path / "批注.xlsx"
    files = [sheet.file for sheet in done.sheets]
    copy = ledger_commented.write(path, files, done.problems, out, lang="zh")
    assert copy is not None
    book = openpyxl.load_workbook(out)
    noted = {
        (sheet.title, cell.row)
        for sheet in book
        for line in sheet.iter_rows()
        for cell in line
        if cell.comment
    }
    # Where a place lies is the project's knowledge, and no fault of a cell.
    in_sheet = {told for told in made.faults if told[3] != "ledger_zone_elsewhere"}
    assert len(in_sheet) < len(made.faults)
    assert noted == {(sheet, row) for sheet, row, _, _ in in_sheet}


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3))
def test_that_of_ten_thousand_rows_every_fault_is_found_and_none_invented(county, tmp_path, seed):
    _held(county, tmp_path, 10_000, seed)
