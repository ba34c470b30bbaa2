"""A sheet with a ledger's header and no record is told, and hinders none of the others."""

from __future__ import annotations

import pytest
from helpers.imports import sheets_file

from greenshield.domain.errors import UnreadableError
from greenshield.services.ledger_import import LedgerOptions, import_file

HEAD = ("图斑编号", "问题来源", "经度", "纬度")
TOTAL = ("合计", "0个")
EMPTY = {
    "乙": (HEAD, TOTAL),
    "汇总": (("县区", "数量", "面积（亩）"), ("青禾县", 1, 3), ("合计", 1, 3)),
}


def _row(number):
    return (f"T{number}", "绿盾巡查", 126.31 + number / 100, 43.21)


@pytest.mark.parametrize("more", [{}, {"丁": (HEAD, _row(2))}], ids=["one", "two"])
def test_that_sheets_without_records_are_told(session, tmp_path, more):
    path = sheets_file(tmp_path / "清单.xlsx", {"甲": (HEAD, _row(1))} | EMPTY | more)
    done = import_file(session, path, LedgerOptions(all_sheets=True, memory=False))
    assert (done.created, done.refused, done.file.left) == (1 + len(more), 0, ())
    told = [(p.code, p.params) for p in done.problems if "sheets" in p.code]
    assert told == [("ledger_sheets_empty", {"sheets": "乙、汇总"})]


@pytest.mark.parametrize("options", [{"sheets": ("甲", "乙")}, {"sheet": "乙"}], ids=str)
def test_that_a_sheet_that_is_asked_for_must_have_records(session, tmp_path, options):
    path = sheets_file(tmp_path / "清单.xlsx", {"甲": (HEAD, _row(1))} | EMPTY)
    with pytest.raises(UnreadableError) as refused:
        import_file(session, path, LedgerOptions(memory=False, **options))
    assert refused.value.code == "ledger_no_rows"


def test_that_a_workbook_without_any_record_is_refused(session, tmp_path):
    path = sheets_file(tmp_path / "清单.xlsx", EMPTY)
    with pytest.raises(UnreadableError) as refused:
        import_file(session, path, LedgerOptions(all_sheets=True, memory=False))
    assert refused.value.code == "ledger_no_rows"
