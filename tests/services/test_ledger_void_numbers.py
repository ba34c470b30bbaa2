"""A row with the number of a void issue changes nothing, and is told what took its place."""

import pytest
from helpers.imports import fingerprint, workbook
from shapely import box

from greenshield.services import issues, ledger_compare, lineage, lookup
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.lineage_carry import Part

HEADER = ("图斑编号", "拐点坐标", "问题来源", "问题描述")
WEST, EAST = box(126.45, 43.2, 126.4505, 43.201), box(126.4505, 43.2, 126.451, 43.201)
WHOLE = box(126.45, 43.2, 126.451, 43.201)


def listed(path, number, said="占用"):
    return workbook(path, HEADER, [[number, WHOLE.wkt, "绿盾巡查", said]])


@pytest.fixture
def split(session, tmp_path):
    import_file(session, listed(tmp_path / "一.xlsx", "T1"), LedgerOptions())
    parts = [
        Part({"clue_no": f"T1-{n}", "geom": s.wkt}) for n, s in ((1, WEST), (2, EAST))
    ]  # fmt: skip
    lineage.split(session, "T1", parts, on="2026-03-01", reason="两处图斑")
    return session


@pytest.mark.parametrize("number", ["T1", "ｔ１"])
def test_that_a_row_with_the_number_of_a_split_issue_is_refused(split, tmp_path, number):
    file = listed(tmp_path / "二.xlsx", number, "新说法")
    before = fingerprint(split.project)
    done = import_file(split, file, LedgerOptions())
    assert (done.created, done.updated, done.refused) == (0, 0, 1)
    (told,) = [p for p in done.problems if p.fatal]
    assert told.code == "ledger_issue_replaced"
    assert (told.params["number"], told.params["successors"]) == ("T1", "T1-1、T1-2")
    assert lookup.issue(split.project, "T1").get("description") == "占用"
    assert fingerprint(split.project) == before
    found = ledger_compare.compare(split.project, file, LedgerOptions(dry_run=True))
    assert (found.changed, found.refused) == ((), 1)


def test_that_a_row_is_told_what_stands_in_its_place_today(split, tmp_path):
    whole = Part({"clue_no": "T1-M"})
    lineage.merge(split, ["T1-1", "T1-2"], whole, on="2026-03-02", reason="拆错了")
    done = import_file(split, listed(tmp_path / "五.xlsx", "T1", "新说法"), LedgerOptions())
    (told,) = [p for p in done.problems if p.fatal]
    assert (told.code, told.params["successors"]) == ("ledger_issue_replaced", "T1-M")


def test_that_the_old_list_again_writes_nothing_and_refuses_nothing(split, tmp_path):
    done = import_file(split, listed(tmp_path / "三.xlsx", "T1"), LedgerOptions())
    assert (done.unchanged, done.refused) == (1, 0)


def test_that_a_number_that_a_live_issue_bears_too_is_that_issues(split, tmp_path):
    issues.set_fields(split, "T1-2", {"external_nos": "reissued:T1"})
    done = import_file(split, listed(tmp_path / "四.xlsx", "T1", "新说法"), LedgerOptions())
    assert (done.created, done.unchanged, done.refused) == (0, 1, 0)
