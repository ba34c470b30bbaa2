"""Whether a list is known already: by the numbers of its rows, and by nothing else."""

import openpyxl
import pytest
from helpers.imports import workbook

from greenshield.services import issues
from greenshield.services.ledger_again import is_again
from greenshield.services.ledger_import import LedgerOptions, import_file

HEAD = ("图斑编号", "经度", "纬度", "活动类型", "问题来源")


def rows(*numbers):
    return [(number, 126.4, 43.2, "道路", "绿盾巡查") for number in numbers]


@pytest.fixture
def imported(session, tmp_path):
    import_file(session, workbook(tmp_path / "一.xlsx", HEAD, rows("T1", "T2", "T3")),
                LedgerOptions())  # fmt: skip
    issues.set_fields(session, "T3", {"external_nos": "省台账 W-3"})
    return session


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("T1", "T2", "新1", "新2"), True),
        (("T1", "新1", "新2"), False),
        (("ｔ１",), True),  # as an import takes it
        (("新1",), False),
        ((), False),
        (("T1", None, ""), True),
    ],
)
def test_that_half_of_the_numbers_must_be_ours(imported, tmp_path, numbers, expected):
    file = workbook(tmp_path / "二.xlsx", HEAD, rows(*numbers))
    assert is_again(imported.project, file) is expected


def test_that_all_sheets_count_and_csv_too(imported, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(("说明",))
    sheet = book.create_sheet("表")
    for row in (HEAD, *rows("T2", "T3")):
        sheet.append(row)
    book.save(tmp_path / "二.xlsx")
    assert is_again(imported.project, tmp_path / "二.xlsx")
    text = "\n".join(",".join(map(str, row)) for row in (HEAD, *rows("T1")))
    (tmp_path / "三.csv").write_bytes(text.encode("gbk"))
    assert is_again(imported.project, tmp_path / "三.csv")


def test_that_what_cant_be_read_or_has_no_numbers_is_none(imported, session, tmp_path):
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 nothing")
    assert not is_again(imported.project, tmp_path / "坏.xlsx")
    assert not is_again(imported.project, tmp_path / "none.xlsx")
    file = workbook(tmp_path / "名.xlsx", ("设施名称", "经度", "纬度"), [("T1", 126.4, 43.2)])
    assert not is_again(imported.project, file)


def test_that_an_empty_ledger_knows_nothing(session, tmp_path):
    assert not is_again(session.project, workbook(tmp_path / "一.xlsx", HEAD, rows("T1")))
