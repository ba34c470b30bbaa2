"""A list that came in before does not undo what a later one wrote, but where a person says so."""

import openpyxl
import pytest
from helpers.imports import boundary_file, fingerprint, workbook
from shapely import box

from greenshield.services import (
    issues,
    ledger_compare,
    ledger_compare_out,
    ledger_lines,
    lookup,
)
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.ledger_reissue import import_list

HEADER = ("图斑编号", "拐点坐标", "活动类型", "整改时限", "问题来源", "问题描述")
POINTS = ("图斑编号", "经度", "纬度", "活动类型", "问题来源", "问题描述")


def row(number, at, said, day="2025-06-30"):
    return [number, box(126.45 + at, 43.2, 126.451 + at, 43.201).wkt, "道路", day, "绿盾巡查", said]


@pytest.fixture
def lists(tmp_path):
    """Four editions; the second leaves the first two issues as they are."""
    return [
        workbook(tmp_path / f"{n}.xlsx", HEADER, rows)
        for n, rows in enumerate((
            [row("N1", 0, "一"), row("N2", 0.01, "一"), row("N3", 0.02, "一")],
            [row("N1", 0, "一"), row("N2", 0.01, "一"), row("N3", 0.02, "二")],
            [row("N1", 0, "三", "2025-09-30"), row("N2", 0.01, "一"), row("N3", 0.02, "二")],
            [row("N1", 0, "一"), row("N2", 0.01, "一"), row("N3", 0.02, "二")],
        ), 1)
    ]  # fmt: skip


def take(session, path, **options):
    return import_file(session, path, LedgerOptions(**options))


def said(session, number="N1", name="description"):
    return lookup.issue(session.project, number).get(name)


def told(done):
    return [(p.row, p.params["field"], p.params["later"]) for p in done.problems
            if p.code == "ledger_value_later"]  # fmt: skip


@pytest.mark.parametrize("older", [0, 1])
def test_that_an_older_list_again_changes_nothing_and_tells_each_value(session, lists, older):
    for path in lists[:3]:
        take(session, path)
    before = fingerprint(session.project)
    done = take(session, lists[older])
    assert (done.updated, done.unchanged, done.refused) == (0, 3, 0)
    assert fingerprint(session.project) == before
    wanted = [(2, "deadline", "3.xlsx"), (2, "description", "3.xlsx")]
    wanted += [(4, "description", "2.xlsx")] if older == 0 else []
    assert sorted(told(done)) == wanted


def test_that_a_new_list_may_go_back_to_what_an_older_one_said(session, lists):
    for path in lists[:3]:
        take(session, path)
    workbook(lists[3], HEADER, [row("N1", 0, "一"), row("N9", 0.05, "新")])
    done = take(session, lists[3])
    assert (done.created, done.updated, told(done)) == (1, 1, [])
    assert said(session) == "一"


def test_that_the_older_value_is_taken_where_a_person_decides_so(session, lists, tmp_path):
    for path in (lists[0], lists[2]):
        take(session, path)
    options, sheet = LedgerOptions(), tmp_path / "对比.xlsx"
    found = ledger_compare.compare(session.project, lists[0], options)
    fields = {one.field: one for change in found.changed for one in change.fields}
    assert {(one.taken, one.locked, one.by) for one in fields.values()} == {(False, False, "")}
    assert fields["deadline"].later == "3.xlsx"
    ledger_compare_out.write(session.project, found, sheet, "zh")
    book = openpyxl.load_workbook(sheet)
    for line in book.worksheets[0].iter_rows(min_row=2):
        if line[6].value == "问题描述" and line[4].value == "N1":
            line[0].value = "采用清单"
    book.save(sheet)
    assert import_list(session, lists[0], options, sheet).imported.updated == 1
    assert (said(session), said(session, name="deadline")) == ("一", "2025-09-30")
    # What a person chose stays, whichever of the two lists comes again.
    before = fingerprint(session.project)
    for path in (lists[2], lists[0]):
        assert take(session, path).updated == 0
    assert fingerprint(session.project) == before


def test_that_the_same_bytes_read_otherwise_put_right_what_they_wrote(session, tmp_path):
    path = workbook(tmp_path / "一.xlsx", POINTS, [["P1", 126.45, 43.2, "道路", "绿盾巡查", "一"]])
    take(session, path)
    done = take(session, path, datum="gcj02")
    assert (done.updated, told(done)) == (1, [])
    assert said(session, "P1", "lon") != 126.45


def test_that_a_place_stays_whole_where_a_later_list_moved_a_part(session, tmp_path):
    one, two = (
        workbook(tmp_path / f"{name}.xlsx", POINTS, [["P1", 126.45, lat, "道路", "绿盾巡查", "一"]])
        for name, lat in (("一", 43.2), ("二", 43.2005))
    )
    for path in (one, two):
        take(session, path)
    done = take(session, one, datum="gcj02")
    assert done.updated == 0
    assert [p.params["later"] for p in done.problems if p.code == "ledger_place_later"] == [
        "二.xlsx"
    ]
    assert (said(session, "P1", "lon"), said(session, "P1", "lat")) == (126.45, 43.2005)


def test_that_a_shapefile_again_is_known_by_all_its_parts(session, tmp_path):
    def shapes(name, text):
        told = {"图斑编号": "S1", "问题来源": "绿盾巡查", "问题描述": text, "活动类型": "道路"}
        folder = tmp_path / name
        folder.mkdir()
        drawn = [(box(126.45, 43.2, 126.451, 43.201), told)]
        return boundary_file(folder / "图斑.shp", drawn, encoding="GBK")

    for path in (one := shapes("a", "一"), shapes("b", "二")):
        take(session, path)
    done = take(session, one)
    assert (done.updated, said(session, "S1")) == (0, "二")
    assert told(done) == [(1, "description", "图斑.shp")]


def test_that_what_a_person_entered_is_told_as_theirs(session, lists):
    for path in lists[:3]:
        take(session, path)
    issues.set_fields(session, "N1", {"description": "人"})
    done = take(session, lists[0])
    assert ("ledger_value_differs", 2) in [(p.code, p.row) for p in done.problems]
    assert (2, "description", "3.xlsx") not in told(done)


def test_that_names_that_a_later_list_exchanged_are_no_rows_that_strayed(session, tmp_path):
    def named(file, names):
        rows = [
            [n, 126.45, 43.2, "道路", "绿盾巡查", name]
            for n, name in zip(("P1", "P2"), names, strict=True)
        ]
        return workbook(tmp_path / file, (*POINTS[:-1], "设施名称"), rows)

    one = named("一.xlsx", ("甲厂", "乙厂"))
    for path in (one, named("二.xlsx", ("丙厂", "乙厂")), named("三.xlsx", ("丙厂", "甲厂"))):
        take(session, path)
    assert said(session, "P2", "facility_name") == "甲厂"
    done = take(session, one)
    assert (done.refused, done.unchanged) == (0, 2)
    assert [field for _, field, _ in told(done)] == ["facility_name"] * 2


def test_that_a_place_that_a_later_list_moved_stays_there(session, lists, tmp_path):
    take(session, lists[0])
    far = workbook(tmp_path / "远.xlsx", HEADER, [row("N1", 0.3, "一")])
    found = ledger_compare.compare(session.project, far, LedgerOptions())
    choices = {line.key: "same" for line in ledger_lines.lines(found) if line.kind == "unsure"}
    assert import_list(session, far, LedgerOptions(), choices).imported.updated == 1
    before = fingerprint(session.project)
    done = take(session, lists[0])
    assert (done.updated, done.refused) == (0, 0)
    assert [(p.row, p.params["later"]) for p in done.problems if "later" in p.code] == [
        (2, "远.xlsx")
    ]
    assert fingerprint(session.project) == before
